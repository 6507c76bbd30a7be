// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a span one that may leave the JVM. Nothing is passed through: every field is decided by
 * the policy and the vocabulary, and a span that cannot be decided is dropped as a whole.
 *
 * <p>Thread-safe. Not an API.
 */
public final class SpanRedactor {

  static final int MOST_LINKS = 128;

  private final Policy policy;
  private final Evidence evidence;
  private final Resource resource;
  private final Ledger ledger;
  private final EventRedactor events;
  private final SpanNames names;

  /**
   * @param resource stands in for the resource of every span; it must hold nothing but constants
   */
  public SpanRedactor(Policy policy, Vocabulary vocabulary, Resource resource, Ledger ledger) {
    this(policy, vocabulary, resource, ledger, Tripwire.DEFAULT_LIMIT);
  }

  /**
   * @param resource as above
   * @param maxCardinality distinct values of an attribute of the application's own, or of a family
   *     of names, after which it is closed
   */
  public SpanRedactor(
      Policy policy, Vocabulary vocabulary, Resource resource, Ledger ledger, int maxCardinality) {
    this.policy = policy;
    this.evidence = new Evidence(vocabulary, new ThrownTypes(), maxCardinality, ledger);
    this.resource = resource;
    this.ledger = ledger;
    this.names = new SpanNames(evidence);
    this.events = new EventRedactor(policy, evidence, ledger);
  }

  /** Gives of these spans what may leave, in their order. Never throws. */
  public List<SpanData> redact(Collection<SpanData> spans) {
    AttributeSieve sieve = new AttributeSieve(policy, evidence, ledger);
    List<SpanData> redacted = new ArrayList<>(spans.size());
    for (SpanData span : spans) {
      SpanData safe = redact(span, sieve);
      if (safe != null) {
        redacted.add(safe);
      }
    }
    return redacted;
  }

  /** Gives a span that may leave, or null when the span must be dropped. Never throws. */
  public @Nullable SpanData redact(SpanData span) {
    return redact(span, new AttributeSieve(policy, evidence, ledger));
  }

  private @Nullable SpanData redact(SpanData span, AttributeSieve sieve) {
    SpanData redacted = null;
    try {
      redacted = decided(span, sieve);
    } catch (StackOverflowError hostile) {
      // Data that nests without end is no reason to stop the exporter.
      redacted = null;
    } catch (VirtualMachineError dying) {
      throw dying;
    } catch (Throwable undecided) {
      // The reason may quote the data, so it is neither kept nor logged.
      redacted = null;
    } finally {
      ledger.span(redacted != null);
    }
    return redacted;
  }

  private @Nullable SpanData decided(SpanData span, AttributeSieve sieve)
      throws ReflectiveOperationException {
    SpanContext context = TraceContexts.clean(span.getSpanContext());
    if (!context.isValid()) {
      return null;
    }
    SpanKind kind = span.getKind();
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    // Events first: an exception recorded on this span vouches for its error.type.
    List<EventData> redactedEvents = events.redact(span, kind, now, sieve);
    Object[] attributes = sieve.sift(span.getAttributes(), kind);
    return new RedactedSpan(
        name(sieve, kind, span.getName()),
        kind,
        context,
        TraceContexts.clean(span.getParentSpanContext()),
        status(span.getStatus()),
        WorkTimes.start(span, now),
        WorkTimes.end(span, now),
        span.hasEnded(),
        attributes,
        redactedEvents,
        links(span.getLinks()),
        Scopes.known(span.getInstrumentationScopeInfo()),
        resource);
  }

  private String name(AttributeSieve sieve, SpanKind kind, String given) {
    String derived = names.derive(sieve, kind, given);
    if (derived != null && !admits(sieve, kind, derived)) {
      derived = null;
    }
    String name = derived == null ? SpanNames.neutral(kind) : derived;
    ledger.name(derived != null, !name.equals(given));
    return name;
  }

  /** Families are closed one by one, so that a polluted one does not take the others with it. */
  private boolean admits(AttributeSieve sieve, SpanKind kind, String name) {
    boolean http =
        sieve.decided(Role.METHOD) != null && (kind == SpanKind.SERVER || kind == SpanKind.CLIENT);
    if (http || sieve.decided(Role.DB_SYSTEM) != null) {
      // Made of methods and declared routes, of verbs and the words of the code's own statements:
      // as many as the application has, and they leave as attributes in any case.
      return true;
    }
    if (evidence.known(Kind.SPAN_OF_METHOD, name) != null) {
      // As many as the application has methods, and none is a value that data could choose.
      return true;
    }
    String family = sieve.decided(Role.MESSAGING_SYSTEM) != null ? "name:queue" : "name:";
    return evidence.admits(family, name);
  }

  private StatusData status(StatusData given) {
    if (!given.getDescription().isEmpty()) {
      ledger.statusTextRemoved();
    }
    return switch (given.getStatusCode()) {
      case UNSET -> StatusData.unset();
      case OK -> StatusData.ok();
      case ERROR -> StatusData.error();
    };
  }

  private static List<LinkData> links(List<LinkData> given) {
    if (given.isEmpty()) {
      return List.of();
    }
    List<LinkData> kept = new ArrayList<>(Math.min(given.size(), MOST_LINKS));
    for (LinkData link : given) {
      SpanContext context = TraceContexts.clean(link.getSpanContext());
      if (context.isValid() && kept.size() < MOST_LINKS) {
        kept.add(LinkData.create(context));
      }
    }
    return List.copyOf(kept);
  }
}
