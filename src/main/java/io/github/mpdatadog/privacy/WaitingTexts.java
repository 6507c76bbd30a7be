// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A source of texts that may not answer yet. */
record WaitingTexts(
    WeakReference<Object> owner, Kind kind, Function<Object, @Nullable Collection<String>> source) {

  @Nullable Collection<String> ask(Object asked) {
    try {
      return source.apply(asked);
    } catch (RuntimeException notYet) {
      return null;
    }
  }
}
