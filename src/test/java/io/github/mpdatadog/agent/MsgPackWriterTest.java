// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything written is read back by an independent decoder. */
class MsgPackWriterTest {
  private final MsgPackWriter writer = new MsgPackWriter(1);

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "127, 1",
    "128, 2",
    "255, 2",
    "256, 3",
    "65535, 3",
    "65536, 5",
    "4294967295, 5",
    "4294967296, 9",
    "9223372036854775807, 9",
    "-1, 1",
    "-32, 1",
    "-33, 2",
    "-128, 2",
    "-129, 3",
    "-32768, 3",
    "-32769, 5",
    "-2147483648, 5",
    "-2147483649, 9",
    "-9223372036854775808, 9"
  })
  void integersTakeTheShortestForm(long value, int bytes) {
    writer.integer(value);

    assertThat(Decoded.value(writer.toByteArray()).asIntegerValue().asLong()).isEqualTo(value);
    assertThat(writer.size()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, Long.MAX_VALUE, Long.MIN_VALUE, -1})
  void idsAreAlwaysUnsigned64BitIntegers(long id) {
    writer.id(id);

    assertThat(writer.array()[0]).isEqualTo((byte) 0xcf);
    assertThat(writer.size()).isEqualTo(9);
    assertThat(Decoded.value(writer.toByteArray()).asIntegerValue().asBigInteger())
        .isEqualTo(new BigInteger(Long.toUnsignedString(id)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, 1, 0.1, Double.MIN_VALUE, Double.MAX_VALUE, 1e-300})
  void floatsAreAlways64Bit(double value) {
    writer.float64(value);

    assertThat(writer.array()[0]).isEqualTo((byte) 0xcb);
    assertThat(Decoded.value(writer.toByteArray()).asFloatValue().toDouble()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 255, 256, 65_535, 65_536, 200_000})
  void stringsOfEveryLengthClassAreKept(int length) {
    for (String unit : new String[] {"a", "é", "€", "😀"}) {
      MsgPackWriter fresh = new MsgPackWriter(1);
      String text = unit.repeat(length);
      fresh.string(text);

      assertThat(Decoded.value(fresh.toByteArray()).asStringValue().asString()).isEqualTo(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a\uD83D', 'a\uFFFD'",
    "'\uDE00b', '\uFFFDb'",
    "'\uDE00\uD83D', '\uFFFD\uFFFD'",
    "'\uD83D\uD83D\uDE00', '\uFFFD😀'",
  })
  void loneSurrogatesAreReplaced(String text, String expected) {
    writer.string(text);

    assertThat(Decoded.value(writer.toByteArray()).asStringValue().asString()).isEqualTo(expected);
  }

  @Test
  void cutsBetweenCodePoints() {
    writer.string("ab😀", 3);

    assertThat(Decoded.value(writer.toByteArray()).asStringValue().asString()).isEqualTo("ab");
  }

  @Test
  void randomTextIsEncodedAsTheJdkDoes() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(80); j > 0; j--) {
        int bits = 7 + random.nextInt(14);
        int point = random.nextInt(Math.min(1 << bits, Character.MAX_CODE_POINT + 1));
        text.appendCodePoint(point); // surrogates too
      }
      MsgPackWriter fresh = new MsgPackWriter(1);
      fresh.string(text);

      String read = Decoded.value(fresh.toByteArray()).asStringValue().asString();
      String jdk = new String(text.toString().getBytes(UTF_8), UTF_8).replace('?', '\uFFFD');
      assertThat(read.replace('?', '\uFFFD')).isEqualTo(jdk);
    }
  }

  @Test
  void randomIntegersSurvive() {
    Random random = new Random(42);
    for (int i = 0; i < 10_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      MsgPackWriter fresh = new MsgPackWriter(1);
      fresh.integer(value);

      assertThat(Decoded.value(fresh.toByteArray()).asIntegerValue().asLong()).isEqualTo(value);
    }
  }

  @Test
  void openContainersGetTheirCountLater() {
    int map = writer.openMap();
    writer.string("list");
    int list = writer.openArray();
    writer.integer(1);
    writer.integer(2);
    writer.close(list, 2);
    writer.close(map, 1);

    assertThat(Decoded.value(writer.toByteArray()).toJson()).isEqualTo("{\"list\":[1,2]}");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 15, 16, 70_000})
  void mapsOfKnownSizeAreRead(int entries) {
    writer.map(entries);
    for (int i = 0; i < entries; i++) {
      writer.integer(i);
      writer.integer(-i);
    }

    assertThat(Decoded.value(writer.toByteArray()).asMapValue().size()).isEqualTo(entries);
  }
}
