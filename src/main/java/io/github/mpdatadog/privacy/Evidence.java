// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is known to come from code or configuration: what a value is checked against. */
final class Evidence {

  static final String OTHER = "_OTHER";

  /** Exceptions that are wrapped over and over are those of a program that never ends. */
  private static final int DEEPEST = 4;

  private final Vocabulary vocabulary;
  private final ThrownTypes thrown;
  private final MessageShapes messages;
  private final Tripwire tripwire;
  private final KnownFrames frames;

  Evidence(Vocabulary vocabulary, ThrownTypes thrown) {
    this(vocabulary, thrown, Tripwire.DEFAULT_LIMIT, new Ledger());
  }

  /**
   * @param maxCardinality distinct values of a subject
   */
  Evidence(Vocabulary vocabulary, ThrownTypes thrown, int maxCardinality, Ledger ledger) {
    this.vocabulary = vocabulary;
    this.thrown = thrown;
    this.frames = new KnownFrames(vocabulary, ledger);
    this.messages =
        new MessageShapes(vocabulary, new Tripwire(MessageShapes.MOST_CONSTANT, ledger), frames);
    this.tripwire = new Tripwire(maxCardinality, ledger);
  }

  @Nullable String known(Kind kind, @Nullable String text) {
    return vocabulary.known(kind, text);
  }

  @Nullable String verifiedRoute(@Nullable String candidate) {
    return vocabulary.verifiedRoute(candidate);
  }

  /** What may leave of a statement; a shape without a word says nothing. */
  @Nullable SqlShape shape(String statement) {
    SqlShape shape = vocabulary.sql().of(statement);
    return shape.operation() == null ? null : shape;
  }

  @Nullable String sqlSummary(String given) {
    return vocabulary.sql().summary(given);
  }

  /** Host names ignore case; the probe as written spares the common case a copy. */
  @Nullable String host(String text) {
    String host = vocabulary.known(Kind.HOST, text);
    return host != null ? host : vocabulary.known(Kind.HOST, text.toLowerCase(Locale.ROOT));
  }

  /** The other side of a call. On a SERVER span it is whatever the client put into Host. */
  @Nullable String peer(String text, SpanKind span) {
    return span == SpanKind.SERVER ? null : host(text);
  }

  String errorType(String text, Map<String, String> table) {
    if (isStatusCode(text)) {
      return text;
    }
    String type = table.get(text);
    if (type != null) {
      return type;
    }
    type = thrown.get(text);
    if (type == null) {
      type = vocabulary.known(Kind.EXCEPTION, text);
    }
    return type == null || !admitsType(type) ? OTHER : type;
  }

  /** The class of a throwable, or its nearest superclass that is code and one of few. */
  String type(Throwable throwable) {
    Class<?> type = throwable.getClass();
    String name = CodeNames.type(type);
    while (!admitsType(name)) {
      type = type.getSuperclass();
      name = CodeNames.type(type);
    }
    return name;
  }

  /** No program can make classes of the JDK's own packages. */
  private boolean admitsType(String name) {
    return name.startsWith("java.") || admits("exception.type", name);
  }

  /** Exceptions are classes, too, and known earlier than the others. */
  @Nullable String className(String text) {
    String name = vocabulary.known(Kind.CLASS, text);
    return name != null ? name : vocabulary.known(Kind.EXCEPTION, text);
  }

  /**
   * Whether the subject, a key or a family of names, this value included, still has few enough
   * distinct values.
   */
  boolean admits(String subject, Object value) {
    return tripwire.admits(subject, value);
  }

  void thrown(String type) {
    thrown.add(type);
  }

  /**
   * What remains of a throwable's message, or null. Of one that repeats its cause, as that of
   * {@code new EJBException(cause)}, what remains of the cause.
   */
  @Nullable String messageOf(Throwable throwable) {
    return messageOf(throwable, 0);
  }

  private @Nullable String messageOf(Throwable throwable, int depth) {
    String shape = messages.of(throwable);
    Throwable cause =
        shape != null || depth == DEEPEST ? null : MessageShapes.repeatedCause(throwable);
    if (cause == null) {
      return shape;
    }
    String ofCause = messageOf(cause, depth + 1);
    return ofCause == null ? type(cause) : type(cause) + ": " + ofCause;
  }

  /** Which frames are code. */
  KnownFrames frames() {
    return frames;
  }

  private static boolean isStatusCode(String text) {
    return text.length() == 3
        && text.charAt(0) >= '1'
        && text.charAt(0) <= '5'
        && Numbers.isPlainDigits(text);
  }
}
