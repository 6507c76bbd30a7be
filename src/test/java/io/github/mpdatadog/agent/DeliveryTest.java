// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.FakeAgent.OK;
import static io.github.mpdatadog.agent.FakeAgent.answer;
import static io.github.mpdatadog.agent.FakeAgent.saying;
import static io.github.mpdatadog.agent.FakeAgent.sayingAndClosing;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The exporter against Agents that are well, ill, gone, or something else. */
@Timeout(60)
class DeliveryTest {
  private static final SpanData SPAN = TestSpans.span(SpanKind.SERVER, Attributes.empty()).build();

  /** Never reached, however busy the machine is. */
  private static final Duration LONG = Duration.ofSeconds(50);

  private static final Duration SHORT = Duration.ofMillis(300);

  private static final String FILLING = "x".repeat(10_000);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
  private FakeAgent agent;
  private DatadogSpanExporter exporter;

  @BeforeEach
  void start() throws IOException {
    agent = FakeAgent.onTcp();
    exporter = exporter(agent.url());
  }

  @AfterEach
  void stop() throws IOException {
    exporter.shutdown();
    agent.close();
  }

  @Test
  void sendsOneRequestWithAllHeaders() {
    assertThat(export(SPAN)).isTrue();

    FakeAgent.Request request = agent.requests.get(0);
    assertThat(request.line()).isEqualTo("PUT /v0.4/traces HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("host", "127.0.0.1:" + agent.port())
        .containsEntry("content-type", "application/msgpack")
        .containsEntry("content-length", Integer.toString(request.body().length))
        .containsEntry("x-datadog-trace-count", "1")
        .containsEntry("datadog-meta-lang", "java")
        .containsEntry("datadog-meta-lang-version", System.getProperty("java.version"))
        .containsEntry("datadog-meta-lang-interpreter", System.getProperty("java.vm.name"))
        .containsEntry("datadog-meta-lang-interpreter-vendor", System.getProperty("java.vm.vendor"))
        .containsEntry("datadog-meta-tracer-version", "0.1.0")
        .containsEntry("datadog-client-computed-top-level", "yes")
        .containsEntry("datadog-send-real-http-status", "true")
        .doesNotContainKeys("transfer-encoding", "datadog-client-computed-stats");
    assertThat(Decoded.payload(request.body())).hasSize(1);
    assertThat(exporter.statistics().sentSpans()).isEqualTo(1);
    assertThat(exporter.statistics().droppedSpans()).isZero();
  }

  @Test
  void speaksOverAUnixSocket(@TempDir Path directory) throws IOException {
    try (FakeAgent unix = FakeAgent.onUnixSocket(directory.resolve("apm.socket"))) {
      exporter = exporter(unix.url());

      assertThat(export(SPAN)).isTrue();
      assertThat(export(SPAN)).isTrue();

      assertThat(unix.requests).hasSize(2);
      assertThat(unix.connections).hasValue(1);
      assertThat(unix.requests.get(0).headers()).containsEntry("host", "localhost");
    }
  }

  @Test
  void anAbsentUnixSocketIsUnreachable(@TempDir Path directory) {
    exporter = exporter(URI.create("unix://" + directory.resolve("apm.socket")));

    assertThat(export(SPAN)).isFalse();

    assertThat(dropped(DropReason.UNREACHABLE)).isEqualTo(1);
  }

  @Test
  void oneConnectionCarriesManyRequests() {
    for (int i = 0; i < 20; i++) {
      assertThat(export(SPAN)).isTrue();
    }

    assertThat(agent.connections).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", // closed without a word
        "HTTP/1.1 200 OK\r\n\r\n{}",
      })
  void aClosedConnectionIsReplacedWithoutLoss(String answer) {
    agent.behaviour = sayingAndClosing(answer);

    for (int i = 0; i < 10; i++) {
      assertThat(export(SPAN)).isTrue();
    }

    assertThat(agent.connections).hasValue(10);
    assertThat(exporter.statistics().droppedSpans()).isZero();
  }

  @Test
  void aRequestOnAConnectionThatDiesUnansweredIsSentOnceMore() {
    assertThat(export(SPAN)).isTrue();
    agent.behaviour =
        connection -> {
          agent.behaviour = saying(OK);
          return false;
        };

    assertThat(export(SPAN)).isTrue();

    assertThat(agent.requests).hasSize(3);
    assertThat(agent.connections).hasValue(2);
  }

  @Test
  void aFreshConnectionThatDiesUnansweredIsNotTriedAgain() {
    agent.behaviour = sayingAndClosing("");

    assertThat(export(SPAN)).isFalse();

    assertThat(agent.requests).hasSize(1);
    assertThat(dropped(DropReason.CONNECTION_LOST)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "400, REJECTED, false",
    "404, REJECTED, false",
    "408, REJECTED, false",
    "413, TOO_LARGE, false",
    "429, OVERLOADED, true",
    "500, AGENT_ERROR, true",
    "503, AGENT_ERROR, true",
  })
  void aRefusalIsCountedByReason(int status, DropReason reason, boolean backsOff) {
    agent.behaviour = saying(answer(status, "no"));

    assertThat(export(SPAN)).isFalse();
    assertThat(export(SPAN)).isFalse();

    assertThat(agent.requests).hasSize(backsOff ? 1 : 2);
    assertThat(dropped(reason)).isEqualTo(backsOff ? 1 : 2);
    assertThat(dropped(DropReason.BACK_OFF)).isEqualTo(backsOff ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "'SSH-2.0-OpenSSH_9.2\r\n', MALFORMED_ANSWER",
    "'HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n', MALFORMED_ANSWER",
    "'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort', CONNECTION_LOST",
    "'HTTP/1.1 200 OK\r\nContent-', CONNECTION_LOST",
  })
  void anAnswerThatIsNoneIsAFailure(String answer, DropReason reason) {
    agent.behaviour = sayingAndClosing(answer);

    assertThat(export(SPAN)).isFalse();

    assertThat(dropped(reason)).isEqualTo(1);
  }

  @Test
  void anAnswerOfTenMegabytesIsNotRead() {
    agent.behaviour =
        connection -> {
          saying("HTTP/1.1 200 OK\r\nX: ").answer(connection);
          for (int i = 0; i < 10_240; i++) {
            connection.write(ByteBuffer.wrap(new byte[1024]));
          }
          return false;
        };

    assertThat(export(SPAN)).isFalse();

    assertThat(dropped(DropReason.MALFORMED_ANSWER)).isEqualTo(1);
  }

  @Test
  void aRefusalBeforeTheBodyWasReadIsUnderstood() throws Exception {
    try (var server = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var served =
          CompletableFuture.runAsync(
              () -> {
                try (server;
                    var socket = server.accept()) {
                  socket.getInputStream().read(); // not the rest
                  socket
                      .getOutputStream()
                      .write(answer(413, "").getBytes(StandardCharsets.US_ASCII));
                  Thread.sleep(500);
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      exporter = exporter(URI.create("http://127.0.0.1:" + server.getLocalPort()));

      exporter.export(large(300));

      assertThat(dropped(DropReason.TOO_LARGE)).isPositive();
      served.get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void neverAnsweringEndsAtTheDeadline() {
    exporter = exporter(agent.url(), SHORT);
    agent.behaviour = FakeAgent.silent();

    long millis = timed(() -> assertThat(export(SPAN)).isFalse());

    assertThat(millis).isBetween(250L, 5_000L);
    assertThat(dropped(DropReason.TIMEOUT)).isEqualTo(1);
  }

  @Test
  void tricklingEndsAtTheDeadlineToo() {
    exporter = exporter(agent.url(), SHORT);
    agent.behaviour = FakeAgent.trickling("HTTP/1.1 200 OK\r\nX: " + "x".repeat(1_000));

    long millis = timed(() -> assertThat(export(SPAN)).isFalse());

    assertThat(millis).isBetween(250L, 5_000L);
    assertThat(dropped(DropReason.TIMEOUT)).isEqualTo(1);
  }

  @Test
  void aSlowAnswerInTimeIsFine() {
    agent.behaviour =
        connection -> {
          Thread.sleep(100);
          return saying(OK).answer(connection);
        };

    assertThat(export(SPAN)).isTrue();
  }

  @Test
  void aPeerThatDoesNotReadEndsAtTheDeadline() throws IOException {
    try (var server = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      exporter = exporter(URI.create("http://127.0.0.1:" + server.getLocalPort()), SHORT);

      long millis = timed(() -> exporter.export(large(2_000)));

      assertThat(millis).isLessThan(10_000);
      assertThat(dropped(DropReason.TIMEOUT)).isPositive();
      assertThat(dropped(DropReason.BACK_OFF)).as("the rest is not tried").isPositive();
    }
  }

  @Test
  void backsOffWhileTheAgentIsGoneAndRecovers() throws IOException {
    int port = agent.port();
    agent.close();

    assertThat(export(SPAN)).isFalse();
    assertThat(export(SPAN)).isFalse();
    assertThat(dropped(DropReason.UNREACHABLE)).isEqualTo(1);
    assertThat(dropped(DropReason.BACK_OFF)).isEqualTo(1);

    agent = FakeAgent.onTcp(port);
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(249));
    assertThat(export(SPAN)).isFalse();
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
    assertThat(export(SPAN)).isTrue();
    assertThat(export(SPAN)).isTrue();
    assertThat(exporter.statistics().sentSpans()).isEqualTo(2);
  }

  @Test
  void payloadsShrinkAfterTheAgentFoundOneTooLarge() {
    exporter.export(large(300));
    int before = largest(agent.requests);
    agent.requests.clear();
    agent.behaviour = saying(answer(413, ""));
    export(SPAN);
    export(SPAN);
    agent.requests.clear();
    agent.behaviour = saying(OK);

    exporter.export(large(300));

    assertThat(before).isBetween(1_000_000, 1_200_000);
    assertThat(largest(agent.requests)).isBetween(250_000, 300_000);
  }

  /** What was in front of the Agent may be gone, and large spans would be lost until a restart. */
  @Test
  void payloadsGrowAgainWhileNoneIsFoundTooLarge() {
    agent.behaviour = saying(answer(413, ""));
    for (int i = 0; i < 10; i++) {
      export(SPAN);
    }
    agent.behaviour = saying(OK);
    exporter.export(large(300));
    int smallest = largest(agent.requests);

    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      now.addAndGet(TimeUnit.MINUTES.toNanos(10) - 1);
      agent.requests.clear();
      exporter.export(large(300));
      assertThat(largest(agent.requests)).isEqualTo(i == 0 ? smallest : sizes.get(i - 1));
      now.addAndGet(1);
      agent.requests.clear();
      exporter.export(large(300));
      sizes.add(largest(agent.requests));
    }

    assertThat(smallest).isBetween(60_000, 80_000);
    assertThat(sizes.get(0)).isBetween(125_000, 145_000);
    assertThat(sizes.get(3)).isBetween(1_000_000, 1_200_000);
    assertThat(sizes.get(5)).isEqualTo(sizes.get(3));
  }

  @Test
  void aSpanThatIsTooLargeForSmallPayloadsIsSentOnceTheyGrow() {
    SpanData large =
        TestSpans.span(
                SpanKind.SERVER,
                TestSpans.attributes(
                    IntStream.range(0, 8)
                        .mapToObj(i -> "a" + i + "=" + FILLING)
                        .toArray(String[]::new)))
            .build();
    agent.behaviour = saying(answer(413, ""));
    for (int i = 0; i < 4; i++) {
      export(SPAN);
    }
    agent.behaviour = saying(OK);
    assertThat(export(large)).isFalse();

    now.addAndGet(TimeUnit.MINUTES.toNanos(10));

    assertThat(export(large)).isTrue();
  }

  @Test
  void everySpanOfALargeBatchArrivesOnceInBoundedPayloads() {
    List<SpanData> spans = large(500);

    assertThat(exporter.export(spans).isSuccess()).isTrue();

    List<String> ids = new ArrayList<>();
    for (FakeAgent.Request request : agent.requests) {
      assertThat(request.body()).hasSizeLessThan(1_200_000);
      Decoded.payload(request.body())
          .forEach(
              chunk -> {
                assertThat(Decoded.meta(chunk.get(0))).containsKey("_dd.p.tid");
                assertThat(Decoded.metrics(chunk.get(0))).containsKey("_sampling_priority_v1");
                chunk.forEach(span -> ids.add(span.get("span_id").toString()));
              });
    }
    assertThat(agent.requests).hasSizeGreaterThan(3);
    assertThat(ids).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void anEmptyBatchSendsNothing() {
    assertThat(exporter.export(List.of()).isSuccess()).isTrue();

    assertThat(agent.requests).isEmpty();
  }

  @Test
  void shutdownEndsARunningRequestSoon() throws Exception {
    agent.behaviour = FakeAgent.silent();
    CompletableFuture<Boolean> running = CompletableFuture.supplyAsync(() -> export(SPAN));
    while (agent.requests.isEmpty()) {
      Thread.sleep(5);
    }

    long millis = timed(() -> assertThat(exporter.shutdown().isSuccess()).isTrue());

    assertThat(millis).isLessThan(5_000);
    assertThat(running.get(5, TimeUnit.SECONDS)).isFalse();
    assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(1);
  }

  @Test
  void afterShutdownEverythingIsDropped() {
    exporter.shutdown();

    assertThat(export(SPAN)).isFalse();
    assertThat(exporter.shutdown().isSuccess()).isTrue();

    assertThat(agent.connections).hasValue(0);
    assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(1);
  }

  @RepeatedTest(300) // an answer that is faster than the look at the flag is rare
  void anInterruptedThreadGetsItsFlagBack() {
    Thread.currentThread().interrupt();

    boolean success = export(SPAN);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(success).isFalse();
    assertThat(dropped(DropReason.SHUTDOWN)).isEqualTo(1);
  }

  @Test
  void concurrentExportsAllArrive() {
    List<CompletableFuture<Boolean>> running = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      running.add(CompletableFuture.supplyAsync(() -> export(SPAN)));
    }

    assertThat(running).allSatisfy(result -> assertThat(result.get()).isTrue());
    assertThat(exporter.statistics().sentSpans()).isEqualTo(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 500})
  void keepsNoSpan(int status) throws InterruptedException {
    agent.behaviour = saying(answer(status, ""));
    SpanData span = TestSpans.span(SpanKind.SERVER, Attributes.empty()).build();
    WeakReference<SpanData> reference = new WeakReference<>(span);

    export(span);
    span = null;

    while (reference.get() != null) { // or the time-out of this test
      System.gc();
      Thread.sleep(10);
    }
  }

  @Test
  void startsNoThread() {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    export(SPAN);
    Set<Thread> started = new HashSet<>(Thread.getAllStackTraces().keySet());
    started.removeAll(before);

    // The JVM's own, such as a compiler's, are in another group.
    ThreadGroup ours = Thread.currentThread().getThreadGroup();
    assertThat(started).noneMatch(thread -> thread.getThreadGroup() == ours);
  }

  private static int largest(List<FakeAgent.Request> requests) {
    return requests.stream().mapToInt(request -> request.body().length).max().orElseThrow();
  }

  /** So many spans of one trace, some 10 KB each. */
  private static List<SpanData> large(int count) {
    List<SpanData> spans = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      spans.add(
          TestSpans.child(
                  String.format("%016x", i),
                  TestSpans.ROOT,
                  SpanKind.INTERNAL,
                  TestSpans.attributes("filling=" + FILLING))
              .build());
    }
    return spans;
  }

  private DatadogSpanExporter exporter(URI url) {
    return exporter(url, LONG);
  }

  private DatadogSpanExporter exporter(URI url, Duration timeout) {
    return DatadogSpanExporter.create(settings(url, timeout), now::get);
  }

  private static AgentSettings settings(URI url, Duration timeout) {
    return new AgentSettings(url, 1, Map.of(), "0.1.0", "runtime", timeout, timeout);
  }

  private boolean export(SpanData span) {
    return exporter.export(List.of(span)).isSuccess();
  }

  private long dropped(DropReason reason) {
    return exporter.statistics().droppedSpans(reason);
  }

  private static long timed(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
