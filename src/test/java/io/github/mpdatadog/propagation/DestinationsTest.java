// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"http://localhost:9080/", "http://127.0.0.1/", "http://[::1]/", "http://lab/"})
  void nobodyIsOneOfUsByLookingLikeIt(String uri) {
    assertThat(new Destinations(List.of()).areOurs(URI.create(uri))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "lab, http://lab/x, true",
    "lab, https://LAB:8443/x, true",
    "lab, http://lab.example/, false",
    "lab, http://xlab/, false",
    "lab:8443, https://lab:8443/, true",
    "lab:8443, https://lab/, false",
    "lab:443, https://lab/, true",
    "lab:80, http://lab/, true",
    "*.clinic.example, http://a.clinic.example/, true",
    "*.clinic.example, http://a.b.clinic.example:81/, true",
    "*.clinic.example, http://clinic.example/, false",
    "*.clinic.example, http://evilclinic.example/, false",
    "*.clinic.example, http://clinic.example.evil/, false",
    "*.clinic.example:81, http://a.clinic.example:81/, true",
    "*.clinic.example:81, http://a.clinic.example:82/, false",
    "[::1]:9080, http://[::1]:9080/, true",
    "lab, http://lab@evil.example/, false",
    "lab, http://evil.example/?lab, false",
    "lab_service, http://lab_service:8080/x, true",
    "lab_service:8080, http://LAB_Service:8080/x, true",
    "lab_service:8080, http://lab_service/x, false",
    "lab_service:80, http://roe@lab_service/, true",
    "*.clinic_net, http://lab.clinic_net/, true",
    "lab_service, http://evil_lab_service/, false",
    "lab_service, http://lab_service@evil.example/, false",
    "lab_service, http://lab_service:80@evil_host/, false",
    "lab_service, http://evil_host@evil.example@lab_service/, false",
    "lab_service, http://evil_host%40lab_service/, false",
    "lab_service, http://evil%40evil.example@lab_service/, false",
    "lab_service, http://lab_service:80:80/, false",
    "lab_service, http://lab_service:0/, false",
    "lab_service, http://lab_service:65536/, false",
    "lab_service, http://lab_service./, false",
    "lab, http://lab./, false"
  })
  void aPatternCoversItsHostAndNoOther(String pattern, String uri, boolean ours) {
    assertThat(new Destinations(List.of(pattern)).areOurs(URI.create(uri))).isEqualTo(ours);
  }

  @Test
  void anExclamationMarkWinsOverEverythingElse() {
    Destinations destinations =
        new Destinations(
            List.of("!lab.clinic.example", "*.clinic.example", "lab.clinic.example:80"));

    assertThat(destinations.areOurs(URI.create("http://lab.clinic.example/"))).isFalse();
    assertThat(destinations.areOurs(URI.create("http://ward.clinic.example/"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/relative", "mailto:lab", "//lab/x", "http:///x"})
  void anAddressWithoutAHostIsNobodys(String uri) {
    assertThat(new Destinations(List.of("lab")).areOurs(URI.create(uri))).isFalse();
  }
}
