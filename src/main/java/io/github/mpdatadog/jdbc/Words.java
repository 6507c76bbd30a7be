// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.privacy.SqlShape;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.context.Context;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The vocabulary of the application that a span is made for. A driver's library and an application
 * may have a copy of this jar each; the application's words are then in its own copy, which is
 * called by reflection and held weakly.
 */
final class Words {

  static final Words OWN = new Words(null);

  /** With the class, not with us: a method would hold the application. */
  private static final ClassValue<Map<String, Method>> DOORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> home) {
          Map<String, Method> doors = new HashMap<>();
          for (Method method : home.getDeclaredMethods()) {
            if (method.getName().endsWith("ForOtherCopy")) {
              method.setAccessible(true);
              doors.put(method.getName(), method);
            }
          }
          return doors;
        }
      };

  private final @Nullable WeakReference<Class<?>> home;
  private final Set<Target> declared = ConcurrentHashMap.newKeySet();

  private Words(@Nullable Class<?> home) {
    this.home = home == null ? null : new WeakReference<>(home);
  }

  static Words of(ClassLoader application) {
    try {
      Class<?> home = Class.forName(Words.class.getName(), true, application);
      return home == Words.class ? OWN : new Words(home);
    } catch (ClassNotFoundException | LinkageError withoutCopy) {
      return OWN;
    }
  }

  SqlShape shape(String sql) {
    return call("shapeForOtherCopy", sql) instanceof String[] shape && shape.length == 2
        ? new SqlShape(shape[0], shape[1], null, null)
        : Vocabulary.shared().sqlShape(sql);
  }

  /** Gives the name under which the gate knows the class from now on. */
  String declareException(Class<?> thrown) {
    String name = Vocabulary.shared().exception(thrown);
    if (home != null) {
      call("declareForOtherCopy", Kind.EXCEPTION.name(), name);
    }
    return name;
  }

  /** A target is in our own vocabulary already. */
  void declare(Target target) {
    if (home != null && declared.add(target)) {
      String namespace = target.namespace();
      String host = target.host();
      if (namespace != null) {
        call("declareForOtherCopy", Kind.NAMESPACE.name(), namespace);
      }
      if (host != null) {
        call("declareForOtherCopy", Kind.HOST.name(), host);
      }
    }
  }

  /** Whether the other copy is opening a connection: what is done meanwhile is part of that. */
  boolean isConnecting() {
    return Boolean.TRUE.equals(call("isConnectingForOtherCopy"));
  }

  private @Nullable Object call(String door, Object... arguments) {
    Class<?> theirs = home == null ? null : home.get();
    Method method = theirs == null ? null : DOORS.get(theirs).get(door);
    try {
      return method == null ? null : method.invoke(null, arguments);
    } catch (ReflectiveOperationException | RuntimeException otherVersion) {
      return null;
    }
  }

  static @Nullable String[] shapeForOtherCopy(String sql) {
    SqlShape shape = Vocabulary.shared().sqlShape(sql);
    return new @Nullable String[] {shape.text(), shape.summary()};
  }

  static boolean isConnectingForOtherCopy() {
    return Call.isConnecting(Context.current());
  }

  /** An exception comes with each statement that fails, and is told again if it was forgotten. */
  static void declareForOtherCopy(String kind, String name) {
    Kind of = Kind.valueOf(kind);
    if (of != Kind.EXCEPTION || !Vocabulary.shared().contains(of, name)) {
      Vocabulary.shared().add(Words.class, of, List.of(name));
    }
  }
}
