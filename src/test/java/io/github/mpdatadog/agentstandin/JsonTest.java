// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void escapesEverythingThatMarkupIsMadeOf() {
    assertThat(Json.write("</script><img src=x onerror='a&b'>\u2028\"\\\n"))
        .isEqualTo(
            "\"\\u003c/script\\u003e\\u003cimg src=x onerror=\\u0027a\\u0026b\\u0027\\u003e"
                + "\\u2028\\u0022\\u005c\\u000a\"");
  }

  @Test
  void writesNestedValues() {
    assertThat(Json.write(Map.of("a", Arrays.asList(1, 2.5, true, null, "b"))))
        .isEqualTo("{\"a\":[1,2.5,true,null,\"b\"]}");
  }

  @Test
  void writesNumbersThatJsonDoesNotHaveAsText() {
    assertThat(Json.write(List.of(Double.NaN, Double.POSITIVE_INFINITY)))
        .isEqualTo("[\"NaN\",\"Infinity\"]");
  }
}
