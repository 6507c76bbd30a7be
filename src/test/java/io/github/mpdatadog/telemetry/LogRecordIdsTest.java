// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.websphere.logging.hpel.LogRecordContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Applications that share a server's log, as they come and go. */
class LogRecordIdsTest {

  private static final String TRACE_ID = "dd.trace_id";
  private static final String SPAN_ID = "dd.span_id";

  @BeforeEach
  void nobodyHasRegistered() {
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    System.setProperty("dd.api.key", "k");
    LogRecordContext.unregisterExtension(TRACE_ID);
    LogRecordContext.unregisterExtension(SPAN_ID);
  }

  @AfterEach
  void forget() {
    System.clearProperty("dd.api.key");
    System.clearProperty("dd.logs.injection");
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
  }

  private static OpenTelemetrySdk application() {
    return AutoConfiguredOpenTelemetrySdk.builder()
        .addPropertiesCustomizer(unused -> Map.of("otel.traces.exporter", "in-memory"))
        .disableShutdownHook()
        .build()
        .getOpenTelemetrySdk();
  }

  /** Of a record that is written in a span of the application, while that span is current. */
  private static boolean hasIds(OpenTelemetrySdk application) {
    Span span = application.getTracer("test").spanBuilder("work").startSpan();
    Scope scope = span.makeCurrent();
    String trace = LogRecordContext.value(TRACE_ID);
    String id = LogRecordContext.value(SPAN_ID);
    scope.close();
    span.end();
    return span.getSpanContext().getTraceId().equals(trace)
        && Long.toUnsignedString(Long.parseUnsignedLong(span.getSpanContext().getSpanId(), 16))
            .equals(id);
  }

  private static void send(OpenTelemetrySdk application) {
    application.getSdkTracerProvider().forceFlush().join(10, TimeUnit.SECONDS);
  }

  private static void stop(OpenTelemetrySdk application) {
    application.shutdown().join(10, TimeUnit.SECONDS);
  }

  @Test
  void theFirstApplicationRegistersForAll() {
    OpenTelemetrySdk first = application();
    OpenTelemetrySdk second = application();

    assertThat(hasIds(first)).isTrue();
    assertThat(hasIds(second)).isTrue();
    send(second);
    stop(second);
    assertThat(hasIds(first)).isTrue();
    stop(first);
    assertThat(LogRecordContext.value(TRACE_ID)).isNull();
  }

  @Test
  void anotherOneTakesItsPlaceWithTheNextSpansThatItSends() {
    OpenTelemetrySdk first = application();
    OpenTelemetrySdk second = application();
    stop(first);
    assertThat(hasIds(second)).isFalse();

    send(second);

    assertThat(hasIds(second)).isTrue();
    stop(second);
    assertThat(LogRecordContext.value(TRACE_ID)).isNull();
    assertThat(LogRecordContext.value(SPAN_ID)).isNull();
  }

  @Test
  void whoIsToLeaveThemOutTakesNoOnesPlace() {
    OpenTelemetrySdk first = application();
    System.setProperty("dd.logs.injection", "false");
    ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    OpenTelemetrySdk second = application();
    stop(first);
    assertThat(hasIds(second)).isFalse();

    send(second);

    assertThat(hasIds(second)).isFalse();
    stop(second);
  }

  /**
   * As where it asks while another one is stopping, which gives back the one and then the other.
   */
  @Test
  void aNameThatWasStillTakenIsAskedForAgain() {
    LogRecordContext.Extension others = () -> "another's";
    LogRecordContext.registerExtension(SPAN_ID, others);
    OpenTelemetrySdk application = application();
    assertThat(hasIds(application)).isFalse();
    LogRecordContext.unregisterExtension(SPAN_ID);

    send(application);

    assertThat(hasIds(application)).isTrue();
    stop(application);
    assertThat(others.getValue()).isEqualTo("another's");
  }
}
