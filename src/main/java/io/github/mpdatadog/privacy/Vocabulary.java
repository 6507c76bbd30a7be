// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The texts that programmers and operators wrote. A value that equals one of them may leave the
 * JVM; a value that only looks like one may not.
 *
 * <p>Thread-safe. Readers take no lock: they see an immutable snapshot that writers replace. Texts
 * live as long as the owner they came with, a class loader or a servlet context, so an application
 * that is undeployed takes its words with it.
 */
public final class Vocabulary {

  /** What a text is good for: a table's name does not vouch for a host of the same name. */
  public enum Kind {
    /** A full route template, context path included: {@code /clinic/api/patients/{mrn}}. */
    ROUTE,
    /** A full servlet mapping: {@code /clinic/raw/*}, {@code /clinic/*.do}, {@code /clinic/}. */
    SERVLET_PATTERN,
    /** The name of a span, such as {@code Visits.book} of a method with {@code @WithSpan}. */
    SPAN_NAME,
    /** The name of a span event. */
    EVENT_NAME,
    /** A host the application is configured to call; compared without case. */
    HOST,
    /** A queue, topic or subscription. */
    DESTINATION,
    /** A database, schema, catalogue or bucket. */
    NAMESPACE,
    /** A table, collection or index. */
    COLLECTION,
    /** A column or field. */
    COLUMN,
    /** A stored procedure. */
    PROCEDURE,
    /** The class name of an exception. */
    EXCEPTION,
    /** A function or remote method. */
    FUNCTION,
    /** A service. */
    SERVICE,
    /** Anything else configuration names: a pool, a consumer group, a feature flag, a model. */
    LABEL
  }

  static final int DEFAULT_LIMIT = 20_000;
  private static final int LONGEST = 512;
  private static final Vocabulary SHARED = new Vocabulary();

  private final int limit;
  private final LongAdder refused = new LongAdder();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final List<Held> held = new ArrayList<>();
  private final List<Waiting> waiting = new CopyOnWriteArrayList<>();
  private volatile VocabularySnapshot snapshot = VocabularySnapshot.EMPTY;

  /** An empty vocabulary. */
  public Vocabulary() {
    this(DEFAULT_LIMIT);
  }

  Vocabulary(int limit) {
    this.limit = limit;
  }

  /** The vocabulary of everything that the class loader of this jar serves. */
  public static Vocabulary shared() {
    return SHARED;
  }

  /** Adds texts for as long as {@code owner} is reachable. Beyond the limit they are refused. */
  public synchronized void add(Object owner, Kind kind, Collection<String> texts) {
    forgetTheGone();
    Set<String> known = heldBy(owner).of(kind);
    int room = limit - size();
    boolean changed = false;
    for (String text : texts) {
      String normal = normal(kind, text);
      if (known.contains(normal)) {
        continue;
      }
      if (normal.isBlank() || normal.length() > LONGEST || room == 0) {
        refused.increment();
      } else {
        known.add(normal);
        room--;
        changed = true;
      }
    }
    if (changed) {
      publish();
    }
  }

  /**
   * Adds the texts of a source that may not answer yet. It is asked when the vocabulary is next
   * read, and again until it answers.
   *
   * @param source must not hold {@code owner} itself, which is passed to it; returns null, or
   *     throws, while it has no answer
   */
  public void addWhenKnown(
      Object owner, Kind kind, Function<Object, @Nullable Collection<String>> source) {
    waiting.add(new Waiting(new WeakReference<>(owner), kind, source));
  }

  private boolean answers(Waiting source) {
    Object owner = source.owner().get();
    Collection<String> texts = owner == null ? List.of() : source.ask(owner);
    if (owner != null && texts != null) {
      add(owner, source.kind(), texts);
    }
    return texts != null;
  }

  /** Whether the text is one of that kind. */
  public boolean contains(Kind kind, @Nullable String text) {
    return known(kind, text) != null;
  }

  /**
   * The route that may leave for this candidate: the candidate when it is a declared route, else
   * the text of the servlet pattern that matches it, never the candidate, else null.
   */
  public @Nullable String verifiedRoute(@Nullable String candidate) {
    if (candidate == null) {
      return null;
    }
    VocabularySnapshot now = snapshot();
    String route = now.known(Kind.ROUTE, candidate);
    if (route == null && candidate.indexOf('{') >= 0) {
      route = now.known(Kind.ROUTE, withoutRegex(candidate));
    }
    return route != null ? route : now.patternFor(candidate);
  }

  /** How many texts were refused because of the limit, or because they were blank or too long. */
  public long refused() {
    return refused.sum();
  }

  /** Removes the regular expressions of a template: {@code {mrn: [A-Z]+\d{5}}} is {@code {mrn}}. */
  public static String withoutRegex(String template) {
    return RouteTemplates.withoutRegex(template);
  }

  /** The vocabulary's own copy of the text: what leaves is then never the caller's object. */
  @Nullable String known(Kind kind, @Nullable String text) {
    return text == null ? null : snapshot().known(kind, text);
  }

  /** The shapes of statements in the words of tables, columns and procedures. */
  SqlShapes sql() {
    return snapshot().sql();
  }

  private VocabularySnapshot snapshot() {
    if (!waiting.isEmpty()) {
      waiting.removeIf(this::answers);
    }
    if (gone.poll() != null) {
      afterUndeployment();
    }
    return snapshot;
  }

  private synchronized void afterUndeployment() {
    forgetTheGone();
    publish();
  }

  private void forgetTheGone() {
    held.removeIf(h -> h.get() == null);
  }

  private void publish() {
    List<Map<Kind, Set<String>>> texts = new ArrayList<>(held.size());
    held.forEach(h -> texts.add(h.texts));
    snapshot = VocabularySnapshot.of(texts);
  }

  private int size() {
    int size = 0;
    for (Held h : held) {
      for (Set<String> texts : h.texts.values()) {
        size += texts.size();
      }
    }
    return size;
  }

  private Held heldBy(Object owner) {
    for (Held h : held) {
      if (h.refersTo(owner)) {
        return h;
      }
    }
    Held fresh = new Held(owner, gone);
    held.add(fresh);
    return fresh;
  }

  private static String normal(Kind kind, String text) {
    return switch (kind) {
      case ROUTE -> withoutRegex(text);
      case HOST -> text.toLowerCase(Locale.ROOT);
      default -> text;
    };
  }

  private record Waiting(
      WeakReference<Object> owner,
      Kind kind,
      Function<Object, @Nullable Collection<String>> source) {

    @Nullable Collection<String> ask(Object asked) {
      try {
        return source.apply(asked);
      } catch (RuntimeException notYet) {
        return null;
      }
    }
  }

  /** By identity, unlike WeakHashMap: an owner's equals() is the application's code. */
  private static final class Held extends WeakReference<Object> {
    final Map<Kind, Set<String>> texts = new EnumMap<>(Kind.class);

    Held(Object owner, ReferenceQueue<Object> gone) {
      super(owner, gone);
    }

    Set<String> of(Kind kind) {
      return texts.computeIfAbsent(kind, k -> new LinkedHashSet<>());
    }
  }
}
