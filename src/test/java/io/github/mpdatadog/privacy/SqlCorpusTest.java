// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The statements of another project's tests, each with the literals that must not come through. */
class SqlCorpusTest {

  private record Statement(String text, List<String> secrets) {}

  @Test
  void noLiteralSurvivesWithoutAVocabulary() throws IOException {
    SqlWords words = new SqlWords(List.of(), List.of(), List.of());

    assertThat(survivors(words, Set.of())).isEmpty();
  }

  /** Each word that is not a secret of its own statement is a column, the most generous case. */
  @Test
  void noLiteralSurvivesWhenEveryOtherWordIsKnown() throws IOException {
    Set<String> identifiers = new TreeSet<>();
    for (Statement statement : corpus()) {
      Set<String> secret = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      statement.secrets.forEach(s -> secret.addAll(words(s)));
      words(statement.text).stream().filter(w -> !secret.contains(w)).forEach(identifiers::add);
    }
    SqlWords words = new SqlWords(identifiers, identifiers, identifiers);

    assertThat(survivors(words, identifiers)).isEmpty();
  }

  /** A secret that another statement has for a column is no secret: both write the same word. */
  private static List<String> survivors(SqlWords words, Set<String> known) throws IOException {
    Set<String> open = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    open.addAll(known);
    List<String> survivors = new ArrayList<>();
    for (Statement statement : corpus()) {
      SqlShape shape = SqlScanner.scan(statement.text, words);
      String haystack = " " + String.join(" ", words(shape.text() + " " + shape.summary())) + " ";
      for (String secret : statement.secrets) {
        String needle = " " + String.join(" ", words(secret)) + " ";
        boolean lone = open.contains(needle.strip());
        if (!needle.isBlank() && !lone && upper(haystack).contains(upper(needle))) {
          survivors.add(secret + " in " + shape.text() + " of " + statement.text);
        }
      }
    }
    return survivors;
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("[^\\p{L}\\p{N}_]+", -1)).filter(w -> !w.isEmpty()).toList();
  }

  private static List<Statement> corpus() throws IOException {
    Path file =
        Path.of(System.getProperty("shared.corpus", "../shared/corpus"), "sql-go-sqllexer.jsonl");
    assumeTrue(Files.exists(file), () -> "Skipped: no corpus (-Dshared.corpus=...)");
    List<Statement> statements = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      List<String> strings = strings(line);
      int input = strings.indexOf("input");
      int secrets = strings.indexOf("must_not_survive");
      statements.add(
          new Statement(strings.get(input + 1), strings.subList(secrets + 1, strings.size())));
    }
    assertThat(statements).hasSizeGreaterThan(200);
    return statements;
  }

  /**
   * All strings of a JSON text in order; the corpus has its keys in the same order in each line.
   */
  private static List<String> strings(String json) {
    List<String> strings = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"') {
        if (inside) {
          strings.add(text.toString());
          text.setLength(0);
        }
        inside = !inside;
      } else if (inside && c == '\\') {
        char escape = json.charAt(++i);
        switch (escape) {
          case 'n' -> text.append('\n');
          case 't' -> text.append('\t');
          case 'r' -> text.append('\r');
          case 'b' -> text.append('\b');
          case 'f' -> text.append('\f');
          case 'u' -> {
            text.append((char) Integer.parseInt(json.substring(i + 1, i + 5), 16));
            i += 4;
          }
          default -> text.append(escape);
        }
      } else if (inside) {
        text.append(c);
      }
    }
    return strings;
  }
}
