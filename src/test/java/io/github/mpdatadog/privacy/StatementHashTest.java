// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Its key is random, so that what is tested is what every key must give. */
class StatementHashTest {

  /** Of 64 bits half should change; for one pair of texts this is seldom left by chance. */
  private static final int FEWEST = 8;

  private static final int MOST = 56;

  @Test
  void theSameStatementHasTheSameHash() {
    String statement = "SELECT id FROM visits WHERE name = 'Roe'";

    assertThat(StatementHash.of(new String(statement.toCharArray())))
        .isEqualTo(StatementHash.of(statement));
  }

  /** Lengths around the stride of 32 bytes and the words of 8. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 31, 32, 33, 39, 40, 41, 63, 64, 65, 100, 5_000})
  void everyCharacterCountsForBothHalves(int length) {
    String base = "statement ".repeat(500).substring(0, length);
    StatementHash hash = StatementHash.of(base);

    for (int i = 0; i < Math.min(length, 100); i++) {
      for (int bit = 0; bit < 7; bit++) {
        char changed = (char) (base.charAt(i) ^ 1 << bit);
        StatementHash other =
            StatementHash.of(base.substring(0, i) + changed + base.substring(i + 1));
        assertDiffers(hash.first(), other.first());
        assertDiffers(hash.second(), other.second());
      }
    }
  }

  @Test
  void theLengthCountsAsWell() {
    Set<Long> first = new HashSet<>();
    Set<Long> second = new HashSet<>();
    for (int length = 0; length < 1_000; length++) {
      StatementHash hash = StatementHash.of("\0".repeat(length));
      first.add(hash.first());
      second.add(hash.second());
    }

    assertThat(first).hasSize(1_000);
    assertThat(second).hasSize(1_000);
  }

  @Test
  void whatAByteCannotHoldCountsAsWell() {
    StatementHash low = StatementHash.of("name = '\u0041'");
    StatementHash high = StatementHash.of("name = '\u4e41'");

    assertDiffers(low.first(), high.first());
    assertDiffers(low.second(), high.second());
  }

  /** Its hash as a String is 0, and its low bytes are those of an emptied statement. */
  @Test
  void anEmptiedStatementIsNoneOfThoseThatHaveItsBytes() {
    String sameBytes = "SELECT \u9269\u0f64 FROM v\ua669\ud473its vgu WHERE name = ''";

    StatementHash emptied =
        StatementHash.withoutLiterals("SELECT id FROM visits vgu WHERE name = 'Jane'");

    assertThat(sameBytes.hashCode()).isZero();
    assertThat(emptied).isNotNull().isNotEqualTo(StatementHash.of(sameBytes));
  }

  /** A cache of 4,096 sets goes by the low bits. */
  @Test
  void theLowBitsOfBothHalvesAreSpreadEvenly() {
    int[] first = new int[64];
    int[] second = new int[64];
    for (int i = 0; i < 64_000; i++) {
      StatementHash hash = StatementHash.of("SELECT id FROM visits WHERE id = " + i);
      first[(int) hash.first() & 63]++;
      second[(int) hash.second() & 63]++;
    }

    assertThat(IntStream.of(first)).allMatch(count -> count > 700 && count < 1_300);
    assertThat(IntStream.of(second)).allMatch(count -> count > 700 && count < 1_300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT id FROM visits WHERE name = ?",
        "SELECT id FROM visits WHERE name = 'Roe' AND id = 8675309",
        "SELECT id FROM visits WHERE name = 'Roe' AND id = 8675309 -- Jane",
      })
  void nothingOfAStatementIsLeftWhereItWasRead(String statement)
      throws ReflectiveOperationException {
    StatementHash.of(statement);
    StatementHash.withoutLiterals(statement);

    Field scratch = StatementHash.class.getDeclaredField("SCRATCH");
    scratch.setAccessible(true);
    assertThat((byte[]) ((ThreadLocal<?>) scratch.get(null)).get()).containsOnly(0);
  }

  private static void assertDiffers(long one, long other) {
    assertThat(Long.bitCount(one ^ other)).isBetween(FEWEST, MOST);
  }
}
