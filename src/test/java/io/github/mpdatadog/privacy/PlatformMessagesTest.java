// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FileInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import javax.crypto.Cipher;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table against the exceptions of the JDK that runs this test. */
class PlatformMessagesTest {

  private static final String CANARY = "Zephyrine";
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final MessageShapes shapes =
      new MessageShapes(
          new Vocabulary(),
          new Tripwire(1, new Ledger()),
          new KnownFrames(new Vocabulary(), new Ledger()));

  private static Arguments made(String shape, Callable<?> failing) {
    return Arguments.of(shape, failing);
  }

  static List<Arguments> real() {
    return List.of(
        made("/ by zero", () -> 1 / Integer.parseInt("0")),
        made("integer overflow", () -> Math.addExact(Integer.MAX_VALUE, 1)),
        made("long overflow", () -> Math.multiplyExact(Long.MAX_VALUE, 2L)),
        made("BigInteger divide by zero", () -> BigInteger.ONE.divide(BigInteger.ZERO)),
        made("Division by zero", () -> BigDecimal.ONE.divide(BigDecimal.ZERO)),
        made(
            "Non-terminating decimal expansion; no exact representable decimal result.",
            () -> BigDecimal.ONE.divide(BigDecimal.TEN.subtract(new BigDecimal(7)))),
        made("Index ? out of bounds for length ?", () -> new int[3][5].clone()[5]),
        made("Index ? out of bounds for length ?", () -> List.of(1, 2, 3, 4).get(77)),
        made("Index ? out of bounds for length ?", () -> new ArrayList<>(List.of(1)).get(4)),
        made(ofSubstring(), () -> CANARY.substring(4, 99)),
        made("Range [?, ?) out of bounds for length ?", () -> Objects.checkFromToIndex(2, 9, 5)),
        made("For input string: ?", () -> Integer.parseInt(CANARY)),
        made("Cannot parse null string", () -> Integer.parseInt(null)),
        made("class ? cannot be cast to class ?", () -> (Integer) (Object) CANARY),
        made("No enum constant ?", () -> TimeUnit.valueOf(CANARY)),
        made("Invalid UUID string: ?", () -> UUID.fromString(CANARY)),
        made("Queue full", () -> new ArrayBlockingQueue<>(1, false, List.of(1)).add(2)),
        made("No value present", () -> Optional.empty().orElseThrow()),
        made(
            "Duplicate key ? (attempted merging values ? and ?)",
            () -> Stream.of(CANARY, CANARY).collect(Collectors.toMap(k -> k, k -> k))),
        made(
            "stream has already been operated upon or closed",
            () -> {
              Stream<Integer> stream = Stream.of(1);
              stream.count();
              return stream.count();
            }),
        made("Text '?' could not be parsed at index ?", () -> LocalDate.parse(CANARY)),
        made("Invalid date '?'", () -> LocalDate.of(2026, 2, 30)),
        made("Unable to obtain ? from TemporalAccessor: ? of type ?", () -> LocalDate.from(NOON)),
        made("Unsupported field: ?", () -> NOON.get(ChronoField.YEAR)),
        made("Unsupported unit: ?", () -> LocalDate.EPOCH.plus(1, ChronoUnit.HOURS)),
        made("Unknown time-zone ID: ?", () -> ZoneId.of("Europe/" + CANARY)),
        made("Text cannot be parsed to a Duration", () -> Duration.parse(CANARY)),
        made("Unparseable date: ?", () -> new SimpleDateFormat("yyyy", Locale.ROOT).parse(CANARY)),
        made("Unparseable number: ?", () -> NumberFormat.getInstance(Locale.ROOT).parse(CANARY)),
        made("Illegal pattern character '?'", () -> new SimpleDateFormat("jj", Locale.ROOT)),
        made("Illegal base64 character ?", () -> Base64.getDecoder().decode("é" + CANARY)),
        made("Illegal character in path at index ?: ?", () -> new URI("http://x/" + CANARY + " ")),
        made("Illegal character in query at index ?: ?", () -> URI.create("/?" + CANARY + " ")),
        made("no protocol: ?", () -> new URL(CANARY)),
        made("Unclosed group near index ?", () -> Pattern.compile("(")),
        made("Format specifier '?'", () -> String.format(CANARY + "%s%s", CANARY)),
        made("No match found", () -> Pattern.compile(CANARY).matcher("").group()),
        made("duplicate element: ?", () -> Set.of(CANARY, CANARY)),
        made("duplicate key: ?", () -> Map.of(CANARY, 1, CANARY, 2)),
        made("Rounding necessary", () -> new BigDecimal("1.5").toBigIntegerExact()),
        made("empty String", () -> Double.parseDouble("")),
        made("Not in GZIP format", () -> new GZIPInputStream(bytes())),
        made("incorrect header check", () -> new InflaterInputStream(bytes()).readAllBytes()),
        made("Input length = ?", () -> UTF_8.newDecoder().decode(ByteBuffer.wrap(new byte[] {-1}))),
        made("? (No such file or directory)", () -> new FileInputStream("/" + CANARY)),
        made("Cannot find any provider supporting ?", () -> Cipher.getInstance(CANARY)),
        made("? MessageDigest not available", () -> MessageDigest.getInstance(CANARY)),
        made("Can't find bundle for base name ?, locale ?", () -> ResourceBundle.getBundle(CANARY)),
        made("Unsupported or unrecognized SSL message", PlatformMessagesTest::notTls),
        made("Connection refused", PlatformMessagesTest::refused),
        made("Read timed out", PlatformMessagesTest::timedOut));
  }

  private static InputStream bytes() {
    return new ByteArrayInputStream(CANARY.getBytes(UTF_8));
  }

  private static Object notTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        SSLSocket client =
            (SSLSocket)
                SSLSocketFactory.getDefault()
                    .createSocket(plain.getInetAddress(), plain.getLocalPort());
        Socket answering = plain.accept()) {
      answering.getOutputStream().write(CANARY.getBytes(UTF_8));
      client.startHandshake();
      return client;
    }
  }

  /** Newer JDKs say it in the words of {@link Objects#checkFromToIndex}. */
  private static String ofSubstring() {
    try {
      return CANARY.substring(4, 99);
    } catch (StringIndexOutOfBoundsException thrown) {
      return thrown.getMessage().startsWith("begin")
          ? "begin ?, end ?, length ?"
          : "Range [?, ?) out of bounds for length ?";
    }
  }

  private static Object refused() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static Object timedOut() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
      socket.setSoTimeout(50);
      return socket.getInputStream().read();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("real")
  void messagesOfTheJdkKeepTheirShape(String shape, Callable<?> failing) {
    Throwable thrown = null;
    try {
      failing.call();
    } catch (Exception expected) {
      thrown = expected;
    }

    assertThat(shapes.of(Objects.requireNonNull(thrown))).as("%s", thrown).isEqualTo(shape);
  }

  @Test
  void theHelpfulMessageOfANullPointerLosesTheVariableThatItNames() {
    int[] names = null;
    try {
      names[0]++;
    } catch (NullPointerException thrown) {
      assertThat(shapes.of(thrown)).isEqualTo("Cannot load from ? array because ? is null");
    }
  }

  @Test
  void anythingElseIsDropped() {
    assertThat(shapes.of(new IllegalStateException("Patient " + CANARY))).isNull();
    assertThat(shapes.of(new NoSuchElementException(CANARY))).isNull();
    assertThat(shapes.of(new ArithmeticException(CANARY))).isNull();
  }

  @Test
  void nothingOfAMessageThatImitatesOneCanLeave() {
    for (String line : PlatformMessages.text().split("\n")) {
      String filled = line.replace("?", CANARY);
      for (Throwable thrown :
          List.of(
              new IllegalArgumentException(filled),
              new IndexOutOfBoundsException(filled),
              new ClassCastException(filled),
              new java.time.DateTimeException(filled),
              new java.text.ParseException(filled, 0),
              new java.security.GeneralSecurityException(filled),
              new NoClassDefFoundError(filled),
              new java.io.IOException(filled))) {
        assertThat(String.valueOf(shapes.of(thrown))).doesNotContain(CANARY);
      }
    }
  }

  /** A shape without letters, or doubled, would be a mistake of the table. */
  @Test
  void everyLineOfTheTableIsUsable() {
    String type = "";
    List<String> seen = new ArrayList<>();
    for (String line : PlatformMessages.text().split("\n")) {
      if (line.startsWith("java.") || line.startsWith("jakarta.")) {
        type = line;
        continue;
      }
      assertThat(PlatformMessages.shape(type, line.replace("?", "7")))
          .as(type + ": " + line)
          .isNotNull();
      assertThat(seen).doesNotContain(type + line);
      seen.add(type + line);
    }
    assertThat(seen).hasSizeGreaterThan(60);
  }
}
