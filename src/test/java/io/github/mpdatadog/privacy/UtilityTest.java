// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A gate that removes everything protects well and helps no one. Over the spans of a clinic as
 * Liberty and this library make them, with the share of unmatched paths, ad-hoc statements and
 * unknown names that real traffic has: how many still say who, what, how it ended, how long it took
 * and whom it called.
 */
class UtilityTest {

  private static final int SPANS = 20_000;
  private static final double BAR = 0.95;

  private static final List<String> ROUTES =
      List.of(
          "/clinic/api/patients/{mrn}",
          "/clinic/api/patients/{mrn}/visits",
          "/clinic/api/patients/{mrn}/visits/{id}",
          "/clinic/api/claims",
          "/clinic/api/appointments/{date}");
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT p.given_name, p.mrn FROM patient p WHERE p.mrn = '%s'",
          "select v.id from visit v join patient p on p.id = v.patient_id where p.mrn in (%s, 4)",
          "INSERT INTO claim (patient_id, amount) VALUES (%s, 12.50)",
          "UPDATE visit SET note = 'seen %s' WHERE id = ?",
          "DELETE FROM appointment WHERE day = DATE '2026-11-22' AND mrn = '%s'");
  private static final List<String> METHODS = List.of("GET", "GET", "GET", "POST", "PUT", "DELETE");
  private static final List<String> COMMANDS = List.of("GET", "SET", "HGETALL", "EXPIRE", "MGET");
  private static final List<String> NAMES = List.of("Visits.book", "Risk.compute", "chart.render");
  private static final List<String> FAILURES =
      List.of(
          "java.lang.IllegalStateException",
          "java.sql.SQLTimeoutException",
          "org.acme.clinic.NoBedException");

  /** What a reader of a trace needs to find in a span. */
  private enum Facet {
    SERVICE,
    ROUTE_OR_OPERATION,
    STATUS,
    ERROR_TYPE,
    DURATION,
    PEER
  }

  /** A span, and what it has to say: not every kind has a peer, and few have failed. */
  private record Sample(SpanData span, String kind, Set<Facet> facets) {}

  private final Random random = new Random(164_514);
  private final Vocabulary vocabulary = new Vocabulary();
  private final SpanRedactor gate =
      new SpanRedactor(
          Policy.strict(),
          vocabulary,
          Resource.builder().put("service.name", "clinic").build(),
          new Ledger());

  /** As the deployment of such an application fills it. */
  @BeforeEach
  void deploy() {
    vocabulary.add(this, Kind.ROUTE, ROUTES);
    vocabulary.add(this, Kind.COLLECTION, List.of("patient", "visit", "claim", "appointment"));
    vocabulary.add(
        this,
        Kind.COLUMN,
        List.of("given_name", "mrn", "id", "patient_id", "amount", "note", "day"));
    vocabulary.add(this, Kind.HOST, List.of("lab.test", "db.test", "cache.test"));
    vocabulary.add(this, Kind.DESTINATION, List.of("claims"));
    vocabulary.add(this, Kind.NAMESPACE, List.of("clinic"));
    vocabulary.add(this, Kind.SPAN_NAME, NAMES);
    vocabulary.add(this, Kind.EXCEPTION, List.of("org.acme.clinic.NoBedException"));
  }

  @Test
  void nearlyEverySpanStaysUseful() {
    Map<String, int[]> byKind = new TreeMap<>();
    Map<Facet, Integer> lost = new EnumMap<>(Facet.class);
    int useful = 0;
    for (int i = 0; i < SPANS; i++) {
      Sample sample = sample();
      SpanData left = gate.redact(sample.span);
      List<Facet> missing = new ArrayList<>();
      for (Facet facet : sample.facets) {
        if (left == null || !has(left, sample.span, facet)) {
          missing.add(facet);
          lost.merge(facet, 1, Integer::sum);
        }
      }
      useful += missing.isEmpty() ? 1 : 0;
      int[] counts = byKind.computeIfAbsent(sample.kind, kind -> new int[2]);
      counts[missing.isEmpty() ? 0 : 1]++;
    }

    StringBuilder report = new StringBuilder();
    byKind.forEach((kind, n) -> report.append(kind + ": " + n[0] + " useful, " + n[1] + " not; "));
    System.out.printf(
        "utility %.4f of %d spans; %s lost %s%n", 1.0 * useful / SPANS, SPANS, report, lost);
    assertThat((double) useful / SPANS).as("%s lost %s", report, lost).isGreaterThanOrEqualTo(BAR);
  }

  /** The measure itself: a policy that drops what was called must not pass. */
  @Test
  void aGateThatDropsTheRouteWouldFailTheBar() {
    SpanRedactor blind =
        new SpanRedactor(
            Policy.strict().dropping(List.of("http.route")),
            vocabulary,
            Resource.builder().put("service.name", "clinic").build(),
            new Ledger());
    int useful = 0;
    int all = 2_000;
    for (int i = 0; i < all; i++) {
      Sample sample = sample();
      SpanData left = blind.redact(sample.span);
      useful +=
          left != null && sample.facets.stream().allMatch(f -> has(left, sample.span, f)) ? 1 : 0;
    }
    assertThat((double) useful / all).isLessThan(BAR);
  }

  private static boolean has(SpanData left, SpanData raw, Facet facet) {
    Attributes attributes = left.getAttributes();
    return switch (facet) {
      case SERVICE -> "clinic".equals(left.getResource().getAttribute(stringKey("service.name")));
      case ROUTE_OR_OPERATION -> saysWhat(left);
      case STATUS ->
          left.getStatus().getStatusCode() == raw.getStatus().getStatusCode()
              && same(left, raw, AttributeKey.longKey("http.response.status_code"));
      case ERROR_TYPE -> same(left, raw, stringKey("error.type"));
      case DURATION ->
          left.getEndEpochNanos() - left.getStartEpochNanos()
              == raw.getEndEpochNanos() - raw.getStartEpochNanos();
      case PEER ->
          attributes.get(stringKey("messaging.system")) != null
              ? attributes.get(stringKey("messaging.destination.name")) != null
              : attributes.get(stringKey("server.address")) != null;
    };
  }

  private static boolean saysWhat(SpanData span) {
    Attributes attributes = span.getAttributes();
    if (span.getKind() == SpanKind.SERVER) {
      return attributes.get(stringKey("http.route")) != null
          && span.getName().endsWith(attributes.get(stringKey("http.route")));
    }
    boolean neutral = SpanNames.neutral(span.getKind()).equals(span.getName());
    boolean bare = span.getName().equals(attributes.get(stringKey("db.system.name")));
    return !neutral && !bare;
  }

  private static boolean same(SpanData left, SpanData raw, AttributeKey<?> key) {
    Object expected = raw.getAttributes().get(key);
    return expected == null || expected.equals(left.getAttributes().get(key));
  }

  private Sample sample() {
    int kind = random.nextInt(100);
    return kind < 35
        ? server()
        : kind < 47 ? restClient() : kind < 77 ? statement() : kind < 85 ? redis() : rest(kind);
  }

  private Sample rest(int kind) {
    return kind < 92 ? message() : internal();
  }

  private String mrn() {
    return "MRN-" + (10_000_000 + random.nextInt(90_000_000));
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private Sample server() {
    boolean unmatched = oneIn(40); // scanners, typing errors, old links
    String route = any(ROUTES);
    String path = unmatched ? "/clinic/" + mrn() : route.replaceAll("\\{\\w+}", mrn());
    int status = unmatched ? 404 : oneIn(30) ? 500 : oneIn(15) ? 404 : 200;
    AttributesBuilder attributes =
        Attributes.builder()
            .put("http.request.method", any(METHODS))
            .put("url.scheme", "https")
            .put("url.path", path)
            .put("url.query", "name=" + mrn())
            .put("http.route", unmatched ? "/clinic/*" : route)
            .put("http.response.status_code", status)
            .put("server.address", "clinic.example")
            .put("server.port", 443)
            .put("client.address", "203.0.113." + random.nextInt(255))
            .put("network.protocol.version", "1.1")
            .put("user_agent.original", "Mozilla/5.0 " + mrn());
    if (status == 500) {
      attributes.put("error.type", oneIn(2) ? "500" : any(FAILURES));
    }
    return made("server", SpanKind.SERVER, path, attributes, status == 500);
  }

  private Sample restClient() {
    String host = oneIn(50) ? "unknown" + random.nextInt(9) + ".test" : "lab.test";
    boolean failed = oneIn(25);
    AttributesBuilder attributes =
        Attributes.builder()
            .put("http.request.method", any(METHODS))
            .put("url.full", "https://" + host + "/results/" + mrn() + "?k=" + mrn())
            .put("server.address", host)
            .put("server.port", 443)
            .put("http.response.status_code", failed ? 503 : 200);
    if (failed) {
      attributes.put("error.type", "503");
    }
    return made("client", SpanKind.CLIENT, "GET", attributes, failed);
  }

  private Sample statement() {
    String text =
        oneIn(40)
            ? "EXPLAIN (COSTS off) SELECT 1 /* " + mrn() + " */"
            : String.format(any(STATEMENTS), mrn());
    boolean failed = oneIn(50);
    AttributesBuilder attributes =
        Attributes.builder()
            .put("db.system.name", "postgresql")
            .put("db.namespace", "clinic")
            .put("db.query.text", text)
            .put("server.address", "db.test")
            .put("server.port", 5432);
    if (failed) {
      attributes.put("error.type", any(FAILURES)).put("db.response.status_code", "23505");
    }
    return made("statement", SpanKind.CLIENT, text, attributes, failed);
  }

  private Sample redis() {
    String command = any(COMMANDS);
    AttributesBuilder attributes =
        Attributes.builder()
            .put("db.system.name", "redis")
            .put("db.operation.name", command)
            .put("db.query.text", command + " patient:" + mrn())
            .put("server.address", "cache.test");
    return made("redis", SpanKind.CLIENT, command, attributes, false);
  }

  private Sample message() {
    boolean sends = oneIn(2);
    AttributesBuilder attributes =
        Attributes.builder()
            .put("messaging.system", "jms")
            .put("messaging.operation.type", sends ? "send" : "process")
            .put("messaging.destination.name", oneIn(60) ? "ID:" + mrn() : "claims")
            .put("messaging.message.id", "ID:" + mrn());
    return made(
        "message", sends ? SpanKind.PRODUCER : SpanKind.CONSUMER, "send", attributes, oneIn(60));
  }

  private Sample internal() {
    String name = oneIn(25) ? "render " + mrn() : any(NAMES);
    return made("internal", SpanKind.INTERNAL, name, Attributes.builder(), oneIn(60));
  }

  private Sample made(
      String kind, SpanKind spanKind, String name, AttributesBuilder attributes, boolean failed) {
    List<Facet> facets =
        new ArrayList<>(
            List.of(Facet.SERVICE, Facet.ROUTE_OR_OPERATION, Facet.STATUS, Facet.DURATION));
    boolean calls = spanKind != SpanKind.SERVER && spanKind != SpanKind.INTERNAL;
    if (calls) {
      facets.add(Facet.PEER);
    }
    if (failed) {
      facets.add(Facet.ERROR_TYPE);
    }
    long end = 1_000 + random.nextInt(1_000_000_000);
    return new Sample(
        Spans.span(spanKind, attributes.build())
            .setName(name)
            .setStartEpochNanos(1_000)
            .setEndEpochNanos(end)
            .setStatus(
                failed ? StatusData.create(StatusCode.ERROR, "bad " + mrn()) : StatusData.unset())
            .build(),
        kind,
        Set.copyOf(facets));
  }
}
