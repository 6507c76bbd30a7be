// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.HOST;
import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.Locale;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Starts and ends the spans of one application's Redis calls, whoever makes them. Nothing here
 * throws: a trace must never fail a command. Thread-safe.
 */
final class RedisTracer {

  static final String SCOPE = "io.github.mpdatadog.redis";

  /** Several commands that were sent before the first was answered. */
  static final String PIPELINE = "PIPELINE";

  static final String MULTI = "MULTI";

  /** A command that no programmer of the client library gave a name to. */
  static final String UNKNOWN = "?";

  private static final Logger LOG = Logger.getLogger(RedisTracer.class.getName());

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("db.system.name");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<Long> SIZE = AttributeKey.longKey("db.operation.batch.size");
  private static final AttributeKey<String> STATUS =
      AttributeKey.stringKey("db.response.status_code");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  private static final Attributes NOWHERE = Attributes.of(SYSTEM, "redis");

  private final Tracer tracer;
  private final boolean rootSpans;

  RedisTracer(OpenTelemetry openTelemetry, boolean rootSpans) {
    this.tracer = openTelemetry.getTracer(SCOPE);
    this.rootSpans = rootSpans;
  }

  /** What the spans of one connection have in common. A host that no one declared is left out. */
  static Attributes peer(@Nullable String host, int port) {
    // As configuration's hosts are kept.
    String known = host == null ? null : host.toLowerCase(Locale.ROOT);
    return known != null && Vocabulary.shared().contains(HOST, known)
        ? Attributes.of(SYSTEM, "redis", ADDRESS, known, PORT, (long) port)
        : NOWHERE;
  }

  /** Null where the call belongs to no trace and must not start one, or no span can be made. */
  @Nullable Span start(Context caller, String command, Attributes peer) {
    try {
      if (!rootSpans && !Span.fromContext(caller).getSpanContext().isValid()) {
        return null;
      }
      return tracer
          .spanBuilder(command)
          .setParent(caller)
          .setSpanKind(SpanKind.CLIENT)
          .setAllAttributes(peer)
          .setAttribute(OPERATION, command)
          .startSpan();
    } catch (RuntimeException | LinkageError unusual) {
      untraced(unusual);
      return null;
    }
  }

  /** Several commands became one span. */
  static void batch(Span span, String name, int commands) {
    attempt(
        () -> {
          span.updateName(name);
          span.setAttribute(OPERATION, name);
          span.setAttribute(SIZE, (long) commands);
        });
  }

  /**
   * Marks a call that failed.
   *
   * @param failure what the client threw or will throw; only its class is told
   * @param answer the error that Redis answered with, of which only a known first word is told
   */
  static void failed(Span span, @Nullable Throwable failure, @Nullable String answer) {
    attempt(() -> mark(span, failure, answer));
  }

  static void end(Span span) {
    attempt(span::end);
  }

  private static void mark(Span span, @Nullable Throwable failure, @Nullable String answer) {
    String word = ErrorWords.first(answer);
    if (word != null) {
      span.setAttribute(STATUS, word);
    }
    if (ErrorWords.isRedirection(word)) {
      return;
    }
    span.setStatus(StatusCode.ERROR);
    if (failure != null) {
      span.setAttribute(ERROR_TYPE, Vocabulary.shared().exception(failure.getClass()));
    }
  }

  private static void attempt(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | LinkageError unusual) {
      untraced(unusual);
    }
  }

  /** Says only what it is: its text may hold the command. */
  static void untraced(Throwable unusual) {
    LOG.log(FINE, "A Redis command is not traced: {0}", unusual.getClass());
  }
}
