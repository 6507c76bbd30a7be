// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Configuration;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces that MicroProfile REST clients are made of, in the configuration of each client.
 * Clients of one builder share their configuration, so there can be several. Stateless.
 */
final class ClientInterfaces {

  static final String PROPERTY = "io.github.mpdatadog.rest.interfaces";

  /** Those in the configuration and one more. */
  static Set<Class<?>> with(Class<?> client, Configuration configuration) {
    Set<Class<?>> all = new LinkedHashSet<>(of(configuration));
    all.add(client);
    return Set.copyOf(all);
  }

  @SuppressWarnings("unchecked") // no one else knows that name
  static Set<Class<?>> of(Configuration configuration) {
    return configuration.getProperty(PROPERTY) instanceof Set<?> known
        ? (Set<Class<?>>) known
        : Set.of();
  }

  /**
   * The template of a call. RESTEasy joins the path of the client's own interface, where it has
   * one, and that of the method, wherever it was declared. A method of another interface belongs to
   * a resource within the client's: then only the root is certain.
   *
   * @return null where the interfaces do not tell which of them it is
   */
  static @Nullable String template(Set<Class<?>> clients, Method method) {
    List<String> found =
        clients.stream()
            .filter(client -> method.getDeclaringClass().isAssignableFrom(client))
            .map(client -> Templates.join(List.of(path(client), path(method))))
            .distinct()
            .toList();
    if (found.isEmpty() && clients.size() == 1) {
      return Templates.join(List.of(path(clients.iterator().next()), Ways.ANYTHING));
    }
    return found.size() == 1 ? found.get(0) : null;
  }

  private static String path(AnnotatedElement declared) {
    Path path = declared.getAnnotation(Path.class);
    return path == null ? "" : path.value();
  }

  private ClientInterfaces() {}
}
