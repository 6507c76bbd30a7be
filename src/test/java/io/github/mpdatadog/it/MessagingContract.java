// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for messages, whoever carries them. The application is {@code VisitsResource}. */
abstract class MessagingContract {

  static final Duration SOON = Duration.ofSeconds(30);
  static final Duration NEVER = Duration.ofSeconds(2);

  static final String SENT = "Produced for Queue visit-queue";
  static final String PROCESSED = "Consumed from Queue visit-queue";

  abstract FakeAgent agent();

  abstract LibertyServer server();

  /** The provider's generated names never leave, and not each of them calls its queue temporary. */
  abstract String temporaryQueue();

  @BeforeEach
  void forgetEarlierTraces() {
    agent().forget();
  }

  void post(String target, String body) {
    assertThat(server().http().post(target, body).status()).as(server()::messages).isEqualTo(200);
  }

  ReceivedSpan await(String resource) {
    return agent().awaitTrace(span -> span.resource().equals(resource), SOON);
  }

  ReceivedSpan childOf(ReceivedSpan parent, String resource) {
    return agent().awaitChild(parent, resource, SOON);
  }

  void assertOneTraceOf(String how) {
    post("/clinic/api/visits/send/" + how, "text");

    ReceivedSpan sent = await(SENT);
    // By its child: a trace of an earlier test may come late.
    ReceivedSpan request =
        agent().awaitTrace(span -> span.spanId() == sent.parentId() && span.isRoot(), SOON);
    ReceivedSpan processed = childOf(sent, PROCESSED);
    assertThat(request.resource()).isEqualTo("POST /clinic/api/visits/send/{how}");
    assertThat(List.of(sent.traceId(), processed.traceId())).containsOnly(request.traceId());
    assertThat(List.of(sent.name(), processed.name()))
        .containsExactly("jms.produce", "jms.consume");
    assertThat(List.of(sent.type(), processed.type())).containsOnly("queue");
    assertThat(sent.meta())
        .containsEntry("span.kind", "producer")
        .containsEntry("messaging.system", "jms")
        .containsEntry("messaging.destination.name", "visit-queue");
    assertThat(processed.meta()).containsEntry("span.kind", "consumer");
  }

  @Test
  void aTransactionRolledBackIsSentToNoOne() {
    post("/clinic/api/visits/send/rollback", "text");

    await(SENT);
    Waiting.pause(NEVER);
    assertThat(agent().spans()).noneMatch(span -> span.resource().equals(PROCESSED));
  }

  @Test
  void anAnswerStaysInTheTraceOfTheQuestion() {
    assertThat(server().http().post("/clinic/api/visits/ask", "text").body()).isEqualTo("done");

    ReceivedSpan request = await("POST /clinic/api/visits/ask");
    ReceivedSpan processed = await(PROCESSED);
    ReceivedSpan answered = childOf(processed, "Produced for " + temporaryQueue());
    ReceivedSpan received = childOf(answered, "Consumed from Queue");
    assertThat(List.of(processed.traceId(), answered.traceId(), received.traceId()))
        .containsOnly(request.traceId());
  }

  /** What the bean throws rolls the server's transaction back, and so the message. */
  @Test
  void aRedeliveryIsASpanOfItsOwnWithTheCount() {
    post("/clinic/api/visits/send/classic", "fail for Zephyrine");

    ReceivedSpan sent = await(SENT);
    ReceivedSpan again =
        agent().awaitTrace(span -> span.resource().equals(PROCESSED) && span.error() == 0, SOON);
    ReceivedSpan first =
        agent().awaitTrace(span -> span.resource().equals(PROCESSED) && span.error() == 1, SOON);
    assertThat(List.of(first.parentId(), again.parentId())).containsOnly(sent.spanId());
    assertThat(first.meta())
        .containsEntry("error.type", "java.lang.IllegalArgumentException")
        .containsEntry("error.message", "cannot book ?")
        .hasEntrySatisfying("error.stack", stack -> assertThat(stack).contains("VisitListener"));
    assertThat(again.metrics()).containsEntry("messaging.jms.delivery_count", 2.0);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent().requests())).isEmpty();
  }

  @Test
  void nothingThatIsInAMessageLeaves() {
    for (Identifiers.Identifier identifier : Identifiers.all()) {
      post("/clinic/api/visits/send/factory", identifier.value());
      post("/clinic/api/visits/send/classic", identifier.value());
      post("/clinic/api/visits/send/everywhere", identifier.value());
    }
    int messages = 4 * Identifiers.all().size();
    assertThat(
            Waiting.until(
                SOON,
                () ->
                    agent().spans().stream().filter(s -> s.resource().equals(PROCESSED)).count()
                        >= messages))
        .isTrue();
    assertThat(agent().spans())
        .as("queues whose names are data")
        .anyMatch(span -> span.resource().equals("Produced for Queue"));
    assertThat(Identifiers.search().in(agent().requests())).isEmpty();
  }

  void assertNoLoaderLeft() {
    LoadersLeft.assertAtMost(LoadersLeft.HELD_BY_SERVER, server().http(), SOON);
  }
}
