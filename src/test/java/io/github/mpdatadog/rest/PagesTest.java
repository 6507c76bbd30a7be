// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesTest {

  private static List<String> in(Map<String, List<String>> folders) {
    return Pages.of(folder -> folders.getOrDefault(folder, List.of()));
  }

  @Test
  void pagesOfAllFoldersAreFound() {
    assertThat(
            in(
                Map.of(
                    "/", List.of("/index.xhtml", "/visits/"),
                    "/visits/", List.of("/visits/view.jsp", "/visits/old/"),
                    "/visits/old/", List.of("/visits/old/list.jspx"))))
        .containsExactlyInAnyOrder("/index.xhtml", "/visits/view.jsp", "/visits/old/list.jspx");
  }

  @Test
  void filesThatTheServerDoesNotRunAreNone() {
    assertThat(in(Map.of("/", List.of("/jane-roe.pdf", "/scan.html", "/xhtml", "/a.jsp.bak"))))
        .isEmpty();
  }

  @Test
  void whatClientsCannotAskForIsNone() {
    assertThat(
            in(
                Map.of(
                    "/", List.of("/WEB-INF/", "/META-INF/"),
                    "/WEB-INF/", List.of("/WEB-INF/layout.xhtml"),
                    "/META-INF/", List.of("/META-INF/part.xhtml"))))
        .isEmpty();
  }

  @Test
  void thereIsAnEndToPagesAndFolders() {
    List<String> many = IntStream.range(0, 3_000).mapToObj(i -> "/" + i + ".jsp").toList();

    assertThat(in(Map.of("/", many))).hasSize(Pages.MOST);
    assertThat(Pages.of(folder -> List.of(folder + "deeper/", folder + "a.jsp")))
        .hasSizeBetween(1, Pages.MOST);
  }
}
