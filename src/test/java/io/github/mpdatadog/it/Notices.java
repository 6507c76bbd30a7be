// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static io.github.mpdatadog.it.MessagingContract.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.messaging.ArchiveListener;
import io.github.mpdatadog.it.app.messaging.NoticesResource;
import io.github.mpdatadog.it.app.messaging.WardListener;
import java.util.List;

/** A topic, of which two message-driven beans get a copy each, on whatever broker. */
final class Notices {
  static final Class<?>[] CLASSES = {
    NoticesResource.class, WardListener.class, ArchiveListener.class
  };

  private Notices() {}

  /** In the application called clinic. */
  static void assertOneTraceToEachBean(LibertyServer server, FakeAgent agent) {
    RawHttp.Answer answer = server.http().post("/clinic/api/notices", "Zephyrine");
    assertThat(answer.status()).as(server::messages).isEqualTo(200);

    ReceivedSpan request =
        agent.awaitTrace(span -> span.resource().equals("POST /clinic/api/notices"), SOON);
    ReceivedSpan sent = agent.awaitChild(request, "Produced for Topic notice-topic", SOON);
    assertThat(Waiting.until(SOON, () -> heard(sent, agent).size() == 2))
        .as("heard twice")
        .isTrue();
    assertThat(heard(sent, agent))
        .allMatch(span -> span.traceId() == request.traceId() && span.error() == 0);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  /** No filter hears of it: it is the end of the message's span that tells. */
  static void assertARefusedCallIsAnError(LibertyServer server, FakeAgent agent) {
    server.http().post("/clinic/api/notices", "http://localhost:1/Zephyrine");

    ReceivedSpan call = agent.awaitTrace(span -> span.resource().equals("GET"), SOON);
    assertThat(call.error()).isEqualTo(1);
    assertThat(agent.awaitTrace(span -> span.spanId() == call.parentId(), SOON).resource())
        .isEqualTo("Consumed from Topic notice-topic");
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  private static List<ReceivedSpan> heard(ReceivedSpan sent, FakeAgent agent) {
    return agent.spans().stream()
        .filter(span -> span.resource().equals("Consumed from Topic notice-topic"))
        .filter(span -> span.parentId() == sent.spanId())
        .toList();
  }
}
