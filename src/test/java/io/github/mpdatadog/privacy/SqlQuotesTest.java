// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a construct ends; -1 stands for unsure. A limit is where a statement was cut. */
class SqlQuotesTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      textBlock =
          """
          'a',          3,  3
          'a' b,        5,  3
          'a',          2, -1
          'a,           2, -1
          'a''b',       6,  6
          'a''b',       4, -1
          'a''b',       3,  3
          '',           2,  2
          ''a,          3,  2
          ''',          3, -1
          'a''',        5, -1
          "a",          3,  3
          "a'b",        5,  5
          """)
  void aTextEndsAtTheFirstQuoteThatIsNotDoubled(String text, int limit, int end) {
    assertThat(SqlQuotes.quoted(text, 0, limit)).isEqualTo(end);
  }

  @Test
  void aBackslashBeforeAQuoteIsReadInTwoWays() {
    assertThat(SqlQuotes.quoted("'a\\' b'", 0, 7)).isEqualTo(-1);
    assertThat(SqlQuotes.quoted("'a\\\\' b", 0, 7)).isEqualTo(5);
    assertThat(SqlQuotes.quoted("'a\\\\\\' b'", 0, 9)).isEqualTo(-1);
    assertThat(SqlQuotes.quoted("'\\a' b", 0, 6)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      textBlock =
          """
          '[a]',   5,  5
          '{a}',   5,  5
          '(a)',   5,  5
          '<a>',   5,  5
          'xax',   5,  5
          'xx',    4,  4
          'x',     3, -1
          '',      2, -1
          '[a)',   5, -1
          '[a',    4, -1
          'xay',   5, -1
          'xa''x', 7, -1
          'x''x',  6, -1
          """)
  void oraclesTextEndsAtItsBracketAndAtTheFirstQuote(String text, int limit, int end) {
    assertThat(SqlQuotes.oracleQuoted(text, 0, limit)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      textBlock =
          """
          `a`,      3,  3
          ``,       2,  2
          `a` b,    5,  3
          `a`,      2, -1
          `a,       2, -1
          `a``b`,   6, -1
          `a'b`,    5, -1
          `a--b`,   6, -1
          """)
  void aNameInBackticksHoldsNothingThatOpensAnything(String text, int limit, int end) {
    assertThat(SqlQuotes.backticked(text, 0, limit)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          [a]           | 3  |  3
          [a] b         | 5  |  3
          []            | 2  |  2
          [a]           | 2  | -1
          [a            | 2  | -1
          [a]]          | 4  | -1
          [a]]          | 3  |  3
          ['a', 'b']    | 10 | 10
          ['a, b]       | 7  | -1
          [q'a']        | 6  | -1
          [Q'a']        | 6  | -1
          ['q']         | 5  | -1
          [a[b]         | 5  | -1
          [a--b]        | 6  | -1
          {d 'x'}       | 7  |  7
          {d ]}         | 5  | -1
          """)
  void aBracketEndsWhereNamesAndArraysBothDo(String text, int limit, int end) {
    assertThat(SqlQuotes.bracketed(text, 0, limit)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({
    "$$a$$, 1, 5, 5",
    "$$a$$ b, 1, 7, 5",
    "$$$$, 1, 4, 4",
    "$$a$$, 1, 4, -1",
    "$$a$, 1, 4, -1",
    "$t$a$t$, 2, 7, 7",
    "$t$a$u$, 2, 7, -1",
    "$$a-b$$, 1, 7, 7",
    "$$a--b$$, 1, 8, -1",
  })
  void aTextInDollarsEndsAtItsTag(String text, int tagEnd, int limit, int end) {
    assertThat(SqlQuotes.dollarQuoted(text, 0, tagEnd, limit)).isEqualTo(end);
  }

  @ParameterizedTest
  @CsvSource({"63, true", "64, false", "1000, false"})
  void aTagIsNotLongerThanAName(int length, boolean ends) {
    String tag = "$" + "t".repeat(length) + "$";
    String text = tag + "a" + tag;

    assertThat(SqlQuotes.dollarQuoted(text, 0, length + 1, text.length()))
        .isEqualTo(ends ? text.length() : -1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\u000b", "\f", "\u0085", "\u2028", "\u2029"})
  void aCommentThatMayEndEarlierMustBePlain(String mayEnd) {
    String text = "--it's" + mayEnd + "a\nb";

    assertThat(SqlQuotes.lineComment(text, 2, text.length(), true)).isEqualTo(-1);
  }

  @Test
  void aCommentEndsAtTheEndOfItsLine() {
    assertThat(SqlQuotes.lineComment("--a\nb", 2, 5, false)).isEqualTo(3);
    assertThat(SqlQuotes.lineComment("--a", 2, 3, false)).isEqualTo(3);
    assertThat(SqlQuotes.lineComment("--a\nb", 2, 3, false)).isEqualTo(3);
    assertThat(SqlQuotes.lineComment("--a\nb", 2, 2, false)).isEqualTo(2);
    assertThat(SqlQuotes.lineComment("--it's\r\nb", 2, 9, true)).isEqualTo(7);
    assertThat(SqlQuotes.lineComment("--it's\nb", 2, 8, false)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          /**/                 | 4  |  4
          /*a*/                | 5  |  5
          /*a*/                | 4  | -1
          /*a                  | 3  | -1
          /*it's*/             | 8  |  8
          /*a/*b*/c*/          | 11 | 11
          /*a/*b*/'*/          | 11 | -1
          /*a/*b*/-*/          | 11 | -1
          /*a/*b*/c*/*         | 12 | -1
          /*a/*b*/c*//         | 12 | -1
          /*a/*b*/c*/+         | 12 | 11
          /*a/*b*/c*/*         | 11 | 11
          /*a/*b*//*c*/d*/     | 16 | -1
          /*a*/*               | 6  |  5
          /*!a*/               | 6  |  6
          /*!'a'*/             | 8  | -1
          /*M!a*/              | 7  |  7
          /*M!'*/              | 7  | -1
          /*!'*/               | 6  | -1
          /*m!'*/              | 7  |  7
          """)
  void aBlockEndsWhereNestingMakesNoDifference(String text, int limit, int end) {
    assertThat(SqlQuotes.blockComment(text, 0, limit)).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(chars = {'a', 'z', 'A', 'Z', '0', '9', '_', '$', '\u00e9', '\u00c9', '\u4e00'})
  void namesAreMadeOfLettersAndDigits(char c) {
    assertThat(SqlQuotes.isWordPart(c)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      chars = {'@', '[', '`', '{', '/', ':', ' ', '\u007f', '\u0080', '\u02bc', '\u0301', '\u0661'})
  void punctuationMarksAndForeignDigitsAreNoPartOfAName(char c) {
    assertThat(SqlQuotes.isWordPart(c)).isFalse();
  }
}
