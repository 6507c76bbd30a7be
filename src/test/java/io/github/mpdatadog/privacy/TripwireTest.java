// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TripwireTest {

  private final Ledger ledger = new Ledger();
  private final Vocabulary vocabulary = new Vocabulary();

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 200, 10_000})
  void admitsAsManyValuesAsTheLimitAndClosesWithTheNext(int limit) {
    Tripwire tripwire = new Tripwire(limit, ledger);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < limit; i++) {
        assertThat(tripwire.admits("k", "v" + i)).isTrue();
      }
    }
    assertThat(ledger.subjectsClosed()).isZero();
    assertThat(ledger.beyondCardinality()).isZero();

    assertThat(tripwire.admits("k", "one more")).isFalse();
    assertThat(tripwire.admits("k", "v0")).as("closed for good").isFalse();
    assertThat(tripwire.admits("other", "v0")).isTrue();
    assertThat(ledger.subjectsClosed()).isOne();
    assertThat(ledger.beyondCardinality()).isEqualTo(2);
  }

  @Test
  void countsNumbersAndFlagsAsTexts() {
    Tripwire tripwire = new Tripwire(2, ledger);

    assertThat(tripwire.admits("n", 0L)).isTrue();
    assertThat(tripwire.admits("n", Long.MIN_VALUE)).isTrue();
    assertThat(tripwire.admits("n", 0L)).isTrue();
    assertThat(tripwire.admits("n", 1L)).isFalse();
    assertThat(tripwire.admits("f", true)).isTrue();
    assertThat(tripwire.admits("f", false)).isTrue();
    assertThat(tripwire.admits("f", true)).isTrue();
  }

  @Test
  void tellsApartTextsOfOneHashCode() {
    Tripwire tripwire = new Tripwire(1, ledger);

    assertThat(tripwire.admits("k", "Aa")).isTrue();
    assertThat(tripwire.admits("k", "BB")).isFalse();
  }

  @Test
  void admitsNothingForMoreSubjectsThanAProgramNames() {
    Tripwire tripwire = new Tripwire(2, ledger);
    IntStream.range(0, 1_024).forEach(i -> assertThat(tripwire.admits("k" + i, "v")).isTrue());

    assertThat(tripwire.admits("k1024", "v")).isFalse();
    assertThat(tripwire.admits("k0", "v")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "db.response.vendor_code",
        "thread.id",
        "code.line.number",
        "messaging.kafka.destination.partition",
        "messaging.servicebus.message.delivery_count",
        "messaging.gcp_pubsub.message.delivery_attempt",
        "net.peer.port",
        "network.local.port",
        "network.peer.port",
        "server.port",
        "url.port"
      })
  void closesANumberThatDataChooses(String key) {
    SpanRedactor small = new SpanRedactor(Policy.strict(), vocabulary, Resource.empty(), ledger, 2);
    List<Boolean> left =
        IntStream.of(1, 2, 1, 471, 1)
            .mapToObj(n -> Attributes.of(AttributeKey.longKey(key), (long) n))
            .map(attributes -> small.redact(Spans.span(SpanKind.CLIENT, attributes).build()))
            .map(span -> !span.getAttributes().isEmpty())
            .toList();

    assertThat(left).containsExactly(true, true, true, false, false);
    assertThat(ledger.subjectsClosed()).isOne();
  }

  @Test
  void closesCodesOfADatabaseThatAreTooMany() {
    SpanRedactor small = new SpanRedactor(Policy.strict(), vocabulary, Resource.empty(), ledger, 2);
    AttributeKey<String> key = AttributeKey.stringKey("db.response.status_code");
    List<Boolean> left =
        List.of("23505", "45R0E", "45J4N", "ORA-62704", "23505").stream()
            .map(code -> Spans.span(SpanKind.CLIENT, Attributes.of(key, code)).build())
            .map(span -> !small.redact(span).getAttributes().isEmpty())
            .toList();

    assertThat(left).as("45 is one value").containsExactly(true, true, true, false, false);
  }

  @Test
  void holdsNoValueAndLetsTheHashesGoOnceClosed() throws Exception {
    Tripwire tripwire = new Tripwire(100, ledger);
    IntStream.range(0, 100).forEach(i -> tripwire.admits("k", "jane" + i));
    assertThat(hashes(tripwire)).isInstanceOf(long[].class);

    tripwire.admits("k", "roe");
    assertThat(hashes(tripwire)).isNull();
  }

  private static Object hashes(Tripwire tripwire) throws ReflectiveOperationException {
    Field subjects = Tripwire.class.getDeclaredField("subjects");
    subjects.setAccessible(true);
    Object values = ((Map<?, ?>) subjects.get(tripwire)).get("k");
    Field hashes = values.getClass().getDeclaredField("hashes");
    hashes.setAccessible(true);
    return hashes.get(values);
  }

  @Test
  void countsExactlyUnderContention() throws Exception {
    Tripwire tripwire = new Tripwire(500, ledger);
    AtomicInteger admitted = new AtomicInteger();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<?>> running =
        IntStream.range(0, 4)
            .<Future<?>>mapToObj(
                t ->
                    threads.submit(
                        () -> {
                          start.await();
                          for (int i = 0; i < 1_000; i++) {
                            if (tripwire.admits("k", t + ":" + i)) {
                              admitted.incrementAndGet();
                            }
                          }
                          return null;
                        }))
            .toList();
    start.countDown();
    for (Future<?> each : running) {
      each.get(30, TimeUnit.SECONDS);
    }
    threads.shutdownNow();

    assertThat(admitted).hasValue(500);
    assertThat(ledger.subjectsClosed()).isOne();
    assertThat(ledger.beyondCardinality()).isEqualTo(3_500);
  }

  @Test
  void anIdentifierUnderAnAllowedKeyBetraysItself() {
    SpanRedactor redactor =
        redactor(Policy.strict().allowing(Map.of("retry.count", "int(0..99999999)")), 200);
    AttributeKey<Long> key = AttributeKey.longKey("retry.count");

    List<Long> left =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    redactor
                        .redact(
                            Spans.span(SpanKind.INTERNAL, Attributes.of(key, 8_675_309L + i))
                                .build())
                        .getAttributes()
                        .get(key))
            .toList();

    assertThat(left.subList(0, 200)).doesNotContainNull();
    assertThat(left.subList(200, 300)).containsOnlyNulls();
    assertThat(ledger.subjectsClosed()).isOne();
    assertThat(ledger.attributesRemoved(RuleKind.INT)).isEqualTo(100);
  }

  @Test
  void aFamilyOfNamesWithTooManyBecomesNeutral() {
    List<String> names = IntStream.range(0, 4).mapToObj(i -> "Visits.book" + i).toList();
    vocabulary.add(this, Kind.SPAN_NAME, names);
    SpanRedactor redactor = redactor(Policy.strict(), 3);

    assertThat(names)
        .extracting(name -> name(redactor, SpanKind.INTERNAL, name, Attributes.empty()))
        .containsExactly("Visits.book0", "Visits.book1", "Visits.book2", "internal");
    assertThat(name(redactor, SpanKind.INTERNAL, "Visits.book0", Attributes.empty()))
        .isEqualTo("internal");
    assertThat(name(redactor, SpanKind.CLIENT, "x", query("visits"))).isEqualTo("SELECT visits");
    assertThat(ledger.namesNeutral()).isEqualTo(2);
  }

  /** No value of a patient is called like one, and a large application has more than any limit. */
  @Test
  void methodsDoNotCount() {
    List<String> names = IntStream.range(0, 50).mapToObj(i -> "Visits.book" + i).toList();
    vocabulary.add(this, Kind.SPAN_OF_METHOD, names);
    SpanRedactor redactor = redactor(Policy.strict(), 3);

    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(name(redactor, SpanKind.INTERNAL, name, Attributes.empty()))
                    .isEqualTo(name));
    assertThat(ledger.subjectsClosed()).isZero();
  }

  /** They are words of the code's own statements, and leave as attributes in any case. */
  @Test
  void tablesOfTheVocabularyDoNotCount() {
    List<String> names = IntStream.range(0, 50).mapToObj(i -> "visits_" + i).toList();
    vocabulary.add(this, Kind.COLLECTION, names);
    SpanRedactor redactor = redactor(Policy.strict(), 3);

    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(name(redactor, SpanKind.CLIENT, "x", query(name)))
                    .isEqualTo("SELECT " + name));
    assertThat(name(redactor, SpanKind.CLIENT, "x", query("visits_900557713"))).isEqualTo("SELECT");
    assertThat(ledger.subjectsClosed()).isZero();
  }

  @Test
  void derivedNamesOfQueuesCountToo() {
    List<String> names = IntStream.range(0, 4).mapToObj(i -> "visits_" + i).toList();
    vocabulary.add(this, Kind.DESTINATION, names);
    SpanRedactor redactor = redactor(Policy.strict(), 3);

    assertThat(names)
        .extracting(
            name ->
                name(
                    redactor,
                    SpanKind.PRODUCER,
                    "x",
                    Attributes.builder()
                        .put("messaging.system", "jms")
                        .put("messaging.operation.type", "send")
                        .put("messaging.destination.name", name)
                        .build()))
        .endsWith("send visits_2", "producer");
    assertThat(ledger.subjectsClosed()).isOne();
  }

  @Test
  void routesOfTheVocabularyDoNotCount() {
    List<String> routes = IntStream.range(0, 50).mapToObj(i -> "/clinic/r" + i).toList();
    vocabulary.add(this, Kind.ROUTE, routes);
    SpanRedactor redactor = redactor(Policy.strict(), 3);

    assertThat(routes)
        .allSatisfy(
            route -> {
              assertThat(name(redactor, SpanKind.SERVER, "x", request("http.route", route)))
                  .isEqualTo("GET " + route);
              assertThat(name(redactor, SpanKind.CLIENT, "x", request("url.template", route)))
                  .isEqualTo("GET " + route);
            });
    assertThat(ledger.subjectsClosed()).isZero();
  }

  /** Towns in an array of a class that makes spans, and one of them as the name of an event. */
  @Test
  void namesOfEventsWithTooManyBecomeNeutral() {
    List<String> names = IntStream.range(0, 4).mapToObj(i -> "town " + i).toList();
    vocabulary.add(this, Kind.EVENT_NAME, names);
    SpanRedactor redactor = redactor(Policy.strict(), 3);

    assertThat(names)
        .extracting(name -> event(redactor, name))
        .containsExactly("town 0", "town 1", "town 2", "event");
    assertThat(event(redactor, "town 0")).isEqualTo("event");
    assertThat(event(redactor, "exception")).isEqualTo("exception");
    assertThat(ledger.subjectsClosed()).isOne();
    assertThat(ledger.beyondCardinality()).isEqualTo(2);
  }

  @Test
  void thePortOfAHostThatDoesNotLeaveDoesNotLeaveEither() {
    vocabulary.add(this, Kind.HOST, List.of("db"));
    SpanRedactor redactor = redactor(Policy.strict(), 2);
    for (String host : new String[] {"server.address", "net.peer.name"}) {
      String port = host.startsWith("net") ? "net.peer.port" : "server.port";
      for (long number = 1; number <= 9; number++) {
        assertThat(left(redactor, Attributes.builder().put(host, "of-jane").put(port, number)))
            .isEmpty();
        assertThat(left(redactor, Attributes.builder().put(port, number).put(host, "of-jane")))
            .isEmpty();
      }
      assertThat(left(redactor, Attributes.builder().put(host, "db").put(port, 5_432L)))
          .containsEntry(AttributeKey.longKey(port), 5_432L);
      assertThat(
              left(
                  redactor,
                  Attributes.builder()
                      .put(AttributeKey.stringArrayKey(host), List.of("db"))
                      .put(port, 5_432L)))
          .isEmpty();
    }
    assertThat(ledger.subjectsClosed()).isZero();
    assertThat(ledger.attributesRemoved(RuleKind.PORT)).isEqualTo(2 * 19);
  }

  private static Map<AttributeKey<?>, Object> left(
      SpanRedactor redactor, AttributesBuilder attributes) {
    return redactor
        .redact(Spans.span(SpanKind.CLIENT, attributes.build()).build())
        .getAttributes()
        .asMap();
  }

  private static String event(SpanRedactor redactor, String name) {
    SpanData raw =
        Spans.span(SpanKind.INTERNAL)
            .setEvents(List.of(EventData.create(1_500, name, Attributes.empty())))
            .build();
    return redactor.redact(raw).getEvents().get(0).getName();
  }

  @Test
  void theDefaultIsTwoHundred() {
    List<String> names = IntStream.range(0, 201).mapToObj(i -> "n" + i).toList();
    vocabulary.add(this, Kind.SPAN_NAME, names);
    SpanRedactor redactor = new SpanRedactor(Policy.strict(), vocabulary, Resource.empty(), ledger);

    names.forEach(name -> name(redactor, SpanKind.INTERNAL, name, Attributes.empty()));

    assertThat(ledger.namesNeutral()).isOne();
  }

  private SpanRedactor redactor(Policy policy, int limit) {
    vocabulary.add(this, Kind.COLLECTION, List.of("visits"));
    return new SpanRedactor(policy, vocabulary, Resource.empty(), ledger, limit);
  }

  private static String name(
      SpanRedactor redactor, SpanKind kind, String given, Attributes attributes) {
    SpanData raw = Spans.span(kind, attributes).setName(given).build();
    return redactor.redact(raw).getName();
  }

  private static Attributes request(String key, String route) {
    return Attributes.builder().put("http.request.method", "GET").put(key, route).build();
  }

  private static Attributes query(String table) {
    return Attributes.builder()
        .put("db.system.name", "mysql")
        .put("db.operation.name", "SELECT")
        .put("db.collection.name", table)
        .build();
  }
}
