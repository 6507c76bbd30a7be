// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

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
          /{id: a\\}b}/c            | /{id}/c
          /{id: a{b/c              | /{id: a{b/c
          /{a}/{b:c}:d             | /{a}/{b}:d
          /{a}:{b}                 | /{a}:{b}
          /{:x}                    | /{}
          """)
  void theRegularExpressionIsLeftOut(String template, String plain) {
    assertThat(RouteTemplates.withoutRegex(template)).isEqualTo(plain);
  }
}
