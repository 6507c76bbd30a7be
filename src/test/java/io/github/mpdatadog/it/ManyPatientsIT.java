// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.Identifiers.Identifier;
import io.github.mpdatadog.it.Vectors.Vector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * A thousand made-up patients, all of whose identifiers go in by every way we know. {@link
 * NoIdentifierLeavesIT} tells which way leaks; this one tries values that nobody chose.
 */
@OnMainServer
class ManyPatientsIT {
  private static final int PATIENTS = Integer.getInteger("patients", 1_000);
  private static final long SEED = Long.getLong("patients.seed", 18_164_514L);

  /** So many that the server's queue of spans, see server.env, holds all that they cause. */
  private static final int WAVE = 40;

  private static final String MARKER = "GET /clinic/api/marker";
  private static final Duration SOON = Duration.ofSeconds(30);

  /** Read by grammars with a limit, where a long text would be refused as a whole. */
  private static final Set<String> SHORT =
      Set.of(
          "strange method",
          "header Host",
          "header traceparent",
          "header tracestate",
          "header baggage",
          "header x-datadog-tags",
          "header x-datadog-origin",
          "origin of a valid trace");

  private final List<Vector> vectors =
      Vectors.all().stream().filter(vector -> !vector.isInsideTheApplication()).toList();

  @Deployment(name = "clinic", testable = false)
  static WebArchive clinic() {
    return Apps.careless("clinic");
  }

  @Deployment(name = "rooted", testable = false)
  static WebArchive rooted() {
    return Apps.rooted("rooted");
  }

  @Deployment(name = "servlets", testable = false)
  static WebArchive servlets() {
    return Apps.servlets("servlets");
  }

  @Test
  void noIdentifierOfAThousandPatientsLeaves() throws Exception {
    List<List<Identifier>> patients = Patients.made(PATIENTS, SEED);
    List<LeakSearch.Hit> hits = new ArrayList<>();
    long spans = 0;
    ExecutorService clients = Executors.newFixedThreadPool(3);
    try {
      for (int from = 0; from < PATIENTS && hits.isEmpty(); from += WAVE) {
        List<List<Identifier>> wave = patients.subList(from, from + WAVE);
        List<LeakSearch.Hit> found = new ArrayList<>();
        spans += tried(clients, wave, from, found);
        if (found.stream().anyMatch(ManyPatientsIT::isNumber)) {
          // A leak repeats itself, a random id does not.
          List<LeakSearch.Hit> again = new ArrayList<>();
          spans += tried(clients, wave, from, again);
          Set<String> leaked =
              again.stream().map(LeakSearch.Hit::identifier).collect(Collectors.toSet());
          found.removeIf(hit -> isNumber(hit) && !leaked.contains(hit.identifier()));
        }
        hits.addAll(found);
      }
    } finally {
      clients.shutdownNow();
    }
    assertThat(hits).isEmpty();
    assertThat(spans).isGreaterThan(PATIENTS * 200L);
  }

  /** The same patient, traffic and search, and a vocabulary that was told the wrong thing. */
  @Test
  void aBrokenPolicyWouldBeNoticed() {
    List<Identifier> patient = Patients.made(1, SEED + 1).get(0);
    MainServer.agent().forget();
    try (RawHttp http = MainServer.keptHttp()) {
      http.post("/clinic/api/careless/with-broken-policy", lines(patient));
    }
    awaitAll(List.of(patient));

    Set<String> found =
        hitsOf(List.of(patient)).stream()
            .map(LeakSearch.Hit::identifier)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).containsAll(patient.stream().map(Identifier::value).toList());
  }

  private long tried(
      ExecutorService clients, List<List<Identifier>> wave, int first, List<LeakSearch.Hit> found)
      throws InterruptedException, ExecutionException {
    MainServer.agent().forget();
    send(clients, wave, first);
    long spans = awaitAll(wave);
    found.addAll(hitsOf(wave));
    return spans;
  }

  private void send(ExecutorService clients, List<List<Identifier>> wave, int first)
      throws InterruptedException, ExecutionException {
    List<Future<?>> sending = new ArrayList<>();
    for (int i = 0; i < wave.size(); i++) {
      List<Identifier> patient = wave.get(i);
      int number = first + i;
      sending.add(clients.submit(() -> send(patient, number)));
    }
    for (Future<?> each : sending) {
      each.get();
    }
  }

  private void send(List<Identifier> patient, int number) {
    try (RawHttp http = MainServer.keptHttp()) {
      assertThat(http.post("/clinic/api/careless", lines(patient)).status()).isEqualTo(200);
      synchronized (this) {
        // The application calls itself: one at a time, or all threads of the server wait for one.
        http.post("/clinic/api/remote/self", joined(patient, false));
      }
      http.post("/clinic/api/remote/refused", joined(patient, false));
      for (int i = 0; i < vectors.size(); i++) {
        Vector vector = vectors.get(i);
        String one = patient.get((number + i) % patient.size()).value();
        boolean inPath = !vector.name().startsWith("header") && !vector.name().equals("body");
        vector.send().apply(http, SHORT.contains(vector.name()) ? one : joined(patient, !inPath));
      }
    }
  }

  /** Every span was sent: what was dropped on the way was not tried. */
  private static long awaitAll(List<List<Identifier>> wave) {
    long stored = wave.stream().mapToLong(List::size).sum();
    MainServer.http().get("/clinic/api/marker");
    Map<ReceivedRequest, List<ReceivedSpan>> decoded = new IdentityHashMap<>();
    boolean all =
        Waiting.until(
            SOON,
            () -> {
              for (ReceivedRequest payload : MainServer.agent().payloads()) {
                decoded.computeIfAbsent(
                    payload,
                    p -> ReceivedSpan.decode(p.body()).stream().flatMap(List::stream).toList());
              }
              return count(decoded, MARKER) > 0 && count(decoded, "notes.store") == stored;
            });
    assertThat(all).as("all spans arrived").isTrue();
    return decoded.values().stream().mapToLong(List::size).sum();
  }

  private static long count(Map<?, List<ReceivedSpan>> decoded, String resource) {
    return decoded.values().stream()
        .flatMap(List::stream)
        .filter(span -> span.resource().equals(resource))
        .count();
  }

  private static List<LeakSearch.Hit> hitsOf(Collection<List<Identifier>> patients) {
    List<Identifier> identifiers = patients.stream().flatMap(List::stream).toList();
    return new LeakSearch(Identifiers.searched(identifiers)).in(MainServer.agent().requests());
  }

  /** Bare digits in text or binary: some are part of a random id, or the nanoseconds of a span. */
  private static boolean isNumber(LeakSearch.Hit hit) {
    return hit.shape().matches("long|double|msgpack u?int32|(reversed )?digits");
  }

  private static String lines(List<Identifier> patient) {
    return patient.stream().map(Identifier::value).collect(Collectors.joining("\n"));
  }

  /** The server itself refuses a path with an encoded slash. */
  private static String joined(List<Identifier> patient, boolean withSlashes) {
    return patient.stream()
        .map(Identifier::value)
        .filter(value -> withSlashes || !value.contains("/"))
        .collect(Collectors.joining("~"));
  }
}
