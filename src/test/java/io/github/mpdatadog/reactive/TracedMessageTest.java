// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

class TracedMessageTest {

  private final List<Object> told = new ArrayList<>();
  private final Own own = new Own();
  private final Message<String> traced =
      new TracedMessage<>("text", own, Metadata.empty(), failure -> told.add("done " + failure));

  /** As version 1.0 of Reactive Messaging had it written; the connector calls these two. */
  private final class Own implements Message<String> {
    @Override
    public String getPayload() {
      return "text";
    }

    @Override
    public CompletionStage<Void> ack() {
      told.add("acknowledged");
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> nack(Throwable reason) {
      told.add("refused");
      return CompletableFuture.completedFuture(null);
    }
  }

  @Test
  void aMessageThatOverridesAckAloneIsAcknowledged() {
    traced.ack();

    assertThat(told).containsExactly("done null", "acknowledged");
  }

  @Test
  void oneThatOverridesNackAloneIsRefused() {
    traced.nack(new IllegalStateException());

    assertThat(told).containsExactly("done java.lang.IllegalStateException", "refused");
  }
}
