// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.TestSpans.attributes;
import static io.github.mpdatadog.agent.TestSpans.child;
import static io.github.mpdatadog.agent.TestSpans.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.msgpack.value.Value;
import org.msgpack.value.ValueType;

/**
 * Against one real payload of dd-java-agent: what both send has the same types.
 *
 * <p>It is skipped, and says so, where the recording is absent.
 */
class GoldenPayloadTest {

  /** What every one of their spans has and ours must have too. */
  private static final Set<String> FIELDS =
      Set.of(
          "service",
          "name",
          "resource",
          "trace_id",
          "span_id",
          "parent_id",
          "start",
          "duration",
          "type",
          "error",
          "metrics",
          "meta");

  private final List<Map<String, Value>> ours =
      Decoded.chunk(
          span(
                  SpanKind.SERVER,
                  attributes(
                      "http.request.method=GET",
                      "http.response.status_code=200",
                      "http.route=/patients/{id}",
                      "url.scheme=http",
                      "server.address=localhost",
                      "thread.id=34",
                      "thread.name=executor-1"))
              .build(),
          child(
                  "00000000000000b2",
                  TestSpans.ROOT,
                  SpanKind.CLIENT,
                  attributes(
                      "db.system.name=h2database",
                      "db.namespace=ehr",
                      "server.address=db",
                      "server.port=5432"))
              .setStatus(StatusData.error())
              .setEvents(
                  List.of(
                      EventData.create(
                          1,
                          "exception",
                          attributes("exception.type=a.B", "exception.stacktrace=a.B"))))
              .build());

  @Test
  void sharedKeysHaveTheSameTypes() throws IOException {
    Map<String, Set<ValueType>> theirs = types(golden().flatMap(List::stream).toList());
    Map<String, Set<ValueType>> types = types(ours);

    assertThat(types.keySet()).containsAll(FIELDS);
    assertThat(theirs.keySet()).containsAll(FIELDS);
    types.keySet().retainAll(theirs.keySet());
    assertThat(types)
        .containsKeys(
            "meta.http.method",
            "meta.http.status_code",
            "meta.http.url",
            "meta.http.hostname",
            "meta.span.kind",
            "meta.language",
            "meta.runtime-id",
            "meta.env",
            "meta.version",
            "meta.db.type",
            "meta.db.instance",
            "meta.peer.hostname",
            "meta.error.type",
            "meta.error.stack",
            "meta.thread.name",
            "meta._dd.p.tid",
            "meta._dd.p.dm",
            "metrics._sampling_priority_v1",
            "metrics._dd.top_level",
            "metrics._dd.measured",
            "metrics.thread.id",
            "metrics.peer.port",
            "metrics.process_id");
    assertThat(types).allSatisfy((key, set) -> assertThat(theirs.get(key)).containsAll(set));
  }

  @Test
  void chunksSayOnceWhatIsSaidOnce() throws IOException {
    for (List<Map<String, Value>> chunk : (Iterable<List<Map<String, Value>>>) golden()::iterator) {
      for (String key : List.of("_dd.p.tid", "_dd.p.dm")) {
        assertThat(holders(chunk, key)).as("theirs: %s", key).isEqualTo(1);
        assertThat(holders(ours, key)).as("ours: %s", key).isEqualTo(1);
      }
    }
  }

  private static long holders(List<Map<String, Value>> chunk, String key) {
    return chunk.stream().filter(span -> Decoded.meta(span).containsKey(key)).count();
  }

  private static Map<String, Set<ValueType>> types(List<Map<String, Value>> spans) {
    Map<String, Set<ValueType>> types = new TreeMap<>();
    for (Map<String, Value> span : spans) {
      span.forEach((key, value) -> add(types, key, value));
      for (String group : List.of("meta", "metrics")) {
        Decoded.map(span.get(group)).forEach((key, value) -> add(types, group + "." + key, value));
      }
    }
    return types;
  }

  private static void add(Map<String, Set<ValueType>> types, String key, Value value) {
    types.computeIfAbsent(key, k -> new java.util.TreeSet<>()).add(value.getValueType());
  }

  private static Stream<List<Map<String, Value>>> golden() throws IOException {
    Path corpus = Path.of(System.getProperty("shared.corpus", "../shared/corpus"));
    Path file = corpus.resolve("golden-dd-java-v04.msgpack");
    assumeTrue(Files.isReadable(file), "no recorded payload; set -Dshared.corpus to its folder");
    return Decoded.payload(Files.readAllBytes(file)).stream();
  }
}
