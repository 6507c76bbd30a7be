// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnAttributesTest {

  private static final Map<String, String> RULES =
      Map.of(
          "claim.kind", "enum(dental,vision)",
          "retry.count", "int(0..10)",
          "ward.open", "bool",
          "result.size", "bucket",
          "phase", "constant",
          "handler", "class");

  private final Vocabulary vocabulary = new Vocabulary();
  private final Ledger ledger = new Ledger();
  private final Policy policy = Policy.strict().allowing(RULES);
  private final SpanRedactor redactor =
      new SpanRedactor(policy, vocabulary, Resource.empty(), ledger);

  OwnAttributesTest() {
    vocabulary.add(this, Kind.EVENT_NAME, List.of("triage"));
    vocabulary.add(this, Kind.CLASS, List.of("com.clinic.Intake"));
    vocabulary.add(this, Kind.EXCEPTION, List.of("com.clinic.NoBedException"));
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          claim.kind  | dental                    | dental
          claim.kind  | vision                    | vision
          claim.kind  | Dental                    | -
          claim.kind  | 'dental '                 | -
          claim.kind  | jane                      | -
          claim.kind  | dental,vision             | -
          claim.kind  | ''                        | -
          Claim.kind  | dental                    | -
          claim.kind2 | dental                    | -
          phase       | triage                    | triage
          phase       | Triage                    | -
          phase       | jane                      | -
          phase       | com.clinic.Intake         | -
          handler     | com.clinic.Intake         | com.clinic.Intake
          handler     | com.clinic.NoBedException | com.clinic.NoBedException
          handler     | com.clinic.Jane           | -
          handler     | triage                    | -
          retry.count | 5                         | -
          ward.open   | true                      | -
          result.size | 5                         | -
          """)
  void decidesTexts(String key, String value, String expected) {
    assertThat(decided(AttributeKey.stringKey(key), value)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          retry.count | 0                    | 0
          retry.count | 10                   | 10
          retry.count | 11                   | -
          retry.count | -1                   | -
          retry.count | 8675309              | -
          retry.count | -9223372036854775808 | -
          result.size | 0                    | 0
          result.size | 1000                 | 512
          result.size | -5                   | -
          ward.open   | 1                    | -
          claim.kind  | 1                    | -
          phase       | 1                    | -
          handler     | 1                    | -
          """)
  void decidesNumbers(String key, long value, Long expected) {
    assertThat(decided(AttributeKey.longKey(key), value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void decidesFlags(boolean value) {
    assertThat(decided(AttributeKey.booleanKey("ward.open"), value)).isEqualTo(value);
    assertThat(decided(AttributeKey.booleanKey("claim.kind"), value)).isNull();
    assertThat(decided(AttributeKey.booleanKey("retry.count"), value)).isNull();
  }

  @Test
  void constantsAndClassesWaitForTheVocabulary() {
    SpanRedactor early = new SpanRedactor(policy, new Vocabulary(), Resource.empty(), new Ledger());
    SpanData span =
        early.redact(
            Spans.span(
                    SpanKind.INTERNAL,
                    Attributes.builder()
                        .put("phase", "triage")
                        .put("handler", "com.clinic.Intake")
                        .build())
                .build());

    assertThat(span.getAttributes().isEmpty()).isTrue();
  }

  @EveryCanaryShape
  void noCanaryLeavesUnderAnyKeyInAnyType(String type) {
    Attributes planted = Canaries.under(List.copyOf(RULES.keySet()), type);
    for (SpanKind kind : SpanKind.values()) {
      SpanData raw =
          Spans.span(kind, planted).setEvents(List.of(EventData.create(1, "x", planted))).build();

      assertThat(Canaries.in(redactor.redact(raw))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(RuleKind.class)
  void noRuleForAnythingElseIsTaken(RuleKind kind) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Policy.strict().allowing(Map.of("http.x", kind.word(), "a.b", "word(a)")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"url", "host", "path", "route", "error-type(a)", "known(label)", "digits(1..9)"})
  void noRuleThatTextCouldPassIsTaken(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policy.strict().allowing(Map.of("a.b", rule)))
        .withMessageNotContaining("a.b");
  }

  @Test
  void theDigestTellsEveryOwnRule() {
    String strict = Policy.strict().sha256();
    String one = Policy.strict().allowing(Map.of("a.b", "bool")).sha256();

    assertThat(policy.sha256()).isNotEqualTo(strict).isNotEqualTo(one);
    assertThat(one).isEqualTo(Policy.strict().allowing(Map.of("a.b", "bool")).sha256());
    assertThat(Policy.strict().allowing(Map.of("a.b", "bucket")).sha256()).isNotEqualTo(one);
    assertThat(Policy.strict().allowing(Map.of("a.c", "bool")).sha256()).isNotEqualTo(one);
    assertThat(Policy.strict().allowing(Map.of()).sha256()).isEqualTo(strict);
  }

  @Test
  void theConfigurationRefusesEveryKeyThatThePolicyKnows() throws Exception {
    String text;
    try (var table = Policy.class.getResourceAsStream("policy.txt")) {
      text = new String(table.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    for (String namespace :
        PolicyTable.parse(text).keySet().stream()
            .map(Policy::namespace)
            .collect(Collectors.toSet())) {
      var config =
          new SmallRyeConfigBuilder()
              .withSources(
                  new PropertiesConfigSource(
                      Map.of(
                          "dd.api.key", "k", "dd.privacy.attributes.allow", namespace + ".x:bool"),
                      "test",
                      100))
              .build();

      assertThat(SettingsReader.read(config).problems().toString())
          .as(namespace)
          .contains("MPDD0123E");
    }
  }

  @Test
  void anEnumThatAnInterceptorPrintedPassesUnderAConfiguredKey() {
    // What @SpanAttribute makes of a parameter: toString() of an enum, a flag as it is.
    assertThat(decided(AttributeKey.stringKey("claim.kind"), Kinds.dental.toString()))
        .isEqualTo("dental");
    assertThat(decided(AttributeKey.stringKey("claim.kind"), Kinds.janeRoe.toString())).isNull();
  }

  private enum Kinds {
    dental,
    janeRoe
  }

  private <T> Object decided(AttributeKey<T> key, T value) {
    return redactor
        .redact(Spans.span(SpanKind.INTERNAL, Attributes.of(key, value)).build())
        .getAttributes()
        .get(key);
  }
}
