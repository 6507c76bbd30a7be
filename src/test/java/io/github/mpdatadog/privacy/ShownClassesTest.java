// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShownClassesTest {

  private static final String WARD =
      "package com.acme; public class Ward { static int beds; void open() {} void close() {} }";

  private long now = Long.MAX_VALUE - ShownClasses.AGAIN_NANOS / 2;
  private final ShownClasses classes = new ShownClasses(() -> now);
  private final Map<String, byte[]> files = new HashMap<>();
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
          byte[] file = files.get(path);
          return file == null ? null : new ByteArrayInputStream(file);
        }
      };

  private void add(String source) {
    Compiled.classes(17, source)
        .forEach((name, file) -> files.put(name.replace('.', '/') + ".class", file));
  }

  private boolean shows(String type, String method) {
    return classes.place(type, method) != null;
  }

  /** A class loader of a stopped application can be like that, and of a broken archive. */
  @Test
  void whatCannotBeReadIsAskedForAgainButNotForEachFrame() {
    add(WARD);
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
    add(WARD);
    classes.add(application);

    for (int i = 0; i < 3; i++) {
      assertThat(shows("com.acme.Ward", "jane")).isFalse();
      assertThat(shows("com.acme.Roe", "open")).isFalse();
      assertThat(shows("com.acme.Roe", "close")).isFalse();
      now += ShownClasses.AGAIN_NANOS;
    }

    assertThat(asked).containsExactly("com/acme/Ward.class", "com/acme/Roe.class");
  }

  /** Its superclass is the next one, that of the last is {@code E0000} again. */
  private void addCircle(int length) {
    add("package a; public class ESELF extends ENEXT { static int own; } class ENEXT {}");
    String file = new String(files.get("a/ESELF.class"), StandardCharsets.ISO_8859_1);
    for (int i = 0; i < length; i++) {
      String self = String.format("E%04d", i);
      String next = String.format("E%04d", (i + 1) % length);
      files.put(
          "a/" + self + ".class",
          file.replace("ESELF", self)
              .replace("ENEXT", next)
              .replace("own", "o" + self.substring(3))
              .getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void classesThatInheritFromEachOtherAreLookedAtOnce() {
    addCircle(3);
    classes.add(application);

    assertThat(classes.hasField("a.E0000", "o02")).isTrue();
    assertThat(classes.hasField("a.E0000", "jane")).isFalse();
    assertThat(classes.hasMethod("a.E0000", "jane")).isFalse();
    assertThat(asked).hasSize(9);
  }

  @Test
  void aLineOfClassesIsNotFollowedForEver() {
    addCircle(1_000);
    classes.add(application);

    assertThat(classes.hasField("a.E0930", "o93")).isTrue();
    assertThat(classes.hasField("a.E0930", "o30")).isTrue();
    asked.clear();
    assertThat(classes.hasField("a.E0930", "o29")).isFalse();
    assertThat(asked).hasSize(ShownClasses.MOST_INHERITED);
  }

  @Test
  void aClassOfManyInterfacesHasThatOfItsSuperclassToo() {
    StringBuilder source =
        new StringBuilder("package a; public class Ward extends Base implements I0");
    for (int i = 1; i < 200; i++) {
      source.append(", I").append(i);
    }
    source.append(" {} class Base { void open() {} }");
    for (int i = 0; i < 200; i++) {
      source.append(" interface I").append(i).append(" {}");
    }
    add(source.toString());
    classes.add(application);

    assertThat(classes.hasMethod("a.Ward", "open")).isTrue();
    asked.clear();
    assertThat(classes.hasMethod("a.Ward", "jane")).isFalse();
    assertThat(asked).hasSize(ShownClasses.MOST_INHERITED);
  }

  @Test
  void anInheritedMemberIsRememberedAsThatOfTheClassThatWasNamed() {
    add("package a; public class Ward extends Base {} class Base { int beds; void beds() {} }");
    classes.add(application);

    assertThat(classes.hasField("a.Ward", "beds")).isTrue();
    assertThat(classes.place("a.Ward", "beds")).as("a frame has the class of the code").isNull();
    assertThat(classes.hasMethod("a.Ward", "beds")).isTrue();
    assertThat(classes.hasMethod("a.Ward", "jane")).isFalse();
    asked.clear();
    assertThat(classes.hasField("a.Ward", "beds")).isTrue();
    assertThat(classes.hasMethod("a.Ward", "beds")).isTrue();
    assertThat(classes.hasMethod("a.Ward", "jane")).isFalse();
    assertThat(asked).isEmpty();
  }
}
