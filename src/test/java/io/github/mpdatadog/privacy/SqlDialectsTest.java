// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What any database would take for data never leaves as a word, even where that word is a column's
 * name: texts of random tokens, which no grammar would think of, are read in every dialect and
 * compared with the one shape.
 */
class SqlDialectsTest {

  private static final int TEXTS = Integer.getInteger("sql.statements", 1_000_000);
  private static final long SEED = Long.getLong("sql.seed", 20_261_123L);

  /** Each is a column, and in a text none comes twice: where a word of a shape was is known. */
  private static final String[] MARKERS =
      "alpha bravo delta gamma kappa sigma omega theta zeta iota lambda rho tau phi chi psi"
          .split(" ");

  private static final SqlDialects[] ALL = SqlDialects.values();
  private static final SqlDialects[] NONE = {};
  static final SqlWords WORDS = new SqlWords(List.of(), List.of(), Arrays.asList(MARKERS));

  private static final String[] PIECES = {
    "'",
    "'",
    "'",
    "''",
    "'''",
    "\"",
    "\"",
    "\"\"\"",
    "`",
    "``",
    "[",
    "]",
    "]]",
    "{",
    "}",
    "\\",
    "\\\\",
    "\\'",
    "--",
    "-- ",
    "--\t",
    "-",
    "/*",
    "*/",
    "/*!",
    "/*M!",
    "/*+",
    "*",
    "/",
    "//",
    "#",
    "# ",
    "\n",
    "\r",
    "\r\n",
    "$",
    "$$",
    "$a$",
    "$1",
    "q'[",
    "]'",
    "q'!",
    "!'",
    "nq'(",
    ")'",
    "q'",
    "N'",
    "E'",
    "e'",
    "U&'",
    "X'",
    "b'",
    "r'",
    "r\"",
    "_utf8'",
    "{d '",
    "{ts ",
    "{fn ",
    "{t ",
    "{escape ",
    "{call ",
    "{limit ",
    "{oj ",
    "?",
    ":",
    "::",
    ":=",
    "@",
    "@@",
    "!",
    "!=",
    ";",
    "(",
    ")",
    ",",
    ", ",
    ", ",
    "= ",
    "+ ",
    "on ",
    ".",
    "=",
    "<>",
    "1",
    "1e",
    "0x",
    "%",
    "|",
    "&",
    "and ",
    "or ",
    "from ",
    "as ",
    "in ",
    "is ",
    "select ",
    "where ",
    "order by ",
    "and x = ",
    "then ",
    "null ",
    ", ",
    " and ",
    " = ",
    " ",
    " ",
    " ",
    "\u0000",
    "\u00e9",
    "\u2019",
    "\t"
  };

  @Test
  void noDialectWouldTakeAWordOfAShapeForData() {
    SplittableRandom random = new SplittableRandom(SEED);

    int words = wordsOfShapes(TEXTS, () -> text(random), WORDS);

    assertThat(words)
        .as("words that left; a scanner that keeps none proves nothing")
        .isGreaterThan(TEXTS / 4);
  }

  /** In Informix braces are a comment, but its driver reads those of a call before it does. */
  @Test
  void noDialectWouldTakeAProceduresNameForData() {
    SplittableRandom random = new SplittableRandom(SEED);
    SqlWords procedures = new SqlWords(List.of(), Arrays.asList(MARKERS), List.of());

    int words = wordsOfShapes(TEXTS, () -> calls(random), procedures);

    assertThat(words).as("words that left").isGreaterThan(TEXTS / 40);
  }

  private static String calls(SplittableRandom random) {
    String[] verbs = {"call ", "exec ", "begin ", "select "};
    String text = verbs[random.nextInt(verbs.length)] + text(random).replace("{call", "call");
    for (String marker : MARKERS) {
      text = random.nextBoolean() ? text.replace(marker, marker + "(") : text;
    }
    return text;
  }

  private static int wordsOfShapes(int texts, Supplier<String> next, SqlWords known) {
    List<String> survivors = new ArrayList<>();
    int words = 0;
    for (int i = 0; i < texts && survivors.size() < 20; i++) {
      String text = next.get();
      SqlShape shape = SqlScanner.scan(text, known);
      List<String> left = Stream.of(MARKERS).filter(shape.text()::contains).toList();
      words += left.size();
      for (SqlDialects dialect : left.isEmpty() ? NONE : ALL) {
        BitSet data = dialect.data(text);
        if (left.stream().anyMatch(marker -> data.get(text.indexOf(marker)))) {
          survivors.add("data in " + dialect + ": " + text + " left as " + shape.text());
        }
      }
    }
    assertThat(survivors).isEmpty();
    return words;
  }

  static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder("select ");
    int marker = random.nextInt(MARKERS.length);
    int markers = 0;
    for (int pieces = 2 + random.nextInt(9); pieces > 0; pieces--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      if (random.nextInt(3) > 0 && markers < MARKERS.length) {
        text.append(random.nextInt(3) == 0 ? "" : " ");
        text.append(MARKERS[(marker + markers++) % MARKERS.length]);
        text.append(random.nextInt(3) == 0 ? "" : " ");
      }
    }
    return text.toString();
  }
}
