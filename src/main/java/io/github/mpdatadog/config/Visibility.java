// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * What the server shows to the application. Asked before a class is touched that links it; links
 * nothing itself. Not an API.
 */
public final class Visibility {

  /** Whether the application can link MicroProfile Config. */
  public static boolean ofConfig() {
    return isVisible("org.eclipse.microprofile.config.ConfigProvider");
  }

  /**
   * Whether the application can link what this library needs: OpenTelemetry's API, its SDK's data
   * and the extension point.
   */
  public static boolean ofOpenTelemetry() {
    return isVisible("io.opentelemetry.api.trace.Tracer")
        && isVisible("io.opentelemetry.sdk.trace.data.DelegatingSpanData")
        && isVisible("io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider");
  }

  /** The same for spans alone, which is all that JDBC needs. */
  public static boolean ofSpans() {
    return isVisible("io.opentelemetry.api.trace.Tracer")
        && isVisible("io.opentelemetry.context.ContextKey");
  }

  /** Whether this class can link CDI. */
  public static boolean ofCdi() {
    return isVisible("jakarta.enterprise.inject.spi.CDI");
  }

  /** Whether the application can link MicroProfile Health. */
  public static boolean ofHealth() {
    return isVisible("org.eclipse.microprofile.health.Readiness");
  }

  /** Whether the application can link Jakarta Messaging. */
  public static boolean ofMessaging() {
    return isVisible("jakarta.jms.ConnectionFactory");
  }

  /** Whether the application can link Jakarta Batch, and the transactions its chunks run in. */
  public static boolean ofBatch() {
    return isVisible("jakarta.batch.runtime.context.JobContext")
        && isVisible("jakarta.transaction.TransactionSynchronizationRegistry");
  }

  /**
   * Whether the application can link MicroProfile Reactive Messaging as Open Liberty has it, and
   * the Kafka client, which is its own.
   */
  public static boolean ofReactiveKafka() {
    return isVisible("org.eclipse.microprofile.reactive.messaging.Metadata")
        && isVisible("org.reactivestreams.Publisher")
        && isVisible("org.apache.kafka.clients.producer.ProducerRecord");
  }

  /** The annotation of that name, or null where it is hidden. */
  public static @Nullable Class<? extends Annotation> annotation(String name) {
    Class<?> type = find(name);
    return type == null ? null : type.asSubclass(Annotation.class);
  }

  private static boolean isVisible(String className) {
    return find(className) != null;
  }

  private static @Nullable Class<?> find(String className) {
    try {
      return Class.forName(className, false, Visibility.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError hidden) {
      return null;
    }
  }

  private Visibility() {}
}
