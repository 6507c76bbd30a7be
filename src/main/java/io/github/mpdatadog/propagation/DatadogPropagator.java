// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only propagator of a protected application: the first family with a valid context wins, W3C's
 * may correct its parent, every family of the inject list is written, and of baggage no more than
 * the declared keys and values.
 *
 * <p>Public for the other packages of this library; not an API. Immutable and thread-safe. Never
 * throws on what a client sent.
 */
public final class DatadogPropagator implements TextMapPropagator {

  private static final Headers DATADOG = new DatadogHeaders();
  private static final Headers TRACE_CONTEXT = new TraceContextHeaders();
  private static final Headers B3_SINGLE = new B3Headers(true);
  private static final Headers B3_MULTI = new B3Headers(false);

  /** A header family, by Datadog's name for it. */
  public enum Family {
    /** {@code x-datadog-*}. */
    DATADOG,
    /** {@code traceparent} and {@code tracestate}. */
    TRACECONTEXT,
    /** {@code b3}. */
    B3SINGLE,
    /** {@code x-b3-*}. */
    B3MULTI,
    /** {@code baggage}; carries no trace. */
    BAGGAGE
  }

  /** Null for baggage. */
  private static @Nullable Headers headers(Family family) {
    return switch (family) {
      case DATADOG -> DATADOG;
      case TRACECONTEXT -> TRACE_CONTEXT;
      case B3SINGLE -> B3_SINGLE;
      case B3MULTI -> B3_MULTI;
      case BAGGAGE -> null;
    };
  }

  private final List<Family> extract;
  private final List<Family> inject;
  private final boolean extractFirst;
  private final BaggageHeader baggage;

  private DatadogPropagator(
      List<Family> extract, List<Family> inject, boolean extractFirst, BaggageHeader baggage) {
    this.extract = List.copyOf(extract);
    this.inject = List.copyOf(inject);
    this.extractFirst = extractFirst;
    this.baggage = baggage;
  }

  /**
   * Creates a propagator that forwards no baggage.
   *
   * @param extract families to read, in order of precedence; empty reads none
   * @param inject families to write; empty writes none
   */
  public static DatadogPropagator create(List<Family> extract, List<Family> inject) {
    return create(extract, inject, false, Map.of());
  }

  /**
   * Creates a propagator.
   *
   * @param extract families to read, in order of precedence; empty reads none
   * @param inject families to write; empty writes none
   * @param extractFirst whether families after the first valid one are not even looked at
   * @param baggageRules {@code enum(a,b)}, {@code int(1..9)} or {@code bool} for each key of
   *     baggage that may pass
   */
  public static DatadogPropagator create(
      List<Family> extract,
      List<Family> inject,
      boolean extractFirst,
      Map<String, String> baggageRules) {
    return new DatadogPropagator(extract, inject, extractFirst, new BaggageHeader(baggageRules));
  }

  /** The first one is written with every trace; baggage comes last, and only if any may pass. */
  @Override
  public Collection<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    for (Family family : inject) {
      Headers headers = headers(family);
      fields.addAll(headers == null ? List.of() : headers.fields());
    }
    if (inject.contains(Family.BAGGAGE)) {
      fields.addAll(baggage.fields());
    }
    return fields;
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    SpanContext span = Span.fromContext(context).getSpanContext();
    Decision decision = span.isValid() ? Decision.of(span.getTraceState()) : Decision.NONE;
    for (Family family : inject) {
      Headers headers = headers(family);
      if (headers == null) {
        baggage.inject(context, carrier, setter);
      } else if (span.isValid()) {
        headers.inject(span, decision, carrier, setter);
      }
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    Context result = context;
    SpanContext found = null;
    Family from = null;
    for (Family family : extract) {
      Headers headers = headers(family);
      if (headers == null) {
        result = baggage.extract(result, carrier, getter);
      } else if (found == null
          || (family == Family.TRACECONTEXT && isOpen(found, carrier, getter))) {
        SpanContext next = headers.extract(carrier, getter);
        if (found == null) {
          found = next;
          from = family;
        } else if (next != null && isSameTrace(found, next)) {
          found = joined(found, next, from == Family.DATADOG);
        }
      }
    }
    return found == null ? asked(carrier, getter).askedIn(result) : result.with(Span.wrap(found));
  }

  private <C> Decision asked(@Nullable C carrier, TextMapGetter<C> getter) {
    Decision asked = Decision.NONE;
    for (Family family : extract) {
      Headers headers = headers(family);
      if (headers != null && asked.equals(Decision.NONE)) {
        asked = headers.asked(carrier, getter);
      }
    }
    return asked;
  }

  /** Whether W3C's headers could still add to what was found. */
  private <C> boolean isOpen(SpanContext found, @Nullable C carrier, TextMapGetter<C> getter) {
    return !extractFirst
        && (Decision.of(found.getTraceState()).priority() == null
            || !TraceContextHeaders.repeats(found, carrier, getter));
  }

  /** Where only one side knows the upper half of the id, the lower one decides. */
  private static boolean isSameTrace(SpanContext a, SpanContext b) {
    String one = a.getTraceId();
    String other = b.getTraceId();
    return one.equals(other)
        || (Hex.isZero(one, 0, Hex.HALF) != Hex.isZero(other, 0, Hex.HALF)
            && one.regionMatches(Hex.HALF, other, Hex.HALF, Hex.HALF));
  }

  /**
   * The first context, with W3C's parent where they differ: a service that knows only W3C handled
   * the trace in between and passed Datadog's headers on as they were.
   */
  private static SpanContext joined(SpanContext first, SpanContext w3c, boolean ofDatadog) {
    Decision decision = Decision.of(first.getTraceState());
    Decision other = Decision.of(w3c.getTraceState());
    boolean sameParent = first.getSpanId().equals(w3c.getSpanId());
    boolean undecided = decision.priority() == null;
    if (sameParent && !undecided) {
      return first;
    }
    Decision decider = undecided ? other : decision;
    String lastParent =
        other.lastParent() == null && ofDatadog ? first.getSpanId() : other.lastParent();
    Decision both =
        new Decision(
            decider.priority(),
            decider.decisionMaker(),
            decision.origin() != null ? decision.origin() : other.origin(),
            sameParent ? null : lastParent,
            decision.error() != null ? decision.error() : other.error(),
            null,
            null);
    return SpanContext.createFromRemoteParent(
        first.getTraceId(),
        w3c.getSpanId(),
        undecided ? w3c.getTraceFlags() : first.getTraceFlags(),
        both.toTraceState());
  }
}
