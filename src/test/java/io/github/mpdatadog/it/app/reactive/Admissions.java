// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.reactive;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.eclipse.microprofile.reactive.streams.operators.PublisherBuilder;

/** Methods of the kinds that the specification has; each takes what the one before sends. */
@ApplicationScoped
public class Admissions {

  @Incoming("admitted")
  @Outgoing("bills")
  public String bill(String patient) {
    return "bill of " + patient;
  }

  @Incoming("billed")
  @Outgoing("letters")
  public CompletionStage<String> write(String bill) {
    return CompletableFuture.supplyAsync(() -> "letter with " + bill);
  }

  @Incoming("written")
  @Outgoing("copies")
  public PublisherBuilder<Message<String>> copy(PublisherBuilder<Message<String>> letters) {
    return letters.map(letter -> letter.withPayload("copy of " + letter.getPayload()));
  }

  @Incoming("copied")
  public CompletionStage<Void> archive(Message<String> copy) {
    if (copy.unwrap(ConsumerRecord.class).topic().endsWith("copies")) {
      return CompletableFuture.runAsync(() -> {}).thenCompose(done -> copy.ack());
    }
    throw new IllegalStateException("not a record of copies");
  }

  @Incoming("payloads-failing")
  public void fail(String payload) {
    throw new IllegalArgumentException("no bed for " + payload);
  }

  @Incoming("messages-failing")
  public CompletionStage<Void> fail(Message<String> message) {
    throw new UnsupportedOperationException("no bed for " + message.getPayload());
  }
}
