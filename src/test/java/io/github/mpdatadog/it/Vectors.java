// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The ways in which an identifier enters an application over HTTP. Trace and parent ids are not
 * among them: a caller's ids are numbers that name a trace, and are kept by design.
 */
final class Vectors {
  /** Sends one identifier in one place. */
  record Vector(String name, BiFunction<RawHttp, String, RawHttp.Answer> send) {
    /** Requests whose path or headers are odd may be refused by the server; these may not. */
    boolean isInsideTheApplication() {
      return name.startsWith("application: ");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String PATIENTS = "/clinic/api/patients/";
  private static final String PARENT =
      "traceparent: 00-11111111111111112222222222222222-3333333333333333-01";

  private Vectors() {}

  static List<Vector> all() {
    List<Vector> all = new ArrayList<>();
    paths(all);
    headers(all);
    for (String inside :
        List.of(
            "attribute",
            "known-attributes",
            "array",
            "number",
            "key",
            "event-name",
            "event-attribute",
            "exception",
            "exception-attribute",
            "status",
            "update-name",
            "child-name",
            "link",
            "scope",
            "baggage",
            "thread-name",
            "with-span",
            "with-span-throws")) {
      all.add(
          new Vector(
              "application: " + inside,
              (http, id) -> http.post("/clinic/api/telemetry/" + inside, id)));
    }
    all.add(
        new Vector(
            "application: client call", (http, id) -> http.post("/clinic/api/remote/self", id)));
    all.add(
        new Vector(
            "application: refused call",
            (http, id) -> http.post("/clinic/api/remote/refused", id)));
    return all;
  }

  private static void paths(List<Vector> all) {
    get(all, "path", id -> PATIENTS + id);
    get(all, "path, encoded slash", id -> PATIENTS + "a%2F" + id + "%2Fb");
    get(all, "path, encoded twice", id -> PATIENTS + id.replace("%", "%25"));
    get(all, "path, upper case", id -> "/clinic/api/PATIENTS/" + id);
    get(all, "matrix parameter", id -> PATIENTS + "1;ssn=" + id + ";" + id + "=1");
    get(all, "session id", id -> PATIENTS + "1;jsessionid=" + id);
    get(all, "query", id -> PATIENTS + "1?ssn=" + id + "&" + id + "=1");
    get(all, "dot segments", id -> PATIENTS + "x/../" + id);
    get(all, "unmatched path", id -> "/clinic/api/nowhere/" + id + "/chart");
    get(all, "outside of the application path", id -> "/clinic/" + id + ".html");
    get(all, "outside of every context", id -> "/" + id);
    get(all, "locator", id -> PATIENTS + id + "/visits/" + id);
    get(all, "nested locator", id -> PATIENTS + id + "/visits/" + id + "/notes/" + id);
    get(all, "exception message", id -> PATIENTS + id + "/broken");
    get(all, "not-found message", id -> PATIENTS + id + "/missing");
    get(all, "root application", id -> "/rooted/patients/" + id);
    get(all, "root application, unmatched", id -> "/rooted/" + id);
    get(all, "servlet /raw/*", id -> "/servlets/raw/" + id);
    get(all, "servlet *.do", id -> "/servlets/patients/" + id + "/view.do");
    get(all, "servlet /", id -> "/servlets/" + id + "?q=" + id);
    get(all, "servlet that throws", id -> "/servlets/throw/" + id);
    all.add(
        new Vector(
            "method not allowed",
            (http, id) -> http.send("DELETE", PATIENTS + url(id), List.of(), "")));
    all.add(
        new Vector(
            "strange method",
            (http, id) ->
                http.send(id.replaceAll("[^A-Za-z0-9-]", ""), PATIENTS + "1", List.of(), "")));
    all.add(new Vector("body", (http, id) -> http.post(PATIENTS + "1", "ssn=" + id)));
  }

  private static void headers(List<Vector> all) {
    for (String name :
        List.of(
            "User-Agent",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Real-IP",
            "X-Client-IP",
            "True-Client-IP",
            "Referer",
            "Origin",
            "From",
            "X-Patient-Name",
            "X-Request-ID",
            "traceparent",
            "x-datadog-origin",
            "x-datadog-trace-id",
            "sentry-trace",
            "b3",
            "uber-trace-id")) {
      header(all, name, id -> name + ": " + id);
    }
    header(all, "Forwarded", id -> "Forwarded: for=\"" + id + "\";host=\"" + id + "\"");
    header(all, "Host", id -> "Host: " + id.replaceAll("[^A-Za-z0-9.-]", "-") + ".clinic.example");
    header(all, "Cookie", id -> "Cookie: patient=" + id + "; JSESSIONID=" + id);
    header(
        all,
        "Authorization",
        id ->
            "Authorization: Basic "
                + Base64.getEncoder().encodeToString((id + ":x").getBytes(UTF_8)));
    header(all, "baggage", id -> "baggage: patient=" + id + ",user.id=" + id, PARENT);
    header(
        all,
        "tracestate",
        id -> "tracestate: dd=s:2;o:" + token(id) + ";t.usr.id:" + token(id) + ",v=" + token(id),
        PARENT);
    header(
        all,
        "x-datadog-tags",
        id -> "x-datadog-tags: _dd.p.usr.id=" + id + ",_dd.p.dm=-3",
        "x-datadog-trace-id: 4611686018427387905",
        "x-datadog-parent-id: 77",
        "x-datadog-origin: synthetics");
    header(
        all,
        "origin of a valid trace",
        id -> "x-datadog-origin: " + id,
        "x-datadog-trace-id: 4611686018427387905",
        "x-datadog-parent-id: 77");
  }

  private static void get(List<Vector> all, String name, UnaryOperator<String> target) {
    all.add(new Vector(name, (http, id) -> http.get(target.apply(url(id)))));
  }

  private static void header(
      List<Vector> all, String name, UnaryOperator<String> line, String... more) {
    all.add(
        new Vector(
            "header " + name,
            (http, id) -> {
              String[] lines = Arrays.copyOf(more, more.length + 1);
              lines[more.length] = line.apply(id);
              return http.get(PATIENTS + "1", lines);
            }));
  }

  private static String url(String id) {
    return URLEncoder.encode(id, UTF_8).replace("+", "%20");
  }

  /** What the tracestate grammar lets through. */
  private static String token(String id) {
    return id.replaceAll("[^A-Za-z0-9@._-]", "_");
  }
}
