// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A real SDK with our propagators, and records as Kafka's client makes them. */
final class Records {
  private final KeptSpans kept = new KeptSpans();
  final OpenTelemetrySdk sdk = kept.sdk();
  final Vocabulary vocabulary = new Vocabulary();
  final KafkaTracing tracing = new KafkaTracing(sdk, vocabulary);

  Span span(String name) {
    return sdk.getTracer("test").spanBuilder(name).startSpan();
  }

  List<SpanData> ended() {
    return kept.ended();
  }

  static ConsumerRecord<String, String> record(String topic) {
    return new ConsumerRecord<>(topic, 0, 0, "key", "value");
  }

  /** As the server's connector makes it: it unwraps to its record. */
  static final class Received implements Message<String> {
    final ConsumerRecord<String, String> record;
    int acknowledged;
    Throwable refused;

    Received(ConsumerRecord<String, String> record) {
      this.record = record;
    }

    @Override
    public String getPayload() {
      return record.value();
    }

    @Override
    public Supplier<CompletionStage<Void>> getAck() {
      return () -> {
        acknowledged++;
        return CompletableFuture.completedFuture(null);
      };
    }

    @Override
    public Function<Throwable, CompletionStage<Void>> getNack() {
      return reason -> {
        refused = reason;
        return CompletableFuture.completedFuture(null);
      };
    }

    @Override
    public <C> C unwrap(Class<C> type) {
      return type == ConsumerRecord.class ? type.cast(record) : Message.super.unwrap(type);
    }
  }
}
