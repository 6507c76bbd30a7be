// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static io.github.mpdatadog.MapGetter.GETTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.mpdatadog.config.Json;
import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.propagation.DatadogPropagator;
import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every header set of Datadog's parametric tests, through the real propagator, sampler and SDK, and
 * what propagation/expected.txt says that it comes to.
 */
class PropagationCasesTest {

  private static final String NEW_TRACE = "640cfd8d00000000abcdefab12345678";

  private static final Map<String, String> BAGGAGE =
      Map.of("foo", "enum(bar,valid)", "serverNode", "enum(DF 28)", "region", "enum(us-east-1)");

  private static final IdGenerator IDS =
      new IdGenerator() {
        @Override
        public String generateSpanId() {
          return "00000000000003e7";
        }

        @Override
        public String generateTraceId() {
          return NEW_TRACE;
        }
      };

  record Case(
      int index,
      String test,
      String styles,
      String traceId,
      String parent,
      String state,
      String sent,
      String why) {

    static Case of(String line) {
      String[] parts = line.split(" \\| ", -1);
      return new Case(
          Integer.parseInt(parts[0]),
          parts[1],
          parts[2],
          parts[3],
          parts[4],
          parts[5],
          parts[6],
          parts[7]);
    }

    @Override
    public String toString() {
      return index + " " + test + ": " + why;
    }
  }

  static Stream<Case> cases() throws IOException {
    return Files.readAllLines(Path.of("src/test/resources/propagation/expected.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Case::of);
  }

  private static List<?> corpus() {
    Path file =
        Path.of(
            System.getProperty("shared.corpus", "../shared/corpus"), "propagation-headers.json");
    assumeTrue(Files.isReadable(file), "no header sets; set -Dshared.corpus to their folder");
    try {
      return (List<?>) Json.parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Map<String, String> headers(Object set) {
    Map<String, String> headers = new TreeMap<>();
    for (Object pair : (List<?>) ((Map<?, ?>) set).get("headers")) {
      List<?> both = (List<?>) pair;
      headers.put(both.get(0).toString().toLowerCase(Locale.ROOT), both.get(1).toString());
    }
    return headers;
  }

  private static DatadogPropagator propagator(String styles) {
    List<Family> families =
        Stream.of(styles.replace(" first", "").split(","))
            .filter(style -> !style.equals("none"))
            .map(style -> Family.valueOf(style.toUpperCase(Locale.ROOT)))
            .toList();
    return DatadogPropagator.create(families, families, styles.endsWith(" first"), BAGGAGE);
  }

  @Test
  void everySetHasItsOutcome() throws IOException {
    List<?> sets = corpus();

    assertThat(cases().map(each -> each.index() + " " + each.test()))
        .hasSize(127)
        .containsExactlyElementsOf(
            Stream.iterate(0, i -> i + 1)
                .limit(sets.size())
                .map(i -> i + " " + ((Map<?, ?>) sets.get(i)).get("test"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aHeaderSetComesToWhatIsExpectedOfIt(Case expected) {
    Map<String, String> headers = headers(corpus().get(expected.index()));
    DatadogPropagator propagator = propagator(expected.styles());
    try (SdkTracerProvider sdk =
        SdkTracerProvider.builder()
            .setIdGenerator(IDS)
            .setSampler(new DatadogSampler(1, new Gate(OnBypass.FAIL)))
            .build()) {
      Context caller = propagator.extract(Context.root(), headers, GETTER);
      Span span = sdk.get("test").spanBuilder("ours").setParent(caller).startSpan();
      Map<String, String> sent = new TreeMap<>();
      propagator.inject(caller.with(span), sent, Map::put);

      SpanContext parent = Span.fromContext(caller).getSpanContext();
      SpanContext ours = span.getSpanContext();
      assertThat(parent.isValid() ? parent.getTraceId() : "new").isEqualTo(expected.traceId());
      assertThat(parent.isValid() ? parent.getSpanId() : "-").isEqualTo(expected.parent());
      assertThat(ours.getTraceId()).isEqualTo(parent.isValid() ? parent.getTraceId() : NEW_TRACE);
      assertThat(ours.getTraceState().asMap()).isEqualTo(Map.of("dd", expected.state()));
      assertThat(
              sent.entrySet().stream()
                  .map(header -> header.getKey() + ": " + header.getValue())
                  .collect(Collectors.joining(" & ")))
          .isEqualTo(expected.sent().equals("-") ? "" : expected.sent());
    }
  }
}
