// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RecipesTest {

  private static String shape(String message, String... recipes) {
    List<String> all = List.of(recipes).stream().map(r -> r.replace('_', '\u0001')).toList();
    return Recipes.shape(Recipes.joined(all, List.of(), 100_000), message);
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          Patient Jane not found            | Patient _ not found       | Patient ? not found
          Patient  not found                | Patient _ not found       | Patient ? not found
          Patient not found                 | Patient _ not found       | -
          Patient Patient not found not found | Patient _ not found     | Patient ? not found
          Patient Jane not found.           | Patient _ not found       | -
          No Patient Jane not found         | Patient _ not found       | -
          Jane is missing                   | _ is missing              | ? is missing
          missing: Jane                     | missing: _                | missing: ?
          bed 12 of ward 7 is taken         | bed _ of ward _ is taken  | bed ? of ward ? is taken
          bed of ward of ward 7 is taken    | bed _ of ward _ is taken  | bed ? of ward ? is taken
          bed 1 is taken                    | bed _ of ward _ is taken  | -
          Jane Roe                          | _ _                       | -
          Jane: Roe                         | _: _                      | -
          a=Jane                            | a=_                       | -
          Jane                              | _                         | -
          Not found                         | Not found                 | Not found
          Not found Jane                    | Not found                 | -
          JaneRoefoo                        | __foo                     | ??foo
          aba                               | aba_ba                    | -
          """)
  void givesTheConstantsOfTheRecipe(String message, String recipe, String expected) {
    assertThat(shape(message, recipe)).isEqualTo(expected);
  }

  @Test
  void prefersTheRecipeWithMostConstantText() {
    assertThat(
            shape(
                "Patient Jane Roe not found in ward 7",
                "Patient _",
                "Patient _ in ward _",
                "_ not found in ward _",
                "Patient _ not found in ward _",
                "Patient"))
        .isEqualTo("Patient ? not found in ward ?");
  }

  @Test
  void neverPutsTextOfTheMessageIntoTheShape() {
    Random random = new Random(4711);
    String[] parts = {
      "Patient ", " not found", "\n", "?", "\u0001", "\u0000", "%s", "Jane", "ü😀", " "
    };
    String[] recipes = {
      "Patient _ not found", "_ not found_Patient ", "Patient _Patient _", "not found"
    };
    List<String> allowed =
        List.of(recipes).stream().map(recipe -> recipe.replace('_', '?')).toList();
    int matched = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder message = new StringBuilder();
      for (int n = random.nextInt(8); n >= 0; n--) {
        message.append(parts[random.nextInt(parts.length)]);
      }
      String shape = shape(message.toString(), recipes);
      if (shape != null) {
        matched++;
        assertThat(allowed).contains(shape);
      }
    }
    assertThat(matched).isGreaterThan(1_000);
  }

  @Test
  void matchesMessagesWithLinesAndAnyCharacter() {
    assertThat(shape("Patient Jane\nRoe\u0000\u0001?% not found", "Patient _ not found"))
        .isEqualTo("Patient ? not found");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Patient %s not found       | Patient _ not found
          %-10s has %,.2f %%         | _ has _ %
          %1$s knows %2$s            | _ knows _
          at %tY-%<tm                | at _-%<tm
          100% of beds               | 100% of beds
          50%                        | 50%
          Ward {0} has {1,number,#} beds | Ward _ has _ beds
          Ward {} is closed          | Ward _ is closed
          Patient''s ward {0} is shut | Patient's ward _ is shut
          Patient''s ward is shut    | Patient''s ward is shut
          Patient''s ward {} is shut | Patient''s ward _ is shut
          set {a, b}                 | set {a, b}
          open { brace               | open { brace
          """)
  void knowsWhereAFormatPutsValues(String constant, String expected) {
    assertThat(Recipes.withHoles(constant)).isEqualTo(expected.replace('_', '\u0001'));
  }

  @Test
  void leavesOutWhatItCannotHold() {
    assertThat(Recipes.joined(List.of("with \0 end"), List.of("a \u0001 b cd", "ab"), 1_000))
        .isEmpty();
    assertThat(Recipes.joined(List.of("x".repeat(600)), List.of("y".repeat(600)), 10_000))
        .isEmpty();
    assertThat(Recipes.joined(List.of("first one", "second one"), List.of(), 15))
        .isEqualTo("first one\0");
  }

  @Test
  void isFastForMessagesMadeToBeSlow() {
    String part = "a".repeat(250);
    String recipes =
        Recipes.joined(
            List.of(part + "\u0001" + part + "b\u0001" + part, "\u0001" + part + "c\u0001abc"),
            List.of(),
            100_000);
    String message = "a".repeat(4_096);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      assertThat(Recipes.shape(recipes, message)).isNull();
    }
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(10_000);
  }
}
