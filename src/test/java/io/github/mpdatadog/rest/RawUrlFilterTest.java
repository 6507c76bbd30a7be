// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.OneBean;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In an EAR, where the filter has to ask for the servlet context. */
class RawUrlFilterTest {
  private final Vocabulary vocabulary = new Vocabulary();
  private long now = -5;
  private int asked;
  private final RawUrlFilter filter = new RawUrlFilter(vocabulary, () -> now);

  @AfterEach
  void noContainer() {
    CDI.setCDIProvider(
        () -> {
          throw new IllegalStateException("no container");
        });
  }

  private static <T> T fake(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            RawUrlFilterTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answers.get(method.getName())));
  }

  private void request(Duration later) {
    now += later.toNanos();
    filter.filter(fake(ContainerRequestContext.class, Map.of()));
  }

  private boolean isKnown() {
    return vocabulary.contains(Kind.SERVLET_PATTERN, "/clinic/api/*");
  }

  private void containerThatKnowsTheModuleFromThe(int time) {
    ServletRegistration servlet =
        fake(ServletRegistration.class, Map.of("getMappings", List.of("/api/*")));
    ServletContext context =
        fake(
            ServletContext.class,
            Map.of("getContextPath", "/clinic", "getServletRegistrations", Map.of("s", servlet)));
    CDI.setCDIProvider(
        () -> {
          if (++asked < time) {
            throw new IllegalStateException("not yet");
          }
          return new OneBean(context);
        });
  }

  @Test
  void aModuleThatCannotBeToldAtFirstIsAskedForAgain() {
    containerThatKnowsTheModuleFromThe(2);
    request(Duration.ZERO);
    assertThat(isKnown()).isFalse();

    request(Duration.ofMinutes(1));

    assertThat(isKnown()).isTrue();
  }

  @Test
  void aModuleThatIsNeverToldIsAskedForRarely() {
    containerThatKnowsTheModuleFromThe(Integer.MAX_VALUE);
    for (int second = 0; second < 3600; second++) {
      request(Duration.ofSeconds(1));
    }
    assertThat(asked).isBetween(10, 100);
  }

  @Test
  void aModuleThatIsKnownIsNotAskedForAgain() {
    containerThatKnowsTheModuleFromThe(1);
    request(Duration.ZERO);
    assertThat(isKnown()).isTrue();
    int before = asked;

    request(Duration.ofHours(1));

    assertThat(asked).isEqualTo(before);
  }
}
