// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentStandInTest {

  private final HttpClient http = HttpClient.newHttpClient();
  private AgentStandIn agent;

  @BeforeEach
  void start() throws Exception {
    agent = AgentStandIn.start(0);
  }

  @AfterEach
  void stop() {
    agent.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(byte[] payload) throws Exception {
    return send(
        to("/v0.4/traces")
            .header("Content-Type", "application/msgpack")
            .PUT(BodyPublishers.ofByteArray(payload)));
  }

  private HttpResponse<String> search(String identifier) throws Exception {
    return send(to("/api/search").POST(BodyPublishers.ofString(identifier)));
  }

  @Test
  void takesTracesAndShowsThem() throws Exception {
    HttpResponse<String> answer = put(Payloads.single(7, 1, 0, "GET /patients/{mrn}"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"rate_by_service\":{\"service:,env:\":1.0}}");

    assertThat(send(to("/api/traces")).body()).contains("GET /patients/{mrn}", "\"requests\":1");
    assertThat(send(to("/api/traces/0000000000000007")).body()).contains("\"_dd.top_level\":1");
    assertThat(send(to("/api/traces/0000000000000008")).statusCode()).isEqualTo(404);
    assertThat(send(to("/info")).body()).contains("/v0.4/traces");
  }

  @Test
  void answersGarbageWith400AndGoesOn() throws Exception {
    assertThat(put("<html>".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
    assertThat(put(new byte[0]).statusCode()).isEqualTo(400);
    assertThat(put(Payloads.single(7, 1, 0, "GET /")).statusCode()).isEqualTo(200);
  }

  @Test
  void searchesWhatItCouldNotDecodeAndWhatItDoesNotKnow() throws Exception {
    put("Jane Roe".getBytes(StandardCharsets.UTF_8));
    send(to("/telemetry/proxy?name=Jane%20Roe").POST(BodyPublishers.ofString("{}")));
    send(to("/v0.6/stats").header("X-Patient", "jane roe").POST(BodyPublishers.ofString("{}")));
    put(Payloads.single(7, 1, 0, "GET /"));
    assertThat(search("Jane Roe").body()).contains("\"found\":3", "\"requests\":4");
    assertThat(search("John Public").body()).contains("\"found\":0", "\"requests\":4");
  }

  @Test
  void doesNotFindTheSearchItself() throws Exception {
    search("Jane Roe");
    assertThat(search("Jane Roe").body()).contains("\"found\":0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 1025})
  void refusesSearchesThatAreTooShortOrTooLong(int length) throws Exception {
    assertThat(search("x".repeat(length)).statusCode()).isEqualTo(400);
  }

  @Test
  void refusesABodyThatIsTooLarge() throws Exception {
    assertThat(put(new byte[AgentStandIn.MAX_BODY + 1]).statusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/page.css", "/page.js", "/api/traces", "/nowhere"})
  void sendsHeadersThatKeepReceivedTextFromRunning(String path) throws Exception {
    HttpResponse<String> answer = send(to(path));
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Content-Type")).isPresent();
  }

  @Test
  void neverLetsReceivedMarkupThrough() throws Exception {
    put(Payloads.single(7, 1, 0, "<script>alert(1)</script>"));
    assertThat(send(to("/api/traces")).body()).doesNotContain("<").contains("\\u003cscript");
    assertThat(send(to("/api/traces/0000000000000007")).body()).doesNotContain("<");
    assertThat(send(to("/page.js")).body()).doesNotContain("innerHTML", "insertAdjacentHTML");
  }

  @Test
  void thePageLoadsNothingFromElsewhere() throws Exception {
    for (String path : new String[] {"/", "/page.css", "/page.js"}) {
      assertThat(send(to(path)).body().replace("http://www.w3.org/2000/svg", ""))
          .doesNotContain("http://", "https://", "//cdn");
    }
  }

  @Test
  void saysWhenNothingChanged() throws Exception {
    String tag = send(to("/api/traces")).headers().firstValue("ETag").orElseThrow();
    assertThat(send(to("/api/traces").header("If-None-Match", tag)).statusCode()).isEqualTo(304);
    put(Payloads.single(7, 1, 0, "GET /"));
    assertThat(send(to("/api/traces").header("If-None-Match", tag)).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesOtherSites() throws Exception {
    assertThat(send(to("/api/traces").header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    // A name of an attacker that was pointed at 127.0.0.1; the JDK client does not send such a
    // Host.
    try (Socket socket = new Socket("127.0.0.1", agent.port())) {
      String request =
          "GET /api/traces HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      assertThat(answer.readLine()).contains("403");
    }
  }
}
