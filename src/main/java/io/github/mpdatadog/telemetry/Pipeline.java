// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Walks what spans really pass, and names every processor and exporter they reach around the gate.
 * The SDK offers no way to ask for them, so its fields are read; what cannot be read is not
 * trusted.
 */
final class Pipeline {

  private static final String SDK = "io.opentelemetry.sdk.trace.";

  private final Set<String> unguarded = new TreeSet<>();
  private boolean gated;

  /**
   * Returns the class names of what is reached around the gate, sorted; empty if nothing is.
   *
   * @param holder an object of the SDK's with a field {@code field} that holds a processor or
   *     several
   */
  static List<String> unguarded(Object holder, String field) {
    return of(holder, field).unguarded();
  }

  /** The class names of what is reached around the gate, sorted; empty if nothing is. */
  List<String> unguarded() {
    return List.copyOf(unguarded);
  }

  /** Whether a gate is reached. */
  boolean isGated() {
    return gated;
  }

  static Pipeline of(Object holder, String field) {
    Pipeline walk = new Pipeline();
    try {
      Field processors = find(holder.getClass(), field);
      processors.setAccessible(true);
      walk.visit(processors.get(holder));
    } catch (ReflectiveOperationException | RuntimeException unknownLayout) {
      walk.unguarded.add(holder.getClass().getName());
    }
    return walk;
  }

  private void visit(@Nullable Object part) throws ReflectiveOperationException {
    gated |= part instanceof RedactingSpanExporter;
    if (part == null
        || part instanceof RedactingSpanExporter
        || part instanceof PipelineWatch
        || part instanceof CallerWatch) {
      return;
    }
    if (part instanceof Collection<?> parts) {
      for (Object each : parts) {
        visit(each);
      }
    } else if (part instanceof Object[] parts) {
      visit(Arrays.asList(parts));
    } else if (part.getClass().getName().startsWith(SDK)) {
      for (Field field : fields(part.getClass())) {
        if (mayLeadOn(field)) {
          field.setAccessible(true);
          visit(field.get(part));
        }
      }
    } else if (part instanceof SpanProcessor || part instanceof SpanExporter) {
      unguarded.add(part.getClass().getName());
    }
  }

  /** Processors, exporters, collections of either, and the batch processor's worker. */
  private static boolean mayLeadOn(Field field) {
    Class<?> type = field.getType();
    return !Modifier.isStatic(field.getModifiers())
        && (SpanProcessor.class.isAssignableFrom(type)
            || SpanExporter.class.isAssignableFrom(type)
            || SpanExporter[].class.isAssignableFrom(type)
            || Collection.class == type
            || List.class == type
            || (type.getName().startsWith(SDK) && type.getName().endsWith("Worker")));
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      fields.addAll(Arrays.asList(c.getDeclaredFields()));
    }
    return fields;
  }

  private static Field find(Class<?> type, String name) throws NoSuchFieldException {
    for (Field field : fields(type)) {
      if (field.getName().equals(name)) {
        return field;
      }
    }
    throw new NoSuchFieldException(name);
  }

  private Pipeline() {}
}
