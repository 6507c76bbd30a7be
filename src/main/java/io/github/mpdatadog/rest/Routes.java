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

  private static final String ANYTHING = "*";

  private final Vocabulary vocabulary;
  private final ConcurrentHashMap<String, String> declared = new ConcurrentHashMap<>();

  Routes(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** The route of the request, for example {@code /clinic/api/patients/{mrn}}. */
  String of(UriInfo uri, Class<?> resourceClass, Method method) {
    String template = template(chain(uri, resourceClass), method, uri.getPath());
    String base = base(uri);
    String route = Templates.join(List.of(base, template));
    if (declared.size() < MAX_ROUTES && declared.putIfAbsent(route, route) == null) {
      vocabulary.add(this, ROUTE, List.of(route));
    }
    return route;
  }

  /** The classes that the request went through, from the root resource to the last one. */
  private static List<ResourceClass> chain(UriInfo uri, Class<?> resourceClass) {
    List<ResourceClass> chain = new ArrayList<>();
    List<Object> matched = new ArrayList<>(uri.getMatchedResources());
    Collections.reverse(matched);
    for (Object resource : matched) {
      Class<?> type = resource instanceof Class<?> c ? c : resource.getClass();
      chain.add(ResourceClass.of(type));
    }
    if (chain.size() <= 1) {
      return List.of(ResourceClass.of(resourceClass));
    }
    return chain;
  }

  private static String template(List<ResourceClass> chain, Method method, String path) {
    List<String> candidates = List.of(chain.get(0).path());
    for (int i = 1; i < chain.size(); i++) {
      candidates = extend(candidates, chain.get(i - 1).locatorsOf(chain.get(i)));
    }
    ResourceClass last = chain.get(chain.size() - 1);
    candidates = extend(candidates, List.of(last.path(method)));
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    for (String candidate : candidates) {
      if (Templates.matches(candidate, path)) {
        return candidate;
      }
    }
    return Templates.join(List.of(chain.get(0).path(), ANYTHING));
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
