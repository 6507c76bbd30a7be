// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import java.util.Collection;
import java.util.List;
import java.util.logging.Logger;

/** Tells that a web application has servlets of its own and not the filter that they need. */
final class FilterAdvice {

  private static final Logger LOG = Logger.getLogger("io.github.mpdatadog");

  /** By name: a class literal would link the servlet API. */
  private static final String FILTER = "io.github.mpdatadog.rest.TracingServletFilter";

  /** Of the server, which maps them for REST resources and the like. */
  private static final List<String> SERVERS =
      List.of("com.ibm.", "io.openliberty.", "io.smallrye.", "org.apache.cxf.", "org.jboss.");

  /**
   * @param path the web application's context path
   */
  static void give(String path) {
    LOG.warning(
        "MPDD0441W: The web application at \""
            + path
            + "\" has servlets or pages of its own and not the filter that they need: where one"
            + " throws, its trace is lost, and later requests may be taken for a part of it. Write "
            + FILTER
            + " in web.xml as the first filter, for /*.");
  }

  /**
   * @param servletsOrPages the names of the classes of servlets, or pages
   * @param filters the names of their classes
   */
  static boolean isMissing(Collection<String> servletsOrPages, Collection<String> filters) {
    return !filters.contains(FILTER)
        && servletsOrPages.stream().anyMatch(name -> SERVERS.stream().noneMatch(name::startsWith));
  }

  private FilterAdvice() {}
}
