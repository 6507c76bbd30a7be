// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KnownFramesTest {

  private static final byte[] WARD =
      Compiled.classes(17, "package com.acme; public class Ward { void open() {} void close() {} }")
          .get("com.acme.Ward");

  private final Vocabulary vocabulary = new Vocabulary();
  private final KnownFrames frames = new KnownFrames(vocabulary, new Ledger());

  /** The others hold them weakly. */
  private final List<ClassLoader> held = new ArrayList<>();

  /** Shows one class, as the stream says. */
  private static ClassLoader showing(Supplier<InputStream> ward) {
    return new ClassLoader(null) {
      @Override
      public InputStream getResourceAsStream(String path) {
        return path.equals("com/acme/Ward.class") ? ward.get() : null;
      }
    };
  }

  private static InputStream unreadable() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("Too many open files");
      }
    };
  }

  private void add(ClassLoader application) {
    held.add(application);
    vocabulary.addLoader(application);
    frames.add(Exception.class);
  }

  private String written(String method) {
    return frames.written(new StackTraceElement("com.acme.Ward", method, "Ward.java", 1));
  }

  @Test
  void aClassThatCouldNotBeReadOnceIsNotLostForGood() {
    List<String> failing = new ArrayList<>(List.of("yes"));
    add(showing(() -> failing.isEmpty() ? new ByteArrayInputStream(WARD) : unreadable()));

    assertThat(written("open")).isNull();
    failing.clear();

    assertThat(written("close")).isEqualTo("com.acme.Ward.close(Ward.java:1)");
  }

  /** Here on the same thread: all that counts is that the list of class loaders is read before. */
  @Test
  void aClassLoaderThatComesWhileItsClassIsLookedForStillShowsIt() {
    ClassLoader later = showing(() -> new ByteArrayInputStream(WARD));
    add(
        showing(
            () -> {
              add(later);
              return null;
            }));

    assertThat(written("open")).doesNotContain("open");

    assertThat(written("open")).isEqualTo("com.acme.Ward.open(Ward.java:1)");
    assertThat(written("close")).isEqualTo("com.acme.Ward.close(Ward.java:1)");
  }
}
