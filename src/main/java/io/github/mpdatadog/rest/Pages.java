// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * The pages that a web application brings along. Programmers called them what they are called, so
 * their paths may leave. Only files that the server runs count: of others some may be uploads.
 */
final class Pages {

  static final int MOST = 2_000;

  private static final int MOST_FOLDERS = 1_000;
  private static final List<String> HIDDEN = List.of("/WEB-INF/", "/META-INF/");
  private static final List<String> ENDINGS = List.of(".xhtml", ".jsp", ".jspx");

  /**
   * @param paths gives what is in a folder, as {@code ServletContext.getResourcePaths} does
   */
  static List<String> of(Function<String, Collection<String>> paths) {
    List<String> pages = new ArrayList<>();
    Deque<String> folders = new ArrayDeque<>(List.of("/"));
    for (int visited = 0; visited < MOST_FOLDERS && !folders.isEmpty(); visited++) {
      for (String path : paths.apply(folders.remove())) {
        if (path.endsWith("/") && !HIDDEN.contains(path)) {
          folders.add(path);
        } else if (pages.size() < MOST && ENDINGS.stream().anyMatch(path::endsWith)) {
          pages.add(path);
        }
      }
    }
    return pages;
  }

  private Pages() {}
}
