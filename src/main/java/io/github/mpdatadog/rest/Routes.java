// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.ROUTE;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.SERVLET_PATTERN;

import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the route of a matched request from the annotations of the resources that matched it, and
 * declares it to the gate's vocabulary. Nothing of the request's own text goes into a route.
 *
 * <p>Thread-safe.
 */
final class Routes {

  /** As many as an application can declare; beyond that something is wrong and nothing is added. */
  private static final int MAX_ROUTES = 10_000;

  /** Resources within resources beyond which only the root is told. */
  private static final int DEEPEST = 8;

  private final Vocabulary vocabulary;
  private final ConcurrentHashMap<String, String> declared = new ConcurrentHashMap<>();

  /**
   * Reading annotations is slow. By the classes that a request went through, from the root resource
   * on, and its method; a list, because the JDK keeps the class of a record that it has hashed.
   */
  private final ConcurrentHashMap<List<Object>, Ways> templates = new ConcurrentHashMap<>();

  Routes(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The route of the request, for example {@code /clinic/api/patients/{mrn}}. */
  String of(UriInfo uri, Class<?> resourceClass, Method method) {
    String template = ways(classes(uri, resourceClass), method).templateFor(uri.getPath(false));
    String route = Templates.join(List.of(base(uri), template));
    if (declared.size() < MAX_ROUTES && declared.putIfAbsent(route, route) == null) {
      vocabulary.add(this, ROUTE, List.of(route));
    }
    return route;
  }

  private static List<Class<?>> classes(UriInfo uri, Class<?> resourceClass) {
    List<Object> matched = uri.getMatchedResources();
    if (matched.size() <= 1) {
      return List.of(resourceClass);
    }
    List<Class<?>> classes = new ArrayList<>(matched.size());
    for (Object resource : matched) {
      classes.add(resource instanceof Class<?> type ? type : resource.getClass());
    }
    // The framework lists the resource that matched last first.
    Collections.reverse(classes);
    return classes;
  }

  /** All ways that the annotations allow from the root resource to the method. */
  private Ways ways(List<Class<?>> classes, Method method) {
    if (isRecursive(classes)) {
      // The client says how often, so the sequence is the client's and not the programmer's.
      return Ways.unknown(ResourceClass.of(classes.get(0)));
    }
    List<Object> way = new ArrayList<>(classes);
    way.add(method);
    Ways known = templates.get(way);
    if (known == null) {
      known = Ways.of(classes.stream().map(ResourceClass::of).toList(), method);
      if (templates.size() < MAX_ROUTES) {
        templates.put(way, known);
      }
    }
    return known;
  }

  private static boolean isRecursive(List<Class<?>> classes) {
    return classes.size() > DEEPEST || new HashSet<>(classes).size() < classes.size();
  }

  /**
   * The context and application path, if the deployment declares them; a client can bend the rest.
   */
  private String base(UriInfo uri) {
    String base = Templates.join(List.of(String.valueOf(uri.getBaseUri().getRawPath())));
    String pattern = Templates.join(List.of(base, Ways.ANYTHING));
    return vocabulary.contains(SERVLET_PATTERN, pattern) ? base : "";
  }
}
