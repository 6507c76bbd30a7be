// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingRulesTest {

  private final List<String> problems = new ArrayList<>();

  private List<SamplingRule> parse(String json) {
    return SamplingRules.parse(json, (number, advice) -> problems.add(number + " " + advice));
  }

  @Test
  void rulesAreReadInTheirOrderWithTheDefaultsOfDatadogsTracers() {
    List<SamplingRule> rules =
        parse(
            """
            [ {"service": "clinic*", "name": "http.server.request", "resource": "GET /health*",
               "tags": {"url.scheme": "htt?s", "a\\"b": "\\u0041\\n"}, "sample_rate": 0},
              {"sample_rate": 2.5e-1}, {} ]
            """);

    assertThat(problems).isEmpty();
    assertThat(rules)
        .containsExactly(
            new SamplingRule(
                "clinic*",
                "http.server.request",
                "GET /health*",
                Map.of("url.scheme", "htt?s", "a\"b", "A\n"),
                0),
            new SamplingRule("*", "*", "*", Map.of(), 0.25),
            new SamplingRule("*", "*", "*", Map.of(), 1));
  }

  @Test
  void anEmptyArrayIsNoRule() {
    assertThat(parse(" [ ] ")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          jane                                        | 140
          `"jane"`                                    | 140
          {"sample_rate":1}                           | 140
          [{"sample_rate":1}                          | 140
          [{"sample_rate":1}] jane                    | 140
          [{"sample_rate":1},]                        | 140
          [{"service":"jane]                          | 140
          [{"service":"\\x"}]                         | 140
          [{"service":"\\u00"}]                       | 140
          [{"service":"\\uzzzz"}]                     | 140
          [{"service":"\\u+041"}]                     | 140
          [{"service":"\\u-001"}]                     | 140
          [{"sample_rate":+1}]                        | 140
          [{"sample_rate":.5}]                        | 140
          [{"sample_rate":1.}]                        | 140
          [{"sample_rate":01}]                        | 140
          [{"sample_rate":1e}]                        | 140
          [{"sample_rate":}]                          | 140
          [{"service":"a","service":"b"}]             | 140
          [[[[[[[[[[1]]]]]]]]]]                       | 140
          [NaN]                                       | 140
          [null]                                      | 141
          [1]                                         | 141
          [{"sample_rate":1},"jane"]                  | 141
          [{"servize":"jane"}]                        | 142
          [{"sample_rate":1.5}]                       | 143
          [{"sample_rate":-1}]                        | 143
          [{"sample_rate":"jane"}]                    | 143
          [{"sample_rate":1e999}]                     | 143
          [{"service":17}]                            | 144
          [{"name":["jane"]}]                         | 144
          [{"resource":true}]                         | 144
          [{"tags":"jane"}]                           | 144
          [{"tags":{"patient":17}}]                   | 144
          """)
  void aProblemIsToldByNumberWithoutAWordOfTheText(String json, int number) {
    parse(json);

    assertThat(problems).singleElement().asString().startsWith(number + " ");
    assertThat(problems.toString()).doesNotContain("jane", "patient", "servize", "17");
  }

  @Test
  void whatFollowsTheArrayIsAProblemWhateverItBeginsWith() {
    parse("[]\u0000jane");

    assertThat(problems).singleElement().asString().startsWith("140 ");
  }

  @Test
  void everyProblemNamesItsRule() {
    parse("[{\"sample_rate\":1}, {\"sample_rate\":7, \"name\":1}, 5]");

    assertThat(problems)
        .containsExactly(
            "143 in rule 2 has a sample_rate that is no number from 0 to 1; write for example 0.25.",
            "144 in rule 2 has a name that is no text; write it in double quotes.",
            "141 in rule 3 is no JSON object; write {\"sample_rate\":0.5} with what it is for.");
  }

  @Test
  void moreThanAHundredRulesAreRefused() {
    parse("[" + "{},".repeat(100) + "{}]");

    assertThat(problems).singleElement().asString().startsWith("140 ");
  }
}
