// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.trace.Span;
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
  private static final Range NOTHING = new Range(0, 0);
  private static final StackWalker STACK =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final String key;
  private final Range range;

  /**
   * @param rule empty for a key that never has a value
   */
  private SafeKey(Class<?> holder, String key, Range range, String rule) {
    if (!isBeingInitialized(holder)) {
      throw new IllegalStateException("A SafeKey must be the value of a static final field");
    }
    if (key.length() > LONGEST || Policy.strict().reserves(key)) {
      throw new IllegalArgumentException(
          "A SafeKey needs a short name outside OpenTelemetry's and Datadog's namespaces");
    }
    this.key = key;
    this.range = range;
    if (!rule.isEmpty()) {
      ClassLoader loader = holder.getClassLoader();
      SafeKeys.add(
          loader == null ? ClassLoader.getSystemClassLoader() : loader,
          key,
          RuleParser.parse(rule));
    }
  }

  /**
   * A key whose values are the constants of an enum; it leaves as the constant's name. Of an enum
   * without constants the key is never set.
   *
   * @throws IllegalArgumentException where the type is {@code Enum} itself or a constant's class
   */
  public static <E extends Enum<E>> SafeKey<E> ofEnum(String key, Class<E> type) {
    E[] constants = type.getEnumConstants();
    if (constants == null) {
      throw new IllegalArgumentException("A SafeKey needs the class of an enum");
    }
    StringJoiner names = new StringJoiner(",", "enum(", ")").setEmptyValue("");
    for (E constant : constants) {
      names.add(constant.name());
    }
    return new SafeKey<>(STACK.getCallerClass(), key, NOTHING, names.toString());
  }

  /** A key whose values are true and false. */
  public static SafeKey<Boolean> ofFlag(String key) {
    return new SafeKey<>(STACK.getCallerClass(), key, NOTHING, "bool");
  }

  /**
   * A key whose values are the numbers from {@code least} to {@code most}.
   *
   * @throws IllegalArgumentException where {@code least} is the greater one
   */
  public static SafeKey<Integer> ofCount(String key, int least, int most) {
    return new SafeKey<>(
        STACK.getCallerClass(), key, new Range(least, most), "int(" + least + ".." + most + ")");
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

  /** By this thread, and further down its stack. A throwable can be without one (JVM options). */
  private static boolean isBeingInitialized(Class<?> holder) {
    return STACK.walk(
        frames ->
            frames.anyMatch(
                frame ->
                    frame.getDeclaringClass() == holder
                        && frame.getMethodName().equals("<clinit>")));
  }
}
