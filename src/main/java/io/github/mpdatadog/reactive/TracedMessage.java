// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/**
 * A message that tells when it is acknowledged or refused, which is all that tells when it is
 * processed. No record: its text would show the payload to whoever logs a message.
 */
final class TracedMessage<T> implements Message<T> {

  private final @Nullable T payload;
  private final Message<?> message;
  private final Metadata metadata;
  private final Consumer<@Nullable Throwable> done;

  /**
   * Makes a message.
   *
   * @param message whose acknowledgment this is, and what it can be unwrapped to
   * @param done told the failure, null if there is none, before the message is; must not throw
   */
  TracedMessage(
      @Nullable T payload,
      Message<?> message,
      Metadata metadata,
      Consumer<@Nullable Throwable> done) {
    this.payload = payload;
    this.message = message;
    this.metadata = metadata;
    this.done = done;
  }

  @Override
  public @Nullable T getPayload() {
    return payload;
  }

  @Override
  public Metadata getMetadata() {
    return metadata;
  }

  /** What the connector calls, and all that a message written for version 1.0 overrides. */
  @Override
  public CompletionStage<Void> ack() {
    done.accept(null);
    return message.ack();
  }

  /** As {@link #ack()}. */
  @Override
  public CompletionStage<Void> nack(Throwable reason) {
    done.accept(reason);
    return message.nack(reason);
  }

  @Override
  public Function<Metadata, CompletionStage<Void>> getAckWithMetadata() {
    return given -> {
      done.accept(null);
      return message.ack(given);
    };
  }

  @Override
  public BiFunction<Throwable, Metadata, CompletionStage<Void>> getNackWithMetadata() {
    return (reason, given) -> {
      done.accept(reason);
      return message.nack(reason, given);
    };
  }

  @Override
  public <C> C unwrap(Class<C> type) {
    return type != null && type.isInstance(this) ? type.cast(this) : message.unwrap(type);
  }
}
