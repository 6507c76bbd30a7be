// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.List;

/** Any text at all, with two words of the vocabulary in it where the fuzzer wants them. */
class SqlFuzz {

  private static final SqlWords WORDS =
      new SqlWords(List.of(), List.of(), List.of("alphaword", "bravoword"));

  @FuzzTest(maxDuration = "60s")
  void noDialectWouldTakeAWordOfTheShapeForData(
      @NotNull String before, @NotNull String between, @NotNull String behind) {
    if ((before + between + behind).matches("(?is).*(alpha|bravo)word.*")) {
      return;
    }
    String text = "select " + before + " alphaword " + between + " bravoword " + behind;
    String shape = SqlScanner.scan(text, WORDS).text();
    for (String word : List.of("alphaword", "bravoword")) {
      if (shape.contains(word)) {
        for (SqlDialects dialect : SqlDialects.values()) {
          assertThat(dialect.data(text).get(text.indexOf(word)))
              .as("%s: %s", dialect, text)
              .isFalse();
        }
      }
    }
    assertThat(shape.length()).isLessThan(SqlText.LONGEST + 200);
    assertThat(shape.replace("alphaword", "").replace("bravoword", ""))
        .matches("[A-Z_ (),.;=<>+*/%|?-]*");
  }
}
