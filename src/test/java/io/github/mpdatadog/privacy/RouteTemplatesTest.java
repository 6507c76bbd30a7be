// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTemplatesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          /a                       | /a
          /a:b                     | /a:b
          /{id}                    | /{id}
          {id:.+}                  | {id}
          :{ id }                  | :{id}
          /{ id : .+ }/b           | /{id}/b
          /{id: [0-9]{3}}/{b}      | /{id}/{b}
          /{ id : \\d+ }/{b:x{1,2}} | /{id}/{b}
          /{id: [{]}/b             | /{id: [{]}/b
          /{id                     | /{id
          /{id: a\\}b}/c            | /{id}/c
          /{id: a{b/c              | /{id: a{b/c
          /{a}/{b:c}:d             | /{a}/{b}:d
          /{a}:{b}                 | /{a}:{b}
          /{:x}                    | /{}
          """)
  void theRegularExpressionIsLeftOut(String template, String plain) {
    assertThat(RouteTemplates.withoutRegex(template)).isEqualTo(plain);
  }

  @Test
  void literalsAndParametersAreRewrittenEachByItself() {
    assertThat(
            RouteTemplates.rewrite(
                "/a/{ id }/b/{mrn: [A-Z]{3} }",
                literal -> "<" + literal + ">", (name, regex) -> "[" + name + "|" + regex + "]"))
        .isEqualTo("</a/>[id|]</b/>[mrn|[A-Z]{3}]");
  }
}
