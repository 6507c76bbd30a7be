// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.util.List;

/** Any text at all behind a comparison. */
class PlainLiteralsFuzz {

  private static final SqlWords WORDS =
      new SqlWords(List.of("bravoword"), List.of(), List.of("alphaword"));

  @FuzzTest(maxDuration = "60s")
  void whatPlainLiteralsHoldDoesNotCountForTheShape(@NotNull String behind) {
    String text = "select alphaword from bravoword where alphaword = " + behind;
    if (text.length() <= SqlCursor.MOST_CHARS) {
      PlainLiteralsTest.assertAlike(text, WORDS);
    }
  }
}
