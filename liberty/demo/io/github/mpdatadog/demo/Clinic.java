// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** The clinic as its users see it: requests full of identifiers. */
final class Clinic {

  /** One request and the answer it should get. */
  record Visit(String method, String path, String body, int status) {

    static Visit get(String path, int status) {
      return new Visit("GET", path, "", status);
    }
  }

  static final String READY = "/patients/MRN-00019";

  static final List<Visit> VISITS =
      List.of(
          Visit.get("/patients/MRN-00017?ssn=123-45-6789&name=Jane%20Roe", 200),
          Visit.get("/patients?name=Jane+Roe", 200),
          new Visit(
              "POST",
              "/patients?by=Nurse+Ratched",
              "{\"mrn\":\"MRN-00042\",\"name\":\"Ann Example\",\"ssn\":\"900-55-0142\","
                  + "\"phone\":\"212-555-0142\",\"age\":34}",
              201),
          Visit.get("/patients/MRN-00017/notes/1?phone=212-555-0117", 200),
          Visit.get("/patients/MRN-00017/history", 500),
          Visit.get("/patients/MRN-00018?dob=1985-02-30", 200),
          Visit.get("/patients/Jane%20Roe", 404));

  /** Everything in the requests, in the data they touch, and in their headers. */
  static final List<String> IDENTIFIERS =
      List.of(
          "Jane Roe",
          "John Q. Public",
          "Ann Example",
          "Zoë Müller-Ødegård",
          "Nurse Ratched",
          "123-45-6789",
          "900-12-3456",
          "900-55-0142",
          "MRN-00017",
          "MRN-00018",
          "MRN-00019",
          "MRN-00042",
          "212-555-0117",
          "212-555-0142",
          "1985-02-30",
          "203.0.113.17",
          "ward-7-tablet");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final URI url;

  Clinic(URI url) {
    this.url = url;
  }

  int send(Visit visit) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve(visit.path()))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .header("User-Agent", "ward-7-tablet (Jane Roe)")
            .header("Referer", url + "/patients/MRN-00017")
            .header("X-Forwarded-For", "203.0.113.17")
            .header("baggage", "patient=MRN-00017")
            .method(visit.method(), BodyPublishers.ofString(visit.body()))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  boolean answers() throws InterruptedException {
    try {
      return send(Visit.get(READY, 200)) == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
