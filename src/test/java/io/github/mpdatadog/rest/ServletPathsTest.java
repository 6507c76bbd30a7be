// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServletPathsTest {

  private final Vocabulary vocabulary = new Vocabulary();

  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "hashCode" -> System.identityHashCode(proxy);
                  case "equals" -> proxy == arguments[0];
                  default -> answers.get(method.getName());
                }));
  }

  private static ServletContext context(String path, String... mappings) {
    ServletRegistration servlet =
        fake(ServletRegistration.class, Map.of("getMappings", List.of(mappings)));
    return fake(
        ServletContext.class,
        Map.of(
            "getContextPath",
            path,
            "getServletRegistrations",
            Map.of("s", servlet),
            "getFilterRegistrations",
            Map.of(),
            "getResourcePaths",
            Set.of("/list.xhtml")));
  }

  @ParameterizedTest(name = "{0} mapped to {1} is {2}")
  @CsvSource({
    "/clinic, /raw/*, /clinic/raw/*",
    "/clinic, *.do, /clinic/*.do",
    "/clinic, /, /clinic/",
    "'', /api/*, /api/*",
    "'', *.do, /*.do"
  })
  void theContextPathStandsBeforeTheMapping(String path, String mapping, String pattern) {
    assertThat(ServletPaths.joined(path, mapping)).isEqualTo(pattern);
  }

  @Test
  void aRawPathIsReplacedByTheDeclaredPattern() {
    ServletContext context = context("/clinic", "*.do", "/raw/*");
    ServletPaths.collect(context, vocabulary);

    assertThat(vocabulary.verifiedRoute("/clinic/patients/99/view.do")).isEqualTo("/clinic/*.do");
    assertThat(vocabulary.verifiedRoute("/clinic/raw")).isEqualTo("/clinic/raw/*");
    assertThat(vocabulary.verifiedRoute("/clinic/patients/99")).isNull();
    assertThat(context).isNotNull();
  }

  @Test
  void aPageIsKnownByItsPath() {
    ServletContext context = context("/clinic", "*.xhtml");
    ServletPaths.collect(context, vocabulary);

    assertThat(vocabulary.verifiedRoute("/clinic/list.xhtml")).isEqualTo("/clinic/list.xhtml");
    assertThat(vocabulary.verifiedRoute("/clinic/roe.xhtml")).isEqualTo("/clinic/*.xhtml");
    assertThat(vocabulary.verifiedRoute("/list.xhtml")).isNull();
    assertThat(context).isNotNull();
  }

  @Test
  void anythingElseThanAServletContextIsIgnored() {
    ServletPaths.collect("an EJB module", vocabulary);

    assertThat(vocabulary.verifiedRoute("/x")).isNull();
  }
}
