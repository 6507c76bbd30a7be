// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionTest {

  private static String read(String member) {
    return Decision.of(TraceState.builder().put("dd", member).build()).member();
  }

  @ParameterizedTest(name = "[{0}]")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s:2;o:rum;p:0123456789abcdef;t.dm:-4            | s:2;o:rum;p:0123456789abcdef;t.dm:-4
          t.dm:934086a686-4;s:-1                          | s:-1;t.dm:-4
          s:1;t.usr.id:amFuZQ~~;t.tid:640cfd8d00000000    | s:1
          s:3                                             | s:2
          s:-7                                            | s:-1
          s:01                                            | s:1
          s:jane                                          | ''
          o:jane                                          | ''
          o:synthetics-browser                            | o:synthetics-browser
          p:0123456789abcde                               | ''
          p:0123456789abcdef0                             | ''
          p:0123456789ABCDEF                              | ''
          t.dm:4                                          | ''
          t.dm:-00                                        | t.dm:-0
          t.dm:-123                                       | ''
          t.dm:-                                          | ''
          t.dm:934086a6861-4                              | ''
          t.dm:jane-4                                     | ''
          t.dm:a`-4                                       | ''
          t.dm:g-4                                        | ''
          t.dm:/-4                                        | ''
          t.dm::-4                                        | ''
          s:2;e:malformed_tid;r:0.5;l:1                   | s:2
          ;;s:1;;                                         | s:1
          S:1                                             | ''
          jane                                            | ''
          """)
  void ofATextOnlyPartsInTheirGrammarAreRead(String member, String expected) {
    assertThat(read(member)).isEqualTo(expected);
  }

  @Test
  void aMemberHasAtMost256Characters() {
    String longest = "s:1" + ";".repeat(253);

    assertThat(Decision.of(new AnyState(longest)).member()).isEqualTo("s:1");
    assertThat(Decision.of(new AnyState(longest + ";"))).isEqualTo(Decision.NONE);
  }

  @ParameterizedTest
  @CsvSource({"malformed_tid", "inconsistent_tid", "extract_max_size", "decoding_error"})
  void anErrorIsOneOfDatadogs(String error) {
    assertThat(new Decision(1, null, null, null, error, null, null).error()).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jane", "malformed_tid JaneRoe", "MALFORMED_TID", ""})
  void anyOtherIsNone(String error) {
    assertThat(new Decision(1, null, null, null, error, null, null).error()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "1.000", "0.000001", "0.9", "0.1234567890123456789012"})
  void aShareIsADecimalFromZeroToOne(String share) {
    Decision decision = new Decision(1, null, null, null, null, share, share);

    assertThat(decision.ruleRate()).isEqualTo(share);
    assertThat(decision.limitRate()).isEqualTo(share);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.5",
        "1.9",
        "0.:",
        "0./",
        "2",
        "0.",
        ".5",
        "0,5",
        "05",
        "-0.5",
        "1E-6",
        "",
        "jane",
        "0.12345678901234567890123"
      })
  void anyOtherTextIsNoShare(String share) {
    Decision decision = new Decision(1, null, null, null, null, share, share);

    assertThat(decision.ruleRate()).isNull();
    assertThat(decision.limitRate()).isNull();
  }

  /** OpenTelemetry's own holds no longer one. */
  private record AnyState(String member) implements TraceState {
    @Override
    public String get(String key) {
      return key.equals("dd") ? member : null;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public void forEach(BiConsumer<String, String> consumer) {
      consumer.accept("dd", member);
    }

    @Override
    public Map<String, String> asMap() {
      return Map.of("dd", member);
    }

    @Override
    public TraceStateBuilder toBuilder() {
      return TraceState.builder();
    }
  }
}
