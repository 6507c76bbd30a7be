// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static io.github.mpdatadog.MapGetter.GETTER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only declared keys with declared values come in or go out. */
class BaggageHeaderTest {

  private static final Map<String, String> RULES =
      Map.of("ward", "enum(icu,day care)", "tier", "int(1..3)", "trial", "bool");

  private static DatadogPropagator propagator(Map<String, String> rules) {
    return DatadogPropagator.create(List.of(Family.BAGGAGE), List.of(Family.BAGGAGE), false, rules);
  }

  private static final DatadogPropagator BAGGAGE = propagator(RULES);

  private static String extracted(String header) {
    return Baggage.fromContext(BAGGAGE.extract(Context.root(), Map.of("baggage", header), GETTER))
        .asMap()
        .entrySet()
        .stream()
        .map(item -> item.getKey() + "=" + item.getValue().getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ward=icu                                  | ward=icu
          ward=day%20care ; prop=jane , tier = 2    | tier=2,ward=day care
          ward=icu,patient=JaneRoe,user.id=17       | ward=icu
          ward=JaneRoe                              | ''
          ward=ICU                                  | ''
          Ward=icu                                  | ''
          tier=0                                    | ''
          tier=4                                    | ''
          tier=+2                                   | ''
          tier=02                                   | ''
          tier=2.0                                  | ''
          tier=99999999999999999999                 | ''
          trial=true,trial=false                    | trial=false
          trial=yes                                 | ''
          ward=day+care                             | ''
          ward=icu,nonsense                         | ''
          ward=icu,=x                               | ''
          ward=icu,tier=                            | ''
          ward=icu,                                 | ''
          ward=icu,x=%zz                            | ''
          ward=icu,x=%                              | ''
          """)
  void readsDeclaredPairsOfAWellFormedHeader(String header, String expected) {
    assertThat(extracted(header)).isEqualTo(expected);
  }

  @Test
  void sendsDeclaredPairsOfWhatTheApplicationSet() {
    Context context =
        Context.root()
            .with(
                Baggage.builder()
                    .put("ward", "day care")
                    .put("tier", "2")
                    .put("trial", "perhaps")
                    .put("patient", "JaneRoe")
                    .build());

    assertThat(Carrier.inject(BAGGAGE, context))
        .isEqualTo(Map.of("baggage", "tier=2,ward=day%20care"));
    assertThat(BAGGAGE.fields()).containsExactly("baggage");
  }

  @Test
  void sendsNoHeaderWhereNothingIsDeclared() {
    Context context = Context.root().with(Baggage.builder().put("patient", "JaneRoe").build());

    assertThat(Carrier.inject(BAGGAGE, context)).isEmpty();
    assertThat(Carrier.inject(BAGGAGE, Context.root())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"64, ward=icu", "65, ''"})
  void aHeaderOfMoreThan64PairsIsIgnored(int pairs, String expected) {
    assertThat(extracted("x=y,".repeat(pairs - 1) + "ward=icu")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"8192, ward=icu", "8193, ''"})
  void aHeaderOfMoreThan8192CharactersIsIgnored(int length, String expected) {
    assertThat(extracted("ward=icu,x=" + "y".repeat(length - 11))).isEqualTo(expected);
  }

  @Test
  void sendsAtMost64Pairs() {
    Map<String, String> rules = new HashMap<>();
    BaggageBuilder baggage = Baggage.builder();
    for (int i = 0; i < 66; i++) {
      rules.put("key" + i, "bool");
      baggage.put("key" + i, "true");
    }

    String header =
        Carrier.inject(propagator(rules), Context.root().with(baggage.build())).get("baggage");

    assertThat(header.split(",")).hasSize(64);
  }

  @Test
  void sendsAtMost8192Characters() {
    String third = "v".repeat(8192 / 3);
    Map<String, String> rules = new HashMap<>();
    BaggageBuilder baggage = Baggage.builder();
    for (int i = 1; i <= 3; i++) {
      rules.put("key" + i, "enum(" + third + ")");
      baggage.put("key" + i, third);
    }

    String header =
        Carrier.inject(propagator(rules), Context.root().with(baggage.build())).get("baggage");

    assertThat(header.split(",")).hasSize(2);
    assertThat(header.length()).isLessThanOrEqualTo(8192);
  }

  @Test
  void thereIsNoRuleForFreeText() {
    Map<String, String> rules = Map.of("note", "constant");

    assertThatThrownBy(() -> propagator(rules)).isInstanceOf(IllegalArgumentException.class);
  }
}
