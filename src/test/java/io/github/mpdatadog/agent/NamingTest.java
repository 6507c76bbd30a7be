// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.Test;

/** What a sampling rule can match. */
class NamingTest {

  private static final Attributes REQUEST =
      Attributes.builder()
          .put("http.request.method", "GET")
          .put("url.path", "/clinic/visits")
          .build();

  @Test
  void aRequestIsCalledAsOnDatadogsPagesWithItsPathForTheRoute() {
    assertThat(Naming.atStart("GET", SpanKind.SERVER, REQUEST))
        .isEqualTo(new Naming("http.server.request", "GET /clinic/visits"));
  }

  @Test
  void aRouteThatIsKnownAlreadyIsTheResource() {
    Attributes routed = REQUEST.toBuilder().put("http.route", "/visits/{id}").build();

    assertThat(Naming.atStart("GET", SpanKind.SERVER, routed))
        .isEqualTo(new Naming("http.server.request", "GET /visits/{id}"));
  }

  @Test
  void workOfTheApplicationsOwnIsInternalAndCalledByItsName() {
    assertThat(Naming.atStart("Clinic.nightly", SpanKind.INTERNAL, Attributes.empty()))
        .isEqualTo(new Naming("internal", "Clinic.nightly"));
  }

  @Test
  void aMessageIsConsumed() {
    Attributes message = Attributes.builder().put("messaging.system", "jms").build();

    assertThat(Naming.atStart("x", SpanKind.CONSUMER, message))
        .isEqualTo(new Naming("jms.consume", "consume"));
  }
}
