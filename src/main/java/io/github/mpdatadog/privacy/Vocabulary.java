// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The texts that programmers and operators wrote. A value that equals one of them may leave the
 * JVM; a value that only looks like one may not.
 *
 * <p>Thread-safe. Readers take no lock: they see an immutable snapshot that writers replace. Texts
 * live as long as the owner they came with, a class loader or a servlet context, so an application
 * that is undeployed takes its words with it. Not an API.
 */
public final class Vocabulary {

  /** What a text is good for: a table's name does not vouch for a host of the same name. */
  public enum Kind {
    /** A full route template, context path included: {@code /clinic/api/patients/{mrn}}. */
    ROUTE,
    /** A full servlet mapping: {@code /clinic/raw/*}, {@code /clinic/*.do}, {@code /clinic/}. */
    SERVLET_PATTERN,
    /** The path of a page that a web application brings along. */
    PAGE,
    /** The name of a span; any string constant of the classes that make spans may be one. */
    SPAN_NAME,
    /** The name that a method's span has: {@code Visits.book}, or what {@code @WithSpan} says. */
    SPAN_OF_METHOD,
    /** The name of a span event; any string constant of the classes that make spans may be one. */
    EVENT_NAME,
    /** A host the application is configured to call; compared without case. */
    HOST,
    /** A queue, topic or subscription. */
    DESTINATION,
    /** A database, schema or catalogue. */
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

  /** More than a reader of code gives of a kind, so that one application leaves room for others. */
  static final int OF_ONE_OWNER = 4_000;

  /** Applications that fill each of {@link #KEPT_FREE} to the last. */
  private static final int FULL_OWNERS = 4;

  /** Each has room of its own: without them every trace of an application would be nameless. */
  private static final Set<Kind> KEPT_FREE =
      EnumSet.of(Kind.ROUTE, Kind.SERVLET_PATTERN, Kind.HOST, Kind.EXCEPTION);

  private static final int LONGEST = 512;
  private static final Vocabulary SHARED = new Vocabulary();

  private final int limit;
  private final int ofOneOwner;
  private final LongAdder refused = new LongAdder();
  private final LongAdder beyondLimit = new LongAdder();
  private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
  private final List<OwnedTexts> held = new ArrayList<>();
  private final LoadedExceptions loaded = new LoadedExceptions(beyondLimit);
  private final WaitingTexts waiting;
  private final ClassLoaders loaders = new ClassLoaders();
  private volatile VocabularySnapshot snapshot = VocabularySnapshot.EMPTY;

  /** An empty vocabulary. */
  public Vocabulary() {
    this(DEFAULT_LIMIT, OF_ONE_OWNER, System::nanoTime);
  }

  /**
   * @param limit of all texts but those of the kinds that have room of their own
   * @param ofOneOwner texts of a kind that one owner can have
   * @param nanoTime as {@link System#nanoTime()}
   */
  Vocabulary(int limit, int ofOneOwner, LongSupplier nanoTime) {
    this.limit = limit;
    this.ofOneOwner = ofOneOwner;
    this.waiting = new WaitingTexts(nanoTime);
  }

  /** The vocabulary of everything that the class loader of this jar serves. */
  public static Vocabulary shared() {
    return SHARED;
  }

  /**
   * Adds texts for as long as {@code owner} is reachable. Beyond the limits they are refused: one
   * owner has room for 4,000 of a kind, and all together for 50,000, but for those of routes,
   * servlet patterns, hosts and exceptions, which have 16,000 each.
   */
  public synchronized void add(Object owner, Kind kind, Collection<String> texts) {
    boolean forgot = forgetTheGone();
    Set<String> known = heldBy(owner).of(kind);
    int room = Math.min(ofOneOwner - known.size(), room(kind));
    boolean changed = false;
    for (String text : texts) {
      String normal = normal(kind, text);
      if (known.contains(normal)) {
        continue;
      }
      if (normal.isBlank() || normal.length() > LONGEST) {
        refused.increment();
      } else if (room <= 0) {
        beyondLimit.increment();
      } else {
        known.add(normal);
        room--;
        changed = true;
      }
    }
    if (forgot) {
      publish();
    } else if (changed) {
      publish(kind);
    }
  }

  /**
   * Vouches for the class of an exception, which is code, for as long as its class loader lives.
   * Takes no lock where the class loader is known.
   *
   * @return its name as the gate lets it leave; of a generated class, what is constant of it
   */
  public String exception(Class<?> thrown) {
    return loaded.add(thrown);
  }

  /** Class files that this class loader finds are code, for as long as it lives. */
  public void addLoader(ClassLoader loader) {
    loaders.add(loader);
  }

  /** Those that were added and live. */
  List<ClassLoader> loaders() {
    return loaders.living();
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
   * Adds the texts of a source that may not answer yet. It is asked without a lock when the
   * vocabulary is next read, and again, at most once a second in the end, until it answers.
   *
   * @param source must not hold {@code owner} itself, which is passed to it; returns null, or
   *     throws, while it has no answer
   */
  public void addWhenKnown(
      Object owner, Kind kind, Function<Object, @Nullable Collection<String>> source) {
    waiting.add(owner, kind, source);
  }

  /** Whether the text is one of that kind. */
  public boolean contains(Kind kind, @Nullable String text) {
    return known(kind, text) != null;
  }

  /**
   * The route that may leave for this candidate: the candidate when it is a declared route or a
   * page, else the text of the servlet pattern that matches it, never the candidate, else null.
   */
  public @Nullable String verifiedRoute(@Nullable String candidate) {
    if (candidate == null) {
      return null;
    }
    VocabularySnapshot now = snapshot();
    String route = now.known(Kind.ROUTE, candidate);
    if (route == null && candidate.indexOf('{') >= 0) {
      route = now.known(Kind.ROUTE, RouteTemplates.withoutRegex(candidate));
    }
    if (route == null) {
      route = now.known(Kind.PAGE, candidate);
    }
    return route != null ? route : now.patternFor(candidate);
  }

  /** How many texts were refused because of a limit, or because they were blank or too long. */
  long refused() {
    return refused.sum() + beyondLimit.sum();
  }

  /** How many of them there was no room for: names of code that do not leave for lack of it. */
  public long beyondLimit() {
    return beyondLimit.sum();
  }

  /** Counts texts that were left out before they came here. */
  void countBeyondLimit(long texts) {
    beyondLimit.add(texts);
  }

  /** The vocabulary's own copy of the text: what leaves is then never the caller's object. */
  @Nullable String known(Kind kind, @Nullable String text) {
    String known = text == null ? null : snapshot().known(kind, text);
    return known == null && text != null && kind == Kind.EXCEPTION ? loaded.known(text) : known;
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
    waiting.ask(this);
    if (gone.poll() != null) {
      afterUndeployment();
    }
    return snapshot;
  }

  private synchronized void afterUndeployment() {
    forgetTheGone();
    publish();
  }

  private boolean forgetTheGone() {
    return held.removeIf(h -> h.get() == null);
  }

  /** A route is added by the first request for it, which must not pay for all other texts. */
  private void publish(Kind kind) {
    List<Set<String>> texts = new ArrayList<>(held.size());
    for (OwnedTexts h : held) {
      texts.add(h.of(kind));
    }
    snapshot = snapshot.with(kind, texts);
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

  private int room(Kind kind) {
    boolean own = KEPT_FREE.contains(kind);
    int size = 0;
    for (OwnedTexts h : held) {
      for (Map.Entry<Kind, Set<String>> texts : h.texts.entrySet()) {
        Kind other = texts.getKey();
        boolean counts = own ? other == kind : !KEPT_FREE.contains(other);
        size += counts ? texts.getValue().size() : 0;
      }
    }
    return (own ? FULL_OWNERS * ofOneOwner : limit) - size;
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
      case ROUTE -> RouteTemplates.withoutRegex(text);
      case HOST -> text.toLowerCase(Locale.ROOT);
      default -> text;
    };
  }
}
