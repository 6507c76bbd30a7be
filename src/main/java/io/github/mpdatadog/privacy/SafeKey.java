// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.trace.Span;
import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.StringJoiner;

/**
 * The key of an attribute that cannot hold free text: its values are the constants of an enum, a
 * flag or a small number. The gate knows such a key without configuration and checks each value
 * again.
 *
 * <pre>{@code
 * private static final SafeKey<ClaimKind> KIND = SafeKey.ofEnum("claim.kind", ClaimKind.class);
 * ...
 * KIND.set(Span.current(), ClaimKind.DENTAL);
 * }</pre>
 *
 * <p>A key can be made in a static initializer only, where no request can have a say in its name.
 * That is why the gate trusts it. It is forgotten when its class is unloaded.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <V> what it can be set to
 */
public final class SafeKey<V> {

  private static final int LONGEST = 64;
  private static final int DEEPEST = 8;
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final String key;
  private final Range range;

  private SafeKey(String key, Range range, String rule) {
    ClassLoader owner = owner();
    if (!isSafe(key) || Policy.strict().reserves(key)) {
      throw new IllegalArgumentException(
          "A SafeKey needs a name like claim.kind, outside the namespaces of OpenTelemetry and"
              + " Datadog");
    }
    this.key = key;
    this.range = range;
    SafeKeys.shared().add(owner, key, RuleParser.parse(rule));
  }

  /** A key whose values are the constants of an enum; it leaves as the constant's name. */
  public static <E extends Enum<E>> SafeKey<E> ofEnum(String key, Class<E> type) {
    StringJoiner names = new StringJoiner(",", "enum(", ")");
    for (E constant : type.getEnumConstants()) {
      names.add(constant.name());
    }
    return new SafeKey<>(key, new Range(0, 0), names.toString());
  }

  /** A key whose values are true and false. */
  public static SafeKey<Boolean> ofFlag(String key) {
    return new SafeKey<>(key, new Range(0, 0), "bool");
  }

  /** A key whose values are the numbers from {@code least} to {@code most}. */
  public static SafeKey<Integer> ofCount(String key, int least, int most) {
    return new SafeKey<>(key, new Range(least, most), "int(" + least + ".." + most + ")");
  }

  /** Sets the attribute. A number out of range, and null, set nothing. */
  public void set(Span span, V value) {
    if (value instanceof Enum<?> constant) {
      span.setAttribute(key, constant.name());
    } else if (value instanceof Boolean flag) {
      span.setAttribute(key, flag);
    } else if (value instanceof Integer number && range.contains(number)) {
      span.setAttribute(key, number.longValue());
    }
  }

  /** The loader of the class that is being initialized. */
  private static ClassLoader owner() {
    List<StackFrame> frames =
        STACK.walk(
            all ->
                all.dropWhile(f -> f.getDeclaringClass() == SafeKey.class).limit(DEEPEST).toList());
    for (StackFrame frame : frames) {
      Class<?> holder = frame.getDeclaringClass();
      if (holder != frames.get(0).getDeclaringClass()) {
        break;
      }
      if (frame.getMethodName().equals("<clinit>")) {
        ClassLoader loader = holder.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
      }
    }
    throw new IllegalStateException("A SafeKey must be the value of a static final field");
  }

  /** Parts of lower-case letters, digits and underscores that start with a letter. */
  private static boolean isSafe(String key) {
    char before = '.';
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean other = c == '_' || c == '.' || (c >= '0' && c <= '9');
      if (!letter && (!other || before == '.')) {
        return false;
      }
      before = c;
    }
    return before != '.' && key.length() <= LONGEST;
  }
}
