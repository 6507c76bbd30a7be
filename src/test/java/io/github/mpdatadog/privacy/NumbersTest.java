// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "2, 2",
    "3, 2",
    "1023, 512",
    "1024, 1024",
    "1099511627776, 1099511627776"
  })
  void aCountIsRoundedDownToAPowerOfTwo(long count, long bucket) {
    assertThat(Numbers.bucket(count)).isEqualTo(bucket);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 1_099_511_627_777L, Long.MAX_VALUE})
  void whatCountsNothingHasNoBucket(long other) {
    assertThat(Numbers.bucket(other)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "10", "123456789"})
  void plainDigitsAreANumber(String digits) {
    assertThat(Numbers.isPlainDigits(digits)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00", "01", "-1", "+1", "1 ", "/", ":", "1/", "1:", "1234567890", "\u0661"})
  void signsLeadingZerosAndForeignDigitsAreNoPlainNumber(String other) {
    assertThat(Numbers.isPlainDigits(other)).isFalse();
  }

  @Test
  void aRangeHoldsItsEnds() {
    Range range = Range.parse("-1..7");

    assertThat(range.contains(-2)).isFalse();
    assertThat(range.contains(-1)).isTrue();
    assertThat(range.contains(7)).isTrue();
    assertThat(range.contains(8)).isFalse();
    assertThat(Range.parse("7..7").contains(7)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "8..7", "..7", "7..", "a..b", ""})
  void anythingElseIsNoRange(String text) {
    assertThatThrownBy(() -> Range.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
