// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShownClassesTest {

  private static final byte[] WARD =
      Compiled.classes(17, "package com.acme; public class Ward { void open() {} void close() {} }")
          .get("com.acme.Ward");

  private long now = Long.MAX_VALUE - ShownClasses.AGAIN_NANOS / 2;
  private final ShownClasses classes = new ShownClasses(() -> now);
  private final List<String> asked = new ArrayList<>();
  private boolean failing;

  /** Held here, for it is held weakly there. */
  private final ClassLoader application =
      new ClassLoader(null) {
        @Override
        public InputStream getResourceAsStream(String path) {
          asked.add(path);
          if (failing) {
            throw new IllegalStateException("closed");
          }
          return path.equals("com/acme/Ward.class") ? new ByteArrayInputStream(WARD) : null;
        }
      };

  private boolean shows(String type, String method) {
    return classes.place(type, method) != null;
  }

  /** A class loader of a stopped application can be like that, and of a broken archive. */
  @Test
  void whatCannotBeReadIsAskedForAgainButNotForEachFrame() {
    classes.add(application);
    failing = true;

    assertThat(shows("com.acme.Ward", "open")).isFalse();
    failing = false;
    now += ShownClasses.AGAIN_NANOS - 1;
    assertThat(shows("com.acme.Ward", "open")).isFalse();
    assertThat(asked).hasSize(1);
    now++;

    assertThat(shows("com.acme.Ward", "open")).isTrue();
    assertThat(shows("com.acme.Ward", "open")).isTrue();
    assertThat(asked).hasSize(2);
  }

  @Test
  void whatNoClassFileHasIsNotAskedForAgain() {
    classes.add(application);

    for (int i = 0; i < 3; i++) {
      assertThat(shows("com.acme.Ward", "jane")).isFalse();
      assertThat(shows("com.acme.Roe", "open")).isFalse();
      assertThat(shows("com.acme.Roe", "close")).isFalse();
      now += ShownClasses.AGAIN_NANOS;
    }

    assertThat(asked).containsExactly("com/acme/Ward.class", "com/acme/Roe.class");
  }
}
