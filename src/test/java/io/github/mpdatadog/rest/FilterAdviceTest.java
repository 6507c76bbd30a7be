// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterAdviceTest {

  private static final List<String> FILTER = List.of(TracingServletFilter.class.getName());

  @ParameterizedTest
  @ValueSource(strings = {"org.clinic.ReportServlet", "jakarta.faces.webapp.FacesServlet"})
  void servletsAndPagesOfAnApplicationNeedTheFilter(String servlet) {
    assertThat(FilterAdvice.isMissing(List.of(servlet), List.of("org.clinic.Login"))).isTrue();
    assertThat(FilterAdvice.isMissing(List.of(servlet), FILTER)).isFalse();
  }

  @Test
  void whatTheServerMapsForRestResourcesDoesNot() {
    String rest = "io.openliberty.org.jboss.resteasy.common.component.ResteasyServlet";

    assertThat(FilterAdvice.isMissing(List.of(rest), List.of())).isFalse();
    assertThat(FilterAdvice.isMissing(List.of(), List.of())).isFalse();
  }
}
