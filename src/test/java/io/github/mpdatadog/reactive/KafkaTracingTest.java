// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class KafkaTracingTest {
  private final Records records = new Records();

  private static String text(Headers headers, String name) {
    return new String(headers.lastHeader(name).value(), UTF_8);
  }

  @Test
  void theContextTravelsInHeadersThatOtherTracersRead() {
    Headers headers = new RecordHeaders();

    Span sent = records.tracing.startSending(Context.root(), "labs", headers);

    assertThat(text(headers, "x-datadog-parent-id"))
        .isEqualTo(
            Long.toUnsignedString(Long.parseUnsignedLong(sent.getSpanContext().getSpanId(), 16)));
    assertThat(text(headers, "traceparent")).contains(sent.getSpanContext().getTraceId());
  }

  @Test
  void aRecordThatIsSentOnGetsItsNewContextOnce() {
    Headers headers = new RecordHeaders();
    headers.add("traceparent", "old".getBytes(UTF_8)).add("patient", "Zephyrine".getBytes(UTF_8));

    records.tracing.startSending(Context.root(), "labs", headers);

    assertThat(headers.headers("traceparent")).hasSize(1);
    assertThat(text(headers, "traceparent")).isNotEqualTo("old");
    assertThat(text(headers, "patient")).isEqualTo("Zephyrine");
  }

  /** The second context has no origin and no baggage. */
  @Test
  void nothingIsLeftOfTheContextThatARecordCameWith() {
    Headers headers = new RecordHeaders();
    headers
        .add("x-datadog-origin", "synthetics".getBytes(UTF_8))
        .add("x-datadog-tags", "_dd.p.dm=-4".getBytes(UTF_8));

    Span sent = records.tracing.startSending(Context.root(), "labs", headers);

    assertThat(headers.lastHeader("x-datadog-origin")).isNull();
    assertThat(text(headers, "x-datadog-tags"))
        .contains(sent.getSpanContext().getTraceId().substring(0, 16));
  }

  @Test
  void aRecordThatIsSentAgainIsASpanAndKeepsTheContextItHas() {
    RecordHeaders headers = new RecordHeaders();
    records.tracing.startSending(Context.root(), "labs", headers).end();
    String before = text(headers, "traceparent");
    headers.setReadOnly();

    records.tracing.startSending(Context.root(), "labs", headers).end();

    assertThat(text(headers, "traceparent")).isEqualTo(before);
    assertThat(records.ended()).hasSize(2);
  }

  @Test
  void processingContinuesTheSendersTraceWhateverTheThreadWorksOn() {
    ConsumerRecord<String, String> record = Records.record("labs");
    Span sent = records.tracing.startSending(Context.root(), "labs", record.headers());

    Scope before = records.span("the record before").makeCurrent();
    Span processing = Span.fromContext(records.tracing.startProcessing(record));
    before.close();

    processing.end();
    assertThat(records.ended().get(0).getParentSpanId())
        .isEqualTo(sent.getSpanContext().getSpanId());
    assertThat(processing.getSpanContext().getTraceId())
        .isEqualTo(sent.getSpanContext().getTraceId());
  }

  @Test
  void aRecordWithoutAContextBeginsATrace() {
    ConsumerRecord<String, String> record = Records.record("labs");
    record
        .headers()
        .add("traceparent", null)
        .add("x-datadog-trace-id", "Zephyrine".getBytes(UTF_8));

    Span.fromContext(records.tracing.startProcessing(record)).end();

    assertThat(records.ended().get(0).getParentSpanContext().isValid()).isFalse();
  }

  @Test
  void aTopicIsNamedIfTheConfigurationNamesIt() {
    records.vocabulary.add(this, Kind.DESTINATION, List.of("labs"));

    records.tracing.startSending(Context.root(), "labs", new RecordHeaders()).end();
    records.tracing.startSending(Context.root(), "pump.SN-17", new RecordHeaders()).end();

    assertThat(records.ended())
        .extracting(span -> String.valueOf(span.getAttributes()))
        .anyMatch(attributes -> attributes.contains("labs"))
        .noneMatch(attributes -> attributes.contains("SN-17"));
  }

  @Test
  void theErrorIsWhatTheMethodThrew() {
    Throwable thrown = new InvocationTargetException(new IllegalStateException("Zephyrine"));

    records.tracing.end(records.span("process"), thrown);

    assertThat(String.valueOf(records.ended().get(0).getAttributes()))
        .contains("java.lang.IllegalStateException")
        .doesNotContain("Zephyrine");
  }

  @Test
  void headersOfTheApplicationAreNotRead() {
    Headers headers = new RecordHeaders();
    headers.add("patient", "Zephyrine".getBytes(UTF_8));

    assertThat(KafkaHeaders.INSTANCE.keys(headers)).isEmpty();
    assertThat(StreamSupport.stream(headers.spliterator(), false).map(Header::key))
        .containsExactly("patient");
  }
}
