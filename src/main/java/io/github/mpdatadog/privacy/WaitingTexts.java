// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sources of texts that may not answer yet: servlet contexts tell nothing before they have started.
 * They are the container's code, so they are asked without any lock, by one thread at a time while
 * others go on with what is known, at once and then in growing steps up to once a second.
 *
 * <p>Thread-safe.
 */
final class WaitingTexts {

  private static final long FIRST_STEP_NANOS = 10_000_000L;
  private static final long LONGEST_STEP_NANOS = 1_000_000_000L;

  private final LongSupplier nanoTime;
  private final List<Source> sources = new CopyOnWriteArrayList<>();
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile long step;
  private volatile long next;

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  WaitingTexts(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(Object owner, Kind kind, Function<Object, @Nullable Collection<String>> source) {
    sources.add(new Source(owner, kind, source));
    step = FIRST_STEP_NANOS;
    next = nanoTime.getAsLong();
  }

  /** Asks if it is time to, and hands over what is answered. */
  void ask(Vocabulary to) {
    if (sources.isEmpty()
        || nanoTime.getAsLong() - next < 0
        || !asking.compareAndSet(false, true)) {
      return;
    }
    try {
      next = nanoTime.getAsLong() + step;
      step = Math.min(2 * step, LONGEST_STEP_NANOS);
      List<Source> done = new ArrayList<>();
      for (Source source : sources) {
        Object owner = source.owner.get();
        Collection<String> texts = owner == null ? List.of() : source.ask(owner);
        if (owner != null && texts != null) {
          to.add(owner, source.kind, texts);
        }
        if (texts != null) {
          done.add(source);
        }
      }
      sources.removeAll(done);
    } finally {
      asking.set(false);
    }
  }

  /** Not a record: see RATIONALE on the equals of one. */
  private static final class Source {
    final WeakReference<Object> owner;
    final Kind kind;
    private final Function<Object, @Nullable Collection<String>> texts;

    Source(Object owner, Kind kind, Function<Object, @Nullable Collection<String>> texts) {
      this.owner = new WeakReference<>(owner);
      this.kind = kind;
      this.texts = texts;
    }

    @Nullable Collection<String> ask(Object asked) {
      try {
        return texts.apply(asked);
      } catch (RuntimeException | LinkageError notYet) {
        return null;
      }
    }
  }
}
