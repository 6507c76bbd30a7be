// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator looks up a code in the README: what the code says and what stands there agree. */
class MessageCodesTest {

  private static final Path CODE = Path.of("src/main/java/io/github/mpdatadog");

  /** A message begins with its code. */
  private static final Pattern WRITTEN_OUT = Pattern.compile("\"(MPDD\\d{4}[EWI]): ");

  /** Lookup makes one of a number: {@code warning(110, ...} is {@code MPDD0110W}. */
  private static final Pattern NUMBER = Pattern.compile("(warning\\(\\s*)?\\b(\\d{3}),");

  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"");

  /** What is logged with something beside its text. */
  private static final Pattern LOGGED_WITH =
      Pattern.compile("\\.log\\(\\s*[\\w.]+,\\s*((?:" + TEXT + "[\\s+]*)+),");

  private static final Pattern CODE_OR_RANGE =
      Pattern.compile("`MPDD(\\d{4})([EWI])`(?:-`MPDD(\\d{4})\\2`)?");

  private static Stream<MatchResult> all(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }

  private static Stream<String> sources(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(MessageCodesTest::text)
          .toList()
          .stream();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static TreeSet<String> said() throws IOException {
    TreeSet<String> codes = new TreeSet<>();
    sources(CODE)
        .flatMap(source -> all(WRITTEN_OUT, source))
        .forEach(found -> codes.add(found.group(1)));
    sources(CODE.resolve("config"))
        .flatMap(source -> all(NUMBER, TEXT.matcher(source).replaceAll("")))
        .forEach(
            found -> codes.add("MPDD0" + found.group(2) + (found.group(1) == null ? "E" : "W")));
    return codes;
  }

  private static List<String> documented() {
    String readme = text(Path.of("README.md"));
    String messages = readme.substring(readme.indexOf("\n## Messages\n"));
    return messages
        .substring(0, messages.indexOf("\n## ", 1))
        .lines()
        .filter(line -> line.startsWith("| `MPDD"))
        .map(line -> line.substring(0, line.indexOf('|', 1)))
        .flatMap(cell -> all(CODE_OR_RANGE, cell))
        .flatMap(MessageCodesTest::each)
        .toList();
  }

  private static Stream<String> each(MatchResult range) {
    int first = Integer.parseInt(range.group(1));
    int last = range.group(3) == null ? first : Integer.parseInt(range.group(3));
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> String.format("MPDD%04d%s", number, range.group(2)));
  }

  @Test
  void theReadmeListsEachCodeThatIsSaidOnceAndNoOther() throws IOException {
    assertThat(documented()).containsExactlyInAnyOrderElementsOf(said());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"README.md", "RATIONALE.md", "CHANGELOG.md", "MIGRATING.md", "SECURITY.md"})
  void noCodeIsNamedThatIsNeverSaid(String file) throws IOException {
    assertThat(all(Pattern.compile("MPDD\\d{4}[EWI]"), text(Path.of(file))))
        .extracting(MatchResult::group)
        .isSubsetOf(said());
  }

  /** The JDK's formatter leaves out what the text has no place for, and reads an apostrophe. */
  @Test
  void whatIsLoggedBesideATextHasAPlaceInIt() throws IOException {
    List<String> texts =
        sources(CODE)
            .flatMap(source -> all(LOGGED_WITH, source))
            .map(found -> found.group(1))
            .toList();

    assertThat(texts)
        .hasSizeGreaterThan(20)
        .allSatisfy(text -> assertThat(text).contains("{0}").doesNotContain("'"));
  }
}
