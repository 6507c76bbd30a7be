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
          jane                                        | 130
          `"jane"`                                    | 130
          {"sample_rate":1}                           | 130
          [{"sample_rate":1}                          | 130
          [{"sample_rate":1}] jane                    | 130
          [{"sample_rate":1},]                        | 130
          [{"service":"jane]                          | 130
          [{"service":"\\x"}]                         | 130
          [{"service":"\\u00"}]                       | 130
          [{"service":"\\uzzzz"}]                     | 130
          [{"service":"a","service":"b"}]             | 130
          [[[[[[[[[[1]]]]]]]]]]                       | 130
          [NaN]                                       | 130
          [null]                                      | 131
          [1]                                         | 131
          [{"sample_rate":1},"jane"]                  | 131
          [{"servize":"jane"}]                        | 132
          [{"sample_rate":1.5}]                       | 133
          [{"sample_rate":-1}]                        | 133
          [{"sample_rate":"jane"}]                    | 133
          [{"sample_rate":1e999}]                     | 133
          [{"service":17}]                            | 134
          [{"name":["jane"]}]                         | 134
          [{"resource":true}]                         | 134
          [{"tags":"jane"}]                           | 134
          [{"tags":{"patient":17}}]                   | 134
          """)
  void aProblemIsToldByNumberWithoutAWordOfTheText(String json, int number) {
    parse(json);

    assertThat(problems).singleElement().asString().startsWith(number + " ");
    assertThat(problems.toString()).doesNotContain("jane", "patient", "servize", "17");
  }

  @Test
  void everyProblemNamesItsRule() {
    parse("[{\"sample_rate\":1}, {\"sample_rate\":7, \"name\":1}, 5]");

    assertThat(problems)
        .containsExactly(
            "133 in rule 2 has a sample_rate that is no number from 0 to 1; write for example 0.25.",
            "134 in rule 2 has a name that is no text; write it in double quotes.",
            "131 in rule 3 is no JSON object; write {\"sample_rate\":0.5} with what it is for.");
  }

  @Test
  void moreThanAHundredRulesAreRefused() {
    parse("[" + "{},".repeat(100) + "{}]");

    assertThat(problems).singleElement().asString().startsWith("130 ");
  }
}
