// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the database's own data source and sets its properties, or tells all that is wrong. */
final class DelegateMaker {

  private final List<String> problems = new ArrayList<>();

  static Object make(
      Class<?> kind,
      @Nullable String className,
      Map<String, Object> properties,
      @Nullable String pairs)
      throws SQLException {
    DelegateMaker maker = new DelegateMaker();
    Object made = maker.create(kind, className);
    for (Map.Entry<String, Object> property : properties.entrySet()) {
      maker.set(made, property.getKey(), property.getValue(), property.getKey());
    }
    maker.setPairs(made, pairs);
    if (made == null || !maker.problems.isEmpty()) {
      throw Problems.of(maker.problems);
    }
    return made;
  }

  private @Nullable Object create(Class<?> kind, @Nullable String className) {
    if (className == null || className.isBlank()) {
      problems.add(Problems.NO_CLASS);
      return null;
    }
    try {
      Class<?> type = load(className.strip());
      if (kind.isAssignableFrom(type)) {
        return type.getConstructor().newInstance();
      }
      problems.add(Problems.wrongKind(kind));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unusable) {
      problems.add(Problems.CLASS_NOT_FOUND);
    }
    return null;
  }

  /** From our own library; an application that defines a data source has its own classes. */
  private static Class<?> load(String name) throws ClassNotFoundException {
    try {
      return Class.forName(name, true, DelegateMaker.class.getClassLoader());
    } catch (ClassNotFoundException notBesideUs) {
      return Class.forName(name, true, Thread.currentThread().getContextClassLoader());
    }
  }

  private void setPairs(@Nullable Object made, @Nullable String pairs) {
    int number = 0;
    for (String pair : pairs == null ? new String[0] : pairs.split(";", -1)) {
      number++;
      int equals = pair.indexOf('=');
      if (equals > 0) {
        set(
            made,
            pair.substring(0, equals).strip(),
            pair.substring(equals + 1).strip(),
            Problems.entry(number));
      } else if (!pair.isBlank()) {
        problems.add(Problems.notAPair(number));
      }
    }
  }

  /**
   * Sets a property.
   *
   * @param unknown what it is called where there is none of that name, which may then be a part of
   *     a password
   */
  private void set(@Nullable Object made, String property, Object value, String unknown) {
    if (made == null) {
      return;
    }
    boolean found = false;
    for (Method method : made.getClass().getMethods()) {
      if (method.getName().equalsIgnoreCase("set" + property) && method.getParameterCount() == 1) {
        found = true;
        if (isSet(made, method, value)) {
          return;
        }
      }
    }
    problems.add(found ? Problems.refused(property) : Problems.noSetter(unknown));
  }

  private static boolean isSet(Object made, Method setter, Object value) {
    try {
      Object converted = converted(setter.getParameterTypes()[0], value.toString());
      if (converted != null) {
        setter.invoke(made, converted);
      }
      return converted != null;
    } catch (ReflectiveOperationException | RuntimeException refused) {
      return false; // its text may quote the value
    }
  }

  private static @Nullable Object converted(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    }
    if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    }
    if (type == boolean.class || type == Boolean.class) {
      return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }
    if (type == short.class || type == Short.class) {
      return Short.valueOf(text);
    }
    return type == int[].class
        ? new int[] {Integer.parseInt(text)}
        : type == String[].class ? text.split(",", -1) : null;
  }

  private DelegateMaker() {}
}
