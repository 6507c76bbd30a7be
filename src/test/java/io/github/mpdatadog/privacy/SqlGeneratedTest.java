// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SqlGeneratedTest {

  private static final int STATEMENTS = Integer.getInteger("sql.statements", 1_000_000);
  private static final int MUTANTS = STATEMENTS / 5 * 2;
  private static final long SEED = Long.getLong("sql.seed", 20_261_122L);

  /** The strongest form of "no data": the same code with other data has the same shape. */
  @Test
  void aShapeDoesNotDependOnTheDataOfItsStatement() {
    int cut = 0;
    for (int i = 0; i < STATEMENTS / 2; i++) {
      String one = SqlGenerator.statement(SEED + i, SEED - 2L * i - 1);
      String other = SqlGenerator.statement(SEED + i, SEED - 2L * i - 2);
      String shape = checked(one, SEED + i);
      String otherShape = checked(other, SEED + i);
      if (!shape.equals(otherShape)) {
        cut++;
        boolean prefix = shape.startsWith(uncut(otherShape)) || otherShape.startsWith(uncut(shape));
        if (!prefix) {
          assertThat(shape).as("seed %d: %s\n%s", SEED + i, one, other).isEqualTo(otherShape);
        }
      }
    }
    // Ambiguous data cuts a shape short, and nothing else may make two of them differ.
    assertThat(cut).isBetween(1, STATEMENTS / 4);
  }

  @Test
  void cutAndDamagedStatementsAreSafe() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < MUTANTS; i++) {
      StringBuilder text = new StringBuilder(SqlGenerator.statement(SEED + i, SEED - i));
      for (int flips = random.nextInt(4); flips > 0 && !text.isEmpty(); flips--) {
        int at = random.nextInt(text.length());
        if (text.charAt(at) != 'Z' && text.charAt(at) != 'q' && text.charAt(at) != 'x') {
          text.setCharAt(at, (char) (text.charAt(at) ^ 1 << random.nextInt(16)));
        }
      }
      int from = random.nextInt(text.length() + 1);
      int to = from + random.nextInt(text.length() + 1 - from);
      checked(random.nextBoolean() ? text.substring(0, to) : text.substring(from), SEED + i);
      checked(text.substring(from, to), SEED + i);
    }
  }

  private static String checked(String statement, long seed) {
    String shape = SqlFixture.shape(statement);
    String folded = shape.toLowerCase(Locale.ROOT);
    if (folded.contains("zqx") || !SqlFixture.foreignWord(shape).isEmpty()) {
      assertThat(shape).as("seed %d: %s", seed, statement).isEmpty();
    }
    return shape;
  }

  /** A shape that was cut ends in one ?, which elsewhere may be the beginning of something else. */
  private static String uncut(String shape) {
    int end = shape.length();
    while (end > 0 && " ,?(".indexOf(shape.charAt(end - 1)) >= 0) {
      end--;
    }
    return shape.substring(0, end);
  }
}
