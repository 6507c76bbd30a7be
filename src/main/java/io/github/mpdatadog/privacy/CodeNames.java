// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/**
 * Names of classes, methods and source files, in a grammar narrower than Java's: ASCII letters,
 * digits, {@code _} and {@code $}. What a compiler or a proxy generates is cut to something
 * constant.
 */
final class CodeNames {

  private static final int LONGEST = 300;

  /** Also counts of a JVM's own generated classes. */
  private static final String[] NUMBERED = {
    "$Proxy", "GeneratedMethodAccessor", "GeneratedConstructorAccessor"
  };

  private static final String[] SOURCES = {".java", ".kt", ".scala", ".groovy"};

  /** The class name without the suffix of lambdas, hidden classes and proxies, or null. */
  static @Nullable String type(@Nullable String name) {
    if (name == null || name.length() > LONGEST) {
      return null;
    }
    String constant = cut(name);
    return isDotted(constant) ? constant : null;
  }

  /** Per class, so that each is looked for once; holds no class and no class loader. */
  private static final ClassValue<String> THROWN =
      new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
          String name = type.isHidden() ? null : type(type.getName());
          if (name != null && isCode(type, name)) {
            return name;
          }
          Class<?> parent = type.getSuperclass();
          return parent == null ? "java.lang.Throwable" : type(parent);
        }
      };

  /** The class of a throwable, or its nearest superclass with a name that may leave. */
  static String type(Class<?> thrown) {
    return THROWN.get(thrown);
  }

  /** A class that was made while the application runs may be called after what it was made of. */
  private static boolean isCode(Class<?> type, String name) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == ClassLoader.getPlatformClassLoader()) {
      return true;
    }
    String holder = KnownFrames.holder(name);
    String file = holder.replace('.', '/') + ".class";
    return StackText.attempt(() -> loader.getResource(file)) != null
        || KnownFrames.hasNameOfServer(holder);
  }

  static @Nullable String method(@Nullable String name) {
    if (name == null || name.equals("<init>") || name.equals("<clinit>")) {
      return name;
    }
    return name.length() <= LONGEST && isIdentifier(name, 0, name.length()) ? name : null;
  }

  static @Nullable String sourceFile(@Nullable String name) {
    if (name == null || name.length() > LONGEST) {
      return null;
    }
    for (String extension : SOURCES) {
      if (name.endsWith(extension)) {
        return isIdentifier(name, 0, name.length() - extension.length()) ? name : null;
      }
    }
    return null;
  }

  private static String cut(String name) {
    int hidden = name.indexOf('/');
    String cut = hidden < 0 ? name : name.substring(0, hidden);
    int generated = cut.indexOf("$$");
    if (generated > 0) {
      return cut.substring(0, generated + 2);
    }
    int simple = cut.lastIndexOf('.') + 1;
    for (String numbered : NUMBERED) {
      if (cut.startsWith(numbered, simple)) {
        return cut.substring(0, simple + numbered.length());
      }
    }
    return cut;
  }

  private static boolean isDotted(String name) {
    int start = 0;
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
      if (!isIdentifier(name, start, dot)) {
        return false;
      }
      start = dot + 1;
    }
    return isIdentifier(name, start, name.length());
  }

  private static boolean isIdentifier(String text, int from, int to) {
    if (from >= to || (text.charAt(from) >= '0' && text.charAt(from) <= '9')) {
      return false;
    }
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '$') {
        return false;
      }
    }
    return true;
  }

  private CodeNames() {}
}
