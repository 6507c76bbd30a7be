// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import java.lang.reflect.Method;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The templates by which a request can have come from a root resource to a method, through the
 * locators between them. Mostly there is one; where several locators return the same class, the
 * request's path tells which one the server took. Immutable.
 */
final class Ways {

  static final String ANYTHING = "*";

  /** They take no part in the choice of a resource (Jakarta RESTful Web Services 4.0, 3.7.2). */
  private static final Pattern MATRIX_PARAMETERS = Pattern.compile(";[^/]*");

  private static final Pattern ENCODED_SLASH = Pattern.compile("%2[Ff]");

  /** Beyond which only the root is told. */
  private static final int MOST = 256;

  /** In the order in which the server tries them. */
  private final List<String> templates;

  /** Of the templates; empty where there is nothing to choose. */
  private final List<Pattern> patterns;

  private final String root;

  private Ways(List<String> templates, String root) {
    this.templates = templates.stream().map(t -> Templates.join(List.of(t))).toList();
    this.patterns =
        templates.size() == 1 ? List.of() : templates.stream().map(Templates::pattern).toList();
    this.root = root;
  }

  /**
   * @param chain the classes that a request went through, from the root resource on
   */
  static Ways of(List<ResourceClass> chain, Method method) {
    List<String> found = List.of(chain.get(0).path());
    for (int i = 1; i < chain.size() && found.size() <= MOST; i++) {
      found = extend(found, chain.get(i - 1).locatorsOf(chain.get(i)));
    }
    if (found.size() > MOST) {
      return unknown(chain.get(0));
    }
    ResourceClass last = chain.get(chain.size() - 1);
    return new Ways(extend(found, List.of(last.path(method))), anythingUnder(chain.get(0)));
  }

  /** The way is not told, only that it began at this resource. */
  static Ways unknown(ResourceClass root) {
    return new Ways(List.of(), anythingUnder(root));
  }

  /** All but slashes, so that a template's own text, which is not encoded, is found. */
  private static String decoded(String path) {
    return path.indexOf('%') < 0
        ? path
        : URLDecoder.decode(
            ENCODED_SLASH.matcher(path).replaceAll("%252F").replace("+", "%2B"),
            StandardCharsets.UTF_8);
  }

  private static String anythingUnder(ResourceClass root) {
    return Templates.join(List.of(root.path(), ANYTHING));
  }

  /** Starts stay in their order, because the server chooses them first. */
  private static List<String> extend(List<String> starts, List<String> ends) {
    List<String> inOrder = ends.stream().sorted(Templates.FIRST_TRIED).toList();
    List<String> extended = new ArrayList<>();
    for (String start : starts) {
      for (String end : inOrder) {
        extended.add(Templates.joinWithRegex(List.of(start, end)));
      }
    }
    return extended;
  }

  /**
   * Without expressions: {@code /patients/{mrn}/notes/{id}}.
   *
   * @param path as the client encoded it, since the server matches that: an encoded slash is none
   */
  String templateFor(String path) {
    if (templates.size() == 1) {
      return templates.get(0);
    }
    String bare = Templates.joinWithRegex(List.of(MATRIX_PARAMETERS.matcher(path).replaceAll("")));
    try {
      bare = decoded(bare);
      for (int i = 0; i < patterns.size(); i++) {
        if (patterns.get(i).matcher(bare).matches()) {
          return templates.get(i);
        }
      }
    } catch (IllegalArgumentException malformed) {
      return root;
    } catch (StackOverflowError tooLong) {
      // The JDK recurses with each round of (a|b)*, here deeper than where the server did it.
      return root;
    }
    return root;
  }
}
