// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.privacy.SqlShape;
import io.opentelemetry.api.trace.Tracer;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one application that uses a database, by its context class loader. One data
 * source may serve many of them; each has a tracer and settings of its own, and the words of its
 * own copy of this jar. Applications that share one copy, in {@code lib/global}, share its words,
 * too. Everything of an application is held weakly. Thread-safe; finding one takes no lock.
 */
final class Application {

  private static final int MOST = 64;
  private static final long ASK_AGAIN_NANOS = 1_000_000_000L;
  private static final String SCOPE = "io.github.mpdatadog.jdbc";
  private static final boolean HAS_CDI = Visibility.ofCdi();

  private static volatile List<Application> all = List.of();

  private final WeakReference<ClassLoader> loader;
  private final JdbcSettings settings;
  private final Words words;
  private volatile WeakReference<@Nullable Tracer> tracer = new WeakReference<>(null);
  private volatile long askAgain = System.nanoTime();

  private Application(ClassLoader loader) {
    this.loader = new WeakReference<>(loader);
    this.settings = JdbcSettings.read();
    this.words = settings.enabled() ? Words.of(loader) : Words.OWN;
  }

  /** The application of the calling thread. */
  static Application current() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context != null ? context : ClassLoader.getSystemClassLoader();
    List<Application> known = all;
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).loader.refersTo(loader)) {
        return known.get(i);
      }
    }
    Application found = new Application(loader);
    remember(found);
    return found;
  }

  private static synchronized void remember(Application found) {
    List<Application> now = new ArrayList<>(all);
    now.removeIf(a -> a.loader.refersTo(null) || a.loader.refersTo(found.loader.get()));
    if (now.size() == MOST) {
      now.remove(0);
    }
    now.add(found);
    all = List.copyOf(now);
  }

  /** Settings are read once; tests change them. */
  static void forgetAll() {
    all = List.of();
  }

  boolean traces(boolean inTrace) {
    return settings.enabled() && (inTrace || settings.rootSpans());
  }

  /** Whether its own copy of this jar is opening a connection. */
  boolean isConnecting() {
    return words.isConnecting();
  }

  /** Of the application's own SDK; null while there is none, and then asked for again later. */
  @Nullable Tracer tracer() {
    Tracer known = tracer.get();
    if (known == null && System.nanoTime() - askAgain >= 0) {
      // Held weakly: the SDK holds it, and this must not hold the SDK.
      known = ask();
      tracer = new WeakReference<>(known);
      askAgain = System.nanoTime() + ASK_AGAIN_NANOS;
    }
    return known;
  }

  private static @Nullable Tracer ask() {
    Tracer found = null;
    if (HAS_CDI) {
      try {
        found = CdiTelemetry.tracer(SCOPE);
      } catch (RuntimeException | LinkageError noContainer) {
        found = null; // none here, or not yet
      }
    }
    return found != null ? found : JdbcTelemetry.tracer(SCOPE);
  }

  /** Null where there is no statement. */
  @Nullable SqlShape shape(@Nullable String sql, List<String> added) {
    if (added.size() > 1 || (sql != null && !added.isEmpty() && !added.get(0).equals(sql))) {
      StringBuilder text = new StringBuilder(sql == null ? "" : words.shape(sql).text());
      for (String statement : added) {
        text.append(text.length() == 0 ? "" : "; ").append(words.shape(statement).text());
      }
      return new SqlShape(text.toString(), "BATCH", null, null);
    }
    return sql == null ? null : words.shape(sql);
  }

  /** The class's name, known to the gate as that of an exception. */
  String declared(Class<?> thrown) {
    return words.declareException(thrown);
  }

  /** Tells the gate of this application, too, where that is another than ours. */
  void declare(Target target) {
    if (target.isConfigured()) {
      words.declare(target);
    }
  }
}
