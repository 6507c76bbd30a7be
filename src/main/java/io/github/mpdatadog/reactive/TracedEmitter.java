// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import io.opentelemetry.context.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * An emitter that gives each message the context of its caller. What it emits may be sent by
 * another thread: by one that emits at the same time, or that makes room in the channel's buffer.
 */
record TracedEmitter<T>(Emitter<T> emitter) implements Emitter<T> {

  /** Of the classes behind {@code Message.of}. */
  private static final String STANDARD = Message.class.getName() + "$";

  /** Wraps an emitter once. */
  static Object of(Object injected) {
    return injected instanceof TracedEmitter<?> ? injected : wrap((Emitter<?>) injected);
  }

  private static <T> Object wrap(Emitter<T> emitter) {
    return new TracedEmitter<>(emitter);
  }

  private static MessageTrace ofCaller() {
    return new MessageTrace(Context.current());
  }

  @Override
  public CompletionStage<Void> send(T payload) {
    if (payload == null) {
      // The emitter itself shall say so.
      return emitter.send(payload);
    }
    CompletableFuture<Void> sent = new CompletableFuture<>();
    emitter.send(
        Message.of(
            payload,
            Metadata.of(ofCaller()),
            () -> {
              sent.complete(null);
              return CompletableFuture.completedFuture(null);
            },
            reason -> {
              sent.completeExceptionally(reason);
              return CompletableFuture.completedFuture(null);
            }));
    return sent;
  }

  /** A message of the application's own class stays what it is: a receiver may look at that. */
  @Override
  public <M extends Message<? extends T>> void send(M message) {
    if (message != null && message.getClass().getName().startsWith(STANDARD)) {
      emitter.send(message.addMetadata(ofCaller()));
    } else {
      emitter.send(message);
    }
  }

  @Override
  public void complete() {
    emitter.complete();
  }

  @Override
  public void error(Exception e) {
    emitter.error(e);
  }

  @Override
  public boolean isCancelled() {
    return emitter.isCancelled();
  }

  @Override
  public boolean hasRequests() {
    return emitter.hasRequests();
  }
}
