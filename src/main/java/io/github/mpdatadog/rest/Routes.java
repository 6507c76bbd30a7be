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

  /** Resources within resources, and ways through them, beyond which only the root is told. */
  private static final int DEEPEST = 8;

  private static final int MOST_WAYS = 256;

  private static final String ANYTHING = "*";

  private final Vocabulary vocabulary;
  private final ConcurrentHashMap<String, String> declared = new ConcurrentHashMap<>();

  /**
   * Reading annotations is slow. By the classes that a request went through, from the root resource
   * on, and its method; a list, because the JDK keeps the class of a record that it has hashed.
   */
  private final ConcurrentHashMap<List<Object>, List<String>> templates = new ConcurrentHashMap<>();

  Routes(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The route of the request, for example {@code /clinic/api/patients/{mrn}}. */
  String of(UriInfo uri, Class<?> resourceClass, Method method) {
    String template = chosen(candidates(classes(uri, resourceClass), method), uri.getPath());
    String base = base(uri);
    String route = Templates.join(List.of(base, template));
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

  /** All templates that the annotations allow; the last one names the root only. */
  private List<String> candidates(List<Class<?>> classes, Method method) {
    if (isRecursive(classes)) {
      // The client says how often, so the sequence is the client's and not the programmer's.
      return List.of(rest(ResourceClass.of(classes.get(0))));
    }
    List<Object> way = new ArrayList<>(classes);
    way.add(method);
    List<String> known = templates.get(way);
    if (known == null) {
      known = declared(classes, method);
      if (templates.size() < MAX_ROUTES) {
        templates.put(way, known);
      }
    }
    return known;
  }

  private static boolean isRecursive(List<Class<?>> classes) {
    return classes.size() > DEEPEST || new HashSet<>(classes).size() < classes.size();
  }

  private static List<String> declared(List<Class<?>> classes, Method method) {
    List<ResourceClass> chain = classes.stream().map(ResourceClass::of).toList();
    List<String> candidates = List.of(chain.get(0).path());
    for (int i = 1; i < chain.size() && candidates.size() <= MOST_WAYS; i++) {
      candidates = extend(candidates, chain.get(i - 1).locatorsOf(chain.get(i)));
    }
    if (candidates.size() > MOST_WAYS) {
      return List.of(rest(chain.get(0)));
    }
    ResourceClass last = chain.get(chain.size() - 1);
    candidates = extend(candidates, List.of(last.path(method)));
    if (candidates.size() != 1) {
      candidates.add(rest(chain.get(0)));
    }
    return candidates;
  }

  private static String rest(ResourceClass root) {
    return Templates.join(List.of(root.path(), ANYTHING));
  }

  private static String chosen(List<String> candidates, String path) {
    int fallback = candidates.size() - 1;
    for (int i = 0; i < fallback; i++) {
      if (Templates.matches(candidates.get(i), path)) {
        return candidates.get(i);
      }
    }
    return candidates.get(fallback);
  }

  private static List<String> extend(List<String> starts, List<String> ends) {
    List<String> extended = new ArrayList<>();
    for (String start : starts) {
      for (String end : ends) {
        extended.add(Templates.join(List.of(start, end)));
      }
    }
    return extended;
  }

  /**
   * The context and application path, if the deployment declares them; a client can bend the rest.
   */
  private String base(UriInfo uri) {
    String base = Templates.join(List.of(String.valueOf(uri.getBaseUri().getRawPath())));
    String pattern = Templates.join(List.of(base, ANYTHING));
    return vocabulary.contains(SERVLET_PATTERN, pattern) ? base : "";
  }
}
