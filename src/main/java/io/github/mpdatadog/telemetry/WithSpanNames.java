// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.List;

/**
 * The names that {@code @WithSpan} gives to spans: the annotation's constant, else {@code
 * Class.method}. Both are written by programmers.
 */
final class WithSpanNames {

  /** By name, because the annotation may be hidden from this class. */
  private static final String WITH_SPAN = "io.opentelemetry.instrumentation.annotations.WithSpan";

  static List<String> of(AnnotatedType<?> type) {
    List<String> names = new ArrayList<>();
    for (AnnotatedMethod<?> method : type.getMethods()) {
      for (Annotation annotation : method.getAnnotations()) {
        if (annotation.annotationType().getName().equals(WITH_SPAN)) {
          names.add(name(annotation, method));
        }
      }
    }
    return names;
  }

  private static String name(Annotation annotation, AnnotatedMethod<?> method) {
    String value = value(annotation);
    return value.isEmpty()
        ? method.getJavaMember().getDeclaringClass().getSimpleName()
            + "."
            + method.getJavaMember().getName()
        : value;
  }

  private static String value(Annotation annotation) {
    try {
      return (String) annotation.annotationType().getMethod("value").invoke(annotation);
    } catch (ReflectiveOperationException notAsDocumented) {
      return "";
    }
  }

  private WithSpanNames() {}
}
