// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.sdk.trace.data.EventData;
import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gets the Throwable out of an exception event. The interface that has it is public API since SDK
 * 1.44 and hidden before, in a package that a server does not export, so it is met by name. The
 * method is taken from the interface: the class behind it is not accessible.
 */
final class RecordedThrowables {

  private static final String PUBLIC = "io.opentelemetry.sdk.trace.data.ExceptionEventData";
  private static final String HIDDEN =
      "io.opentelemetry.sdk.trace.internal.data.ExceptionEventData";

  /** Per class and not per name: two applications may bring two SDKs. Does not pin either. */
  private static final ClassValue<Optional<Method>> GETTER =
      new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
          return Optional.ofNullable(getter(type));
        }
      };

  static @Nullable Throwable of(EventData event) throws ReflectiveOperationException {
    Method getter = GETTER.get(event.getClass()).orElse(null);
    return getter != null && getter.invoke(event) instanceof Throwable thrown ? thrown : null;
  }

  private static @Nullable Method getter(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Class<?> face : c.getInterfaces()) {
        Method getter = isExceptionEvent(face) ? declared(face) : getter(face);
        if (getter != null) {
          return getter;
        }
      }
    }
    return null;
  }

  private static boolean isExceptionEvent(Class<?> face) {
    return face.getName().equals(PUBLIC) || face.getName().equals(HIDDEN);
  }

  private static @Nullable Method declared(Class<?> face) {
    try {
      return face.getMethod("getException");
    } catch (NoSuchMethodException otherSdk) {
      return null;
    }
  }

  private RecordedThrowables() {}
}
