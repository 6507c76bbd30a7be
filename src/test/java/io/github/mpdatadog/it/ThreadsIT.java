// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace goes on in every thread that works for a request, and work without one has its own. */
@OnMainServer
class ThreadsIT {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final String WORK = "ward.work";
  private static final AtomicLong TRACES = new AtomicLong(4611686018427387904L);

  @Deployment(name = "working", testable = false)
  static WebArchive working() {
    return Apps.outgoing("working");
  }

  /** Names are known when the class files have been read; a timer works all the time. */
  @BeforeAll
  static void namesAreKnown() {
    MainServer.agent().awaitTrace(span -> span.resource().equals(WORK), FIRST);
  }

  @BeforeEach
  void forgetEarlierTraces() {
    MainServer.agent().forget();
  }

  static Stream<String> kinds() {
    Stream<String> everywhere =
        Stream.of(
            "submit",
            "execute",
            "invoke-all",
            "managed-task",
            "setter",
            "looked-up-early",
            "declared",
            "supply-async",
            "declared-then-async",
            "plain-future",
            "plain-future-then",
            "scheduled",
            "scheduled-submit",
            "contextual",
            "contextual-proxy",
            "context-executor",
            "concurrency",
            "session",
            "fault-tolerance",
            "ft-retry",
            "ft-bulkhead",
            "ft-interrupt",
            "event",
            "publisher",
            "declared-timeout",
            "mp-executor",
            "mp-context",
            "wrapped-pool",
            "stage",
            "sse");
    return Runtime.version().feature() < 21
        ? everywhere
        : Stream.concat(everywhere, Stream.of("virtual"));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theTraceFollowsWorkBy(String kind) {
    expectWorkInTheTraceOf("/working/api/threads/" + kind);
  }

  @Test
  void theTraceFollowsAnAsynchronousServlet() {
    expectWorkInTheTraceOf("/working/async");
  }

  @Test
  void aRepeatedTaskIsNoPartOfTheRequestThatScheduledIt() {
    assertThat(MainServer.http().get("/working/api/threads/repeated").text()).contains("done");

    // That of a timer is a child of the timer's.
    assertThat(root(WORK)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TimerBean.everyTwoSeconds", "TimerBean.timedOut"})
  void aTimerHasATraceOfItsOwn(String name) {
    MainServer.http().get("/working/api/threads/timer");

    ReceivedSpan timer = root(name);
    ReceivedSpan work =
        MainServer.agent().awaitTrace(span -> span.parentId() == timer.spanId(), SOON);
    assertThat(work.traceId()).isEqualTo(timer.traceId());
  }

  /** The container leaves no way to tell which request called. */
  @ParameterizedTest
  @CsvSource({"ejb, AsyncBean.run", "stateful-ejb, AsyncVisit.run"})
  void anAsynchronousMethodOfAnEjbHasATraceOfItsOwn(String kind, String name) {
    assertThat(MainServer.http().get("/working/api/threads/" + kind).text()).contains("done");

    ReceivedSpan method = root(name);
    ReceivedSpan work =
        MainServer.agent().awaitTrace(span -> span.parentId() == method.spanId(), SOON);
    assertThat(work.traceId()).isEqualTo(method.traceId());
  }

  private static ReceivedSpan root(String resource) {
    return MainServer.agent()
        .awaitTrace(span -> span.isRoot() && span.resource().equals(resource), SOON);
  }

  private static void expectWorkInTheTraceOf(String target) {
    // An id of its own: spans of the test before may still arrive.
    long trace = TRACES.incrementAndGet();
    assertThat(
            MainServer.http()
                .get(target, "x-datadog-trace-id: " + trace, "x-datadog-parent-id: 77")
                .text())
        .contains("done");

    ReceivedSpan request =
        MainServer.agent()
            .awaitTrace(span -> span.traceId() == trace && span.parentId() == 77, SOON);
    ReceivedSpan work =
        MainServer.agent()
            .awaitTrace(span -> span.traceId() == trace && span.resource().equals(WORK), SOON);
    assertThat(work.parentId()).isEqualTo(request.spanId());
  }
}
