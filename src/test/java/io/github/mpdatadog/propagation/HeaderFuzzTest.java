// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static io.github.mpdatadog.MapGetter.GETTER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers that nobody would write: nothing throws, nothing is slow, nothing unknown goes on. */
class HeaderFuzzTest {

  private static final int CASES = 60_000;

  private static final Map<String, String> RULES =
      Map.of("ward", "enum(icu,day care)", "tier", "int(1..3)", "trial", "bool");

  /** Everything that may ever be sent, whatever came in. */
  private static final Map<String, Pattern> ALLOWED =
      Map.of(
          "x-datadog-trace-id", Pattern.compile("[1-9]\\d{0,19}"),
          "x-datadog-parent-id", Pattern.compile("999"),
          "x-datadog-sampling-priority", Pattern.compile("-1|0|1|2"),
          "x-datadog-origin",
              Pattern.compile("synthetics|synthetics-browser|rum|lambda|ciapp-test"),
          "x-datadog-tags",
              Pattern.compile(
                  "_dd\\.p\\.tid=[0-9a-f]{16}(,_dd\\.p\\.dm=-\\d{1,2})?|_dd\\.p\\.dm=-\\d{1,2}"),
          "traceparent", Pattern.compile("00-[0-9a-f]{32}-00000000000003e7-0[01]"),
          "tracestate",
              Pattern.compile(
                  "dd=(s:(-1|0|1|2);)?(o:(synthetics|synthetics-browser|rum|lambda|ciapp-test);)?"
                      + "p:00000000000003e7(;t\\.dm:-\\d{1,2})?"),
          "b3", Pattern.compile("[0-9a-f]{32}-00000000000003e7-[01]"),
          "x-b3-traceid", Pattern.compile("[0-9a-f]{32}"),
          "baggage",
              Pattern.compile("(ward=(icu|day%20care)|tier=[123]|trial=(true|false)|,(?!,|$))+"));

  private static final List<String> WORDS =
      List.of(
          "JaneRoe",
          "123-45-6789",
          "dd=",
          "s:",
          "o:",
          "p:",
          "t.dm:",
          "t.tid:",
          "t.usr.id:",
          "e:",
          "r:",
          "l:",
          "_dd.p.tid=",
          "_dd.p.dm=",
          "_dd.p.usr.id=",
          "-3",
          "-1",
          "2",
          "00",
          "ff",
          "rum",
          "synthetics",
          ",",
          ";",
          "=",
          ":",
          "-",
          "%",
          "%4a",
          "%zz",
          " ",
          "\t",
          "\u0000",
          "\n",
          "é",
          "\ud83d",
          "ward=",
          "icu",
          "tier=",
          "trial=true",
          "640cfd8d00000000",
          "0000000000000000",
          "18446744073709551615",
          "99999999999999999999",
          "");

  private static final List<Family> ALL = List.of(Family.values());

  private static Map<String, String> seed() {
    Map<String, String> headers = new HashMap<>();
    headers.put("x-datadog-trace-id", "12379814468735227512");
    headers.put("x-datadog-parent-id", "123456789");
    headers.put("x-datadog-sampling-priority", "2");
    headers.put("x-datadog-origin", "rum");
    headers.put("x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-4,_dd.p.usr.id=JaneRoe");
    headers.put("traceparent", "00-640cfd8d00000000abcdefab12345678-00000000075bcd15-01");
    headers.put("tracestate", "dd=s:2;o:rum;p:0123456789abcdef;t.dm:-4;t.usr.id:JaneRoe,v=JaneRoe");
    headers.put("b3", "640cfd8d00000000abcdefab12345678-00000000075bcd15-1");
    headers.put("x-b3-traceid", "640cfd8d00000000abcdefab12345678");
    headers.put("x-b3-spanid", "00000000075bcd15");
    headers.put("x-b3-sampled", "1");
    headers.put("baggage", "ward=icu,tier=2,trial=true,ward=day%20care;x=JaneRoe,patient=JaneRoe");
    return headers;
  }

  private static String mutated(String text, SplittableRandom random) {
    StringBuilder value = new StringBuilder(text);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(value.length() + 1);
      int end = Math.min(value.length(), at + random.nextInt(20));
      String word = WORDS.get(random.nextInt(WORDS.size()));
      switch (random.nextInt(6)) {
        case 0 -> value.insert(at, word);
        case 1 -> value.delete(at, end);
        case 2 -> value.replace(at, end, word);
        case 3 -> value.insert(at, value.substring(at, end));
        case 4 -> value.insert(at, (char) random.nextInt(0x180));
        default -> value.setLength(at);
      }
    }
    return value.toString();
  }

  private static Map<String, String> roundTrip(
      DatadogPropagator propagator, Map<String, String> headers) {
    Context context = propagator.extract(Context.root(), headers, GETTER);
    SpanContext caller = Span.fromContext(context).getSpanContext();
    if (!caller.isValid()) {
      return Carrier.inject(propagator, context);
    }
    SpanContext ours =
        SpanContext.create(
            caller.getTraceId(),
            "00000000000003e7",
            caller.getTraceFlags(),
            caller.getTraceState());
    return Carrier.inject(propagator, context.with(Span.wrap(ours)));
  }

  private static void assertKnown(Map<String, String> sent) {
    sent.forEach(
        (name, value) -> {
          Pattern allowed = ALLOWED.get(name);
          if (allowed != null && !allowed.matcher(value).matches()) {
            throw new AssertionError(name + ": " + value);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20261122, 987654321, Long.MAX_VALUE})
  void nothingThrowsAndOnlyWhatWasVerifiedGoesOn(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int continued = 0;
    for (int i = 0; i < CASES; i++) {
      Map<String, String> headers = seed();
      List<String> names = new ArrayList<>(headers.keySet());
      for (int changes = random.nextInt(4); changes >= 0; changes--) {
        String name = names.get(random.nextInt(names.size()));
        headers.put(name, mutated(headers.get(name), random));
      }
      for (int gone = random.nextInt(6); gone > 0; gone--) {
        headers.remove(names.get(random.nextInt(names.size())));
      }
      List<Family> order = new ArrayList<>(ALL);
      Collections.rotate(order, random.nextInt(order.size()));
      DatadogPropagator propagator =
          DatadogPropagator.create(order, ALL, random.nextBoolean(), RULES);

      Map<String, String> sent = roundTrip(propagator, headers);

      assertKnown(sent);
      continued += sent.containsKey("traceparent") ? 1 : 0;
    }
    assertThat(continued).as("cases with a valid context").isGreaterThan(CASES / 2);
  }

  /** Nearly half a megabyte each: with a parser that looks back this would take hours. */
  static List<String> endless() {
    int length = 400_000;
    List<String> values = new ArrayList<>();
    for (String unit :
        List.of(
            ",",
            ";",
            "=",
            "dd=",
            "dd=s:2;",
            "a=b,",
            "a=b",
            "_dd.p.tid=",
            "_dd.p.a=b,",
            "s:2;",
            "%41",
            " ",
            "\t",
            "0",
            "9",
            "f",
            "-",
            "00-",
            "ward=icu,",
            "é")) {
      values.add(unit.repeat(length / unit.length()));
    }
    return values;
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("endless")
  void theTimeGrowsNoFasterThanTheHeader(String value) {
    DatadogPropagator propagator = DatadogPropagator.create(ALL, ALL, false, RULES);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (String name : seed().keySet()) {
            for (String text : List.of(value, seed().get(name) + value)) {
              Map<String, String> headers = seed();
              headers.put(name, text);
              assertKnown(roundTrip(propagator, headers));
            }
          }
        });
  }
}
