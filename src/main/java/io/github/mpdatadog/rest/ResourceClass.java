// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the annotations of a resource class declare. Annotations may stand on a superclass or an
 * interface, and the instance at hand may be a proxy's.
 */
final class ResourceClass {

  private final Class<?> type;

  private ResourceClass(Class<?> type) {
    this.type = type;
  }

  /** The class a programmer wrote, where {@code type} may be a proxy generated from it. */
  static ResourceClass of(Class<?> type) {
    Class<?> written = type;
    while (isGenerated(written) && written.getSuperclass() != null) {
      written = written.getSuperclass();
    }
    return new ResourceClass(written);
  }

  private static boolean isGenerated(Class<?> type) {
    String name = type.getName();
    return type.isSynthetic() || name.contains("$$") || name.contains("$Proxy$");
  }

  /** The {@code @Path} of the class; empty where it has none. */
  String path() {
    Path path = find(type, Path.class);
    return path == null ? "" : path.value();
  }

  /** The {@code @Path} of one of its methods; empty where that has none. */
  String path(Method method) {
    Path path = find(type, method, Path.class);
    return path == null ? "" : path.value();
  }

  /** Paths of the methods that hand a request on to an object of class {@code target}. */
  List<String> locatorsOf(ResourceClass target) {
    List<String> paths = new ArrayList<>();
    for (Method method : type.getMethods()) {
      Path path = find(type, method, Path.class);
      if (path != null && !isEndpoint(method) && canReturn(method, target.type)) {
        paths.add(path.value());
      }
    }
    return paths;
  }

  /** A locator may also return the class to be made, or just Object. */
  private static boolean canReturn(Method method, Class<?> target) {
    Class<?> declared = method.getReturnType();
    return declared.isAssignableFrom(target) || declared == Class.class;
  }

  private boolean isEndpoint(Method method) {
    for (Method declared : declarations(type, method, new ArrayList<>())) {
      for (Annotation annotation : declared.getAnnotations()) {
        if (annotation.annotationType().isAnnotationPresent(HttpMethod.class)) {
          return true;
        }
      }
    }
    return false;
  }

  private static <A extends Annotation> @Nullable A find(
      Class<?> type, Method method, Class<A> annotation) {
    for (Method declared : declarations(type, method, new ArrayList<>())) {
      A found = declared.getAnnotation(annotation);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The method as declared in the class itself, its superclasses and their interfaces. */
  private static List<Method> declarations(
      @Nullable Class<?> type, Method method, List<Method> found) {
    if (type == null) {
      return found;
    }
    try {
      found.add(type.getDeclaredMethod(method.getName(), method.getParameterTypes()));
    } catch (NoSuchMethodException inherited) {
      // Declared further up.
    }
    for (Class<?> declared : type.getInterfaces()) {
      declarations(declared, method, found);
    }
    return declarations(type.getSuperclass(), method, found);
  }

  private static <A extends Annotation> @Nullable A find(
      @Nullable Class<?> type, Class<A> annotation) {
    if (type == null) {
      return null;
    }
    A found = type.getAnnotation(annotation);
    for (Class<?> declared : type.getInterfaces()) {
      found = found != null ? found : find(declared, annotation);
    }
    return found != null ? found : find(type.getSuperclass(), annotation);
  }
}
