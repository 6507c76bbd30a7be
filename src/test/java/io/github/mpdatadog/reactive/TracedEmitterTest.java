// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class TracedEmitterTest {

  /** Keeps what is emitted, to be sent later by anyone. */
  private static final class Buffer implements Emitter<String> {
    Message<? extends String> message;
    String end = "";

    @Override
    public CompletionStage<Void> send(String payload) {
      throw new IllegalArgumentException("no payload");
    }

    @Override
    public <M extends Message<? extends String>> void send(M given) {
      message = given;
    }

    @Override
    public void complete() {
      end = "complete";
    }

    @Override
    public void error(Exception e) {
      end = e.getMessage();
    }

    @Override
    public boolean isCancelled() {
      return true;
    }

    @Override
    public boolean hasRequests() {
      return true;
    }
  }

  private final Records records = new Records();
  private final Buffer buffer = new Buffer();

  @SuppressWarnings("unchecked")
  private final Emitter<String> emitter = (Emitter<String>) TracedEmitter.of(buffer);

  private Span inSpan(Runnable work) {
    Span span = records.span("request");
    Scope scope = span.makeCurrent();
    work.run();
    scope.close();
    return span;
  }

  private Span ofMessage() {
    return Span.fromContext(MessageTrace.of(buffer.message));
  }

  @Test
  void aPayloadHasTheContextOfItsCaller() {
    assertThat(inSpan(() -> emitter.send("text"))).isSameAs(ofMessage());
    assertThat(buffer.message.getPayload()).isEqualTo("text");
  }

  @Test
  void aMessageHasTheContextOfItsCaller() {
    assertThat(inSpan(() -> emitter.send(Message.of("text")))).isSameAs(ofMessage());
  }

  @Test
  void theCallerIsToldWhatBecameOfAPayload() {
    CompletionStage<Void> sent = emitter.send("text");
    assertThat(sent.toCompletableFuture()).isNotDone();
    buffer.message.ack();
    assertThat(sent.toCompletableFuture()).isCompleted();

    CompletionStage<Void> refused = emitter.send("text");
    buffer.message.nack(new IllegalStateException("full"));
    assertThatThrownBy(() -> refused.toCompletableFuture().join())
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  @Test
  void aMessageOfTheApplicationsOwnClassStaysWhatItIs() {
    Records.Received own = new Records.Received(Records.record("labs"));

    emitter.send(own);

    assertThat(buffer.message).isSameAs(own);
  }

  @Test
  void theEmitterItselfAnswersForTheRest() {
    assertThatThrownBy(() -> emitter.send((String) null))
        .isInstanceOf(IllegalArgumentException.class);
    emitter.complete();
    assertThat(buffer.end).isEqualTo("complete");
    emitter.error(new IllegalStateException("over"));
    assertThat(buffer.end).isEqualTo("over");
    assertThat(emitter.isCancelled() && emitter.hasRequests()).isTrue();
  }

  @Test
  void anEmitterIsWrappedOnce() {
    assertThat(TracedEmitter.of(emitter)).isSameAs(emitter);
  }
}
