// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table against the exceptions of the JDK that runs this test. */
class JdkMessagesTest {

  private static final String CANARY = "Zephyrine";

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
        made("Connection refused", JdkMessagesTest::refused),
        made("Read timed out", JdkMessagesTest::timedOut));
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
    for (String line : JdkMessages.text().split("\n")) {
      String filled = line.replace("?", CANARY);
      for (Exception thrown :
          List.of(
              new IllegalArgumentException(filled),
              new IndexOutOfBoundsException(filled),
              new ClassCastException(filled),
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
    for (String line : JdkMessages.text().split("\n")) {
      if (line.startsWith("java.")) {
        type = line;
        continue;
      }
      assertThat(JdkMessages.shape(type, line.replace("?", "7")))
          .as(type + ": " + line)
          .isNotNull();
      assertThat(seen).doesNotContain(type + line);
      seen.add(type + line);
    }
    assertThat(seen).hasSizeGreaterThan(60);
  }
}
