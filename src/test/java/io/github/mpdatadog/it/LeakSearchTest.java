// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A search that finds nothing proves nothing, unless it is known to find what is there. */
class LeakSearchTest {
  private static final String NAME = "Zephyrine \"O'Quack\" Łęk/<b>";
  private static final String SSN = "123-45-6789";
  private static final long SSN_AS_NUMBER = 123456789L;

  private final LeakSearch search = new LeakSearch(List.of(NAME, SSN));

  static Stream<Arguments> shapes() throws Exception {
    byte[] name = NAME.getBytes(UTF_8);
    return Stream.of(
        Arguments.of("raw", name),
        Arguments.of("upper case", "ZEPHYRINE \"O'QUACK\" Łęk/<B>".getBytes(UTF_8)),
        Arguments.of("latin-1", SSN.getBytes(ISO_8859_1)),
        Arguments.of(
            "form encoded", "Zephyrine+%22O%27Quack%22+%C5%81%C4%99k%2F%3Cb%3E".getBytes(UTF_8)),
        Arguments.of(
            "url encoded, lower-case hex",
            "Zephyrine%20%22O%27Quack%22%20%c5%81%c4%99k%2f%3cb%3e".getBytes(UTF_8)),
        Arguments.of("every byte url encoded", "%31%32%33%2d%34%35%2D%36%37%38%39".getBytes(UTF_8)),
        Arguments.of("json", "Zephyrine \\\"O'Quack\\\" \\u0141\\u0119k/<b>".getBytes(UTF_8)),
        Arguments.of("html", "Zephyrine &#34;O&#39;Quack&#34; Łęk/&lt;b&gt;".getBytes(UTF_8)),
        Arguments.of(
            "html, named", "Zephyrine &quot;O&apos;Quack&quot; Łęk/&lt;b&gt;".getBytes(UTF_8)),
        Arguments.of("hex, lower", HexFormat.of().formatHex(name).getBytes(UTF_8)),
        Arguments.of("hex, upper", HexFormat.of().withUpperCase().formatHex(name).getBytes(UTF_8)),
        Arguments.of("utf-16le", NAME.getBytes(UTF_16LE)),
        Arguments.of("utf-16be", NAME.getBytes(UTF_16BE)),
        Arguments.of("base64", Base64.getEncoder().encode(name)),
        Arguments.of("base64, one byte before", Base64.getEncoder().encode(after("x", name))),
        Arguments.of("base64, two bytes before", Base64.getEncoder().encode(after("xy", name))),
        Arguments.of("base64url", Base64.getUrlEncoder().encode(after("xyz?", name))),
        Arguments.of("reversed", new StringBuilder(SSN).reverse().toString().getBytes(UTF_8)),
        Arguments.of("digits only", "123456789".getBytes(UTF_8)),
        Arguments.of("long", ByteBuffer.allocate(8).putLong(SSN_AS_NUMBER).array()),
        Arguments.of("double", ByteBuffer.allocate(8).putDouble(SSN_AS_NUMBER).array()),
        Arguments.of(
            "msgpack integer",
            ByteBuffer.allocate(5).put((byte) 0xce).putInt((int) SSN_AS_NUMBER).array()),
        Arguments.of("md5", hexDigest("MD5", NAME)),
        Arguments.of("sha-1", hexDigest("SHA-1", NAME)),
        Arguments.of("sha-256", hexDigest("SHA-256", SSN)),
        Arguments.of(
            "sha-256 of lower case", hexDigest("SHA-256", "zephyrine \"o'quack\" łęk/<b>")),
        Arguments.of("gzip", gzip(name)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void findsTheIdentifierInEveryShape(String shape, byte[] hidden) {
    byte[] alone = hidden;
    byte[] amidst = shape.equals("gzip") ? hidden : after("head=", after("", hidden), "&tail");
    assertThat(search.in(alone)).as("alone").isNotEmpty();
    assertThat(search.in(amidst)).as("amidst other bytes").isNotEmpty();
  }

  @Test
  void findsASingleWordOfAName() {
    LeakSearch words = new LeakSearch(List.of("Zephyrine"));
    assertThat(words.in("GET /patients/zephyrine-q".getBytes(UTF_8)))
        .extracting(LeakSearch.Hit::identifier)
        .contains("Zephyrine");
  }

  @Test
  void saysWhereTheIdentifierWas() {
    assertThat(search.in("ssn=123-45-6789".getBytes(UTF_8)))
        .contains(new LeakSearch.Hit(SSN, "raw", 4));
  }

  @Test
  void findsNothingInFourMegabytesOfNoise() {
    byte[] noise = new byte[4 << 20];
    new Random(7).nextBytes(noise);
    assertThat(Identifiers.search().in(noise)).isEmpty();
  }

  @Test
  void findsEveryIdentifierOfTheMadeUpPatients() {
    LeakSearch all = Identifiers.search();
    assertThat(Identifiers.values())
        .hasSizeGreaterThan(18)
        .allSatisfy(value -> assertThat(all.in(value.getBytes(UTF_8))).isNotEmpty());
  }

  @Test
  void doesNotMistakeOrdinaryTelemetryForALeak() {
    String ordinary =
        "GET /clinic/api/patients/{mrn} web http.status_code 200 _dd.p.tid 692156c800000000"
            + " it-clinic test 1.2.3 server servlet.request io.github.mpdatadog.it.app.Notes";
    assertThat(Identifiers.search().in(ordinary.getBytes(UTF_8))).isEmpty();
  }

  private static byte[] after(String before, byte[] bytes) {
    return after(before, bytes, "");
  }

  private static byte[] after(String before, byte[] bytes, String behind) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(before.getBytes(UTF_8));
    joined.writeBytes(bytes);
    joined.writeBytes(behind.getBytes(UTF_8));
    return joined.toByteArray();
  }

  private static byte[] hexDigest(String algorithm, String text) throws Exception {
    byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8));
    return HexFormat.of().formatHex(digest).getBytes(UTF_8);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
