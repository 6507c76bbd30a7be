// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdentifierSearchTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] base64(String text) {
    return Base64.getEncoder().encode(utf8(text));
  }

  static Stream<Arguments> disguises() {
    return Stream.of(
        Arguments.of("as typed", "plain text", utf8("Jane Roe")),
        Arguments.of("in capitals", "plain text", utf8("JANE ROE")),
        Arguments.of("in a query string", "plain text", utf8("name=Jane+Roe&x=1")),
        Arguments.of("percent-encoded", "URL-encoded", utf8("Jane%20Roe")),
        Arguments.of("all percent-encoded", "URL-encoded", utf8("%4aane%20%52oe")),
        Arguments.of("twice", "URL-encoded twice", utf8("Jane%2520Roe")),
        Arguments.of("base64 phase 0", "base64", base64("Jane Roe")),
        Arguments.of("base64 phase 1", "base64", base64("-Jane Roe--")),
        Arguments.of("base64 phase 2", "base64", base64("--Jane Roe-")),
        Arguments.of("base64 in capitals", "base64", base64("name: JANE ROE")),
        Arguments.of("hex", "hex", utf8(HexFormat.of().formatHex(utf8("Jane Roe")))),
        Arguments.of(
            "hex in capitals",
            "hex",
            utf8(HexFormat.of().withUpperCase().formatHex(utf8("jane roe")))),
        Arguments.of("UTF-16LE", "UTF-16", "Jane Roe".getBytes(StandardCharsets.UTF_16LE)),
        Arguments.of("UTF-16BE", "UTF-16", "jane roe".getBytes(StandardCharsets.UTF_16BE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("disguises")
  void findsANameInEveryDisguise(String what, String encoding, byte[] disguised) {
    ByteArrayOutputStream payload = new ByteArrayOutputStream();
    payload.writeBytes(new byte[] {(byte) 0x91, (byte) 0x91, 0x00});
    payload.writeBytes(disguised);
    payload.writeBytes(new byte[] {(byte) 0xc0});
    assertThat(new IdentifierSearch("Jane Roe").encodingsIn(payload.toByteArray()))
        .contains(encoding);
    assertThat(new IdentifierSearch("jane roe").encodingsIn(payload.toByteArray()))
        .as("typed in lower case")
        .contains(encoding);
  }

  @Test
  void findsNumbersWithoutTheirSeparators() {
    assertThat(new IdentifierSearch("123-45-6789").encodingsIn(utf8("ssn=123456789"))).isNotEmpty();
    assertThat(new IdentifierSearch("(212) 555-0117").encodingsIn(utf8("2125550117"))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Zoë Müller", "ZOË MÜLLER", "zoë müller"})
  void findsNamesThatAreNotAscii(String typed) {
    IdentifierSearch search = new IdentifierSearch(typed);
    assertThat(search.encodingsIn(utf8("Zoë Müller"))).contains("plain text");
    assertThat(search.encodingsIn("Zoë Müller".getBytes(StandardCharsets.ISO_8859_1)))
        .contains("ISO-8859-1");
    assertThat(search.encodingsIn(utf8("Zo%C3%AB+M%C3%BCller"))).isNotEmpty();
  }

  @Test
  void findsNothingWhereNothingIs() {
    IdentifierSearch search = new IdentifierSearch("Jane Roe");
    assertThat(search.encodingsIn(utf8("GET /patients/{mrn} Jane Doe, Janet Roebuck"))).isEmpty();
    assertThat(search.encodingsIn(new byte[0])).isEmpty();
    assertThat(search.encodingsIn(utf8("100%"))).isEmpty();
  }

  @Test
  void refusesTextThatIsFoundEverywhereByChance() {
    assertThatThrownBy(() -> new IdentifierSearch(" 17 ")).hasMessageContaining("shorter");
  }
}
