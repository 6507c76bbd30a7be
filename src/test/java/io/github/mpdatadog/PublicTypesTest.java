// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Nothing becomes public, or stops being so, unnoticed. public-types.txt lists the public types; of
 * those that the README offers to applications also the members, which no version may break without
 * a word in the changelog.
 */
class PublicTypesTest {

  private static final String ROOT = "io.github.mpdatadog.";
  private static final Path BASELINE = Path.of("src/test/resources/public-types.txt");

  /** Where a difference is written to, to be looked at and copied. */
  private static final Path FOUND = Path.of("target/public-types.txt");

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target/classes"));

  /**
   * In the table of the README; the types in the values of the settings are named by a sentence.
   */
  private static Set<String> forApplications() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String section = readme.substring(readme.indexOf("\n## Classes for applications\n"));
    Set<String> names =
        section
            .substring(0, section.indexOf("\n## ", 1))
            .lines()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.substring(0, line.indexOf('|', 1)))
            .flatMap(cell -> Pattern.compile("`([a-z]+\\.\\w+)`").matcher(cell).results())
            .map((MatchResult found) -> ROOT + found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    addWithItsValues(CLASSES.get(ROOT + "config.DatadogSettings"), names);
    return names;
  }

  /** The types of its values, of theirs, and so on. */
  private static void addWithItsValues(JavaClass settings, Set<String> names) {
    settings.getMethods().stream()
        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
        .flatMap(method -> method.getReturnType().getAllInvolvedRawTypes().stream())
        .filter(type -> type.getPackageName().equals(settings.getPackageName()))
        .filter(type -> !type.isArray() && names.add(type.getName()))
        .forEach(type -> addWithItsValues(type, names));
  }

  /** Public in the jar: a nested type counts where the types around it do, too. */
  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicTypesTest::isPublic).orElse(true);
  }

  private static List<String> found() throws IOException {
    Set<String> offered = forApplications();
    List<String> lines = new ArrayList<>();
    CLASSES.stream()
        .filter(PublicTypesTest::isPublic)
        .sorted((one, other) -> one.getName().compareTo(other.getName()))
        .forEach(
            type -> {
              boolean isOffered = offered.remove(type.getName());
              lines.add(type.getName().substring(ROOT.length()) + (isOffered ? ":" : ""));
              if (isOffered) {
                lines.addAll(members(type.reflect()));
              }
            });
    assertThat(offered).as("in the README, but not public").isEmpty();
    return lines;
  }

  /** With what it has from classes of ours that are not offered themselves. */
  private static List<String> members(Class<?> type) {
    return Stream.<Class<?>>iterate(type, Class::getSuperclass)
        .takeWhile(each -> each != null && each.getName().startsWith(ROOT))
        .flatMap(
            each ->
                Stream.of(
                        Arrays.stream(each.getDeclaredFields()),
                        each == type
                            ? Arrays.stream(each.getDeclaredConstructors())
                            : Stream.<Member>empty(),
                        Arrays.stream(each.getDeclaredMethods()))
                    .flatMap(members -> members))
        .filter(member -> (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
        .filter(member -> !member.isSynthetic())
        .map(member -> "  " + signature(member))
        .distinct()
        .sorted()
        .toList();
  }

  /** As in a source, with the names of types cut to what is read most easily. */
  private static String signature(Member member) {
    String text =
        member instanceof Field field
            ? field.toGenericString()
            : member instanceof Method method
                ? method.toGenericString()
                : ((Constructor<?>) member).toGenericString();
    return text.replace(member.getDeclaringClass().getName() + ".", "")
        .replace(ROOT, "")
        .replace("java.lang.", "");
  }

  @Test
  void areThoseOfTheBaseline() throws IOException {
    List<String> found = found();
    if (!found.equals(Files.readAllLines(BASELINE))) {
      Files.write(FOUND, found);
    }

    assertThat(found)
        .as("if it is meant, copy %s to %s, and tell users in CHANGELOG.md", FOUND, BASELINE)
        .isEqualTo(Files.readAllLines(BASELINE));
  }

  /**
   * Public for someone else, which Java has no word for. The one that does not say so is plain
   * data.
   */
  @Test
  void whatIsNotForApplicationsSaysSo() throws IOException {
    Set<String> offered = forApplications();
    List<String> silent = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      if (isPublic(type)
          && type.getEnclosingClass().isEmpty()
          && !offered.contains(type.getName())) {
        Path source = Path.of("src/main/java", type.getName().replace('.', '/') + ".java");
        String text = Files.readString(source);
        String before = text.substring(0, text.indexOf("\npublic ")).replace("\n * ", " ");
        if (!Pattern.compile("[Nn]ot an API|Called by the server").matcher(before).find()) {
          silent.add(type.getName());
        }
      }
    }
    assertThat(silent).as("write: Not an API; or: Called by the server").isEmpty();
  }
}
