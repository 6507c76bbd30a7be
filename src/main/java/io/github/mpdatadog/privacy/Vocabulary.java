// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
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
    /** The name of a span event; any string constant of the classes that make spans may be one. */
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
    /** The name of a class of the application. */
    CLASS,
    /** A service. */
    SERVICE,
    /** A batch job, or a step of one. */
    JOB,
    /** Anything else configuration names: a pool, a consumer group, a feature flag, a model. */
    LABEL
  }

  /** Room for the code of several applications: a jar in lib/global serves them all. */
  static final int DEFAULT_LIMIT = 50_000;

  private static final int LONGEST = 512;
  private static final Vocabulary SHARED = new Vocabulary();

  private final int limit;
  private final LongAdder refused = new LongAdder();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final List<OwnedTexts> held = new ArrayList<>();
  private final List<WaitingTexts> waiting = new CopyOnWriteArrayList<>();
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
   * Vouches for the class of an exception, which is code, and gives its name: the gate takes it
   * from no one else. Takes no lock where the class is known.
   */
  public String exception(Class<?> thrown) {
    String name = thrown.getName();
    if (!contains(Kind.EXCEPTION, name)) {
      add(thrown, Kind.EXCEPTION, List.of(name));
    }
    return name;
  }

  /**
   * Adds the recipes of exception messages, joined, by the name of the class that holds them. They
   * replace those that came with the same owner before.
   */
  synchronized void addMessages(Object owner, Map<String, String> recipesByClass) {
    forgetTheGone();
    heldBy(owner).messages = Map.copyOf(recipesByClass);
    publish();
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
    waiting.add(new WaitingTexts(new WeakReference<>(owner), kind, source));
  }

  private boolean answers(WaitingTexts source) {
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

  /** What remains of a message if code of that class made it, else null. */
  @Nullable String shape(String className, String message) {
    return snapshot().shape(className, message);
  }

  /** What of a statement may leave: its words that are keywords or of this vocabulary. */
  public SqlShape sqlShape(String statement) {
    return sql().of(statement);
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
    List<Map<String, String>> messages = new ArrayList<>(held.size());
    for (OwnedTexts h : held) {
      texts.add(h.texts);
      messages.add(h.messages);
    }
    snapshot = VocabularySnapshot.of(texts, messages);
  }

  private int size() {
    int size = 0;
    for (OwnedTexts h : held) {
      for (Set<String> texts : h.texts.values()) {
        size += texts.size();
      }
    }
    return size;
  }

  private OwnedTexts heldBy(Object owner) {
    for (OwnedTexts h : held) {
      if (h.refersTo(owner)) {
        return h;
      }
    }
    OwnedTexts fresh = new OwnedTexts(owner, gone);
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
}
