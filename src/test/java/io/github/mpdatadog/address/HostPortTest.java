// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @CsvSource({
    "http://lab/x, lab, 80",
    "https://Lab.Clinic.example?q, lab.clinic.example, 443",
    "http://lab:/, lab, 80",
    "http://lab:65535, lab, 65535",
    "http://Lab_Service:8080/x, lab_service, 8080",
    "http://_lab-1__a.ns_1/, _lab-1__a.ns_1, 80",
    "http://127.0.0.1:9080/, 127.0.0.1, 9080",
    "'http://[FD00:10::1]:9080/', '[fd00:10::1]', 9080",
    "http://roe:pa:ss@lab_service/, lab_service, 80",
    "http://lab:80@evil_host/, evil_host, 80",
    "HTTPS://@lab_service, lab_service, 443",
  })
  void hostAndPortAreThoseThatTheRequestGoesTo(String uri, String host, int port) {
    assertThat(HostPort.of(URI.create(uri))).isEqualTo(new HostPort(host, port));
  }

  /** Where the JDK reads a host, so do we, or none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://lab:8080/x",
        "http://a-b.example",
        "http://roe@lab/",
        "http://LAB.example./",
        "http://[::1]/",
        "http://ro%40e@lab/"
      })
  void noHostIsAnotherThanTheJdks(String uri) {
    HostPort found = HostPort.of(URI.create(uri));

    assertThat(found == null ? null : found.host())
        .isIn(URI.create(uri).getHost().toLowerCase(java.util.Locale.ROOT), null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/relative", "lab", "mailto:lab", "//lab/x", "http:///x", "http:x"})
  void noHostIsMadeUp(String uri) {
    assertThat(HostPort.of(URI.create(uri))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        ":80",
        "roe@",
        "evil.example\\@lab",
        "lab\\@evil.example",
        "evil@evil.example@lab",
        "evil.example#@lab",
        "evil.example?@lab",
        "evil.example/@lab",
        "evil%40lab",
        "ro%40e@lab",
        "lab%2eexample",
        "lab%00",
        "lab.",
        ".lab",
        "lab..example",
        "-lab",
        "lab-",
        "lab-.example",
        "lab:80:80",
        "lab:0",
        "lab:080",
        "lab:65536",
        "lab:123456",
        "lab:-1",
        "lab:http",
        "lab :80",
        "lab,ward",
        "lab\n",
        "läb",
        "lab\u3002example",
        "::1",
        "[::1",
        "::1]",
        "[]",
        "[lab]",
        "[fe80::1%25eth0]",
        "[::1]lab",
        "lab[::1]",
      })
  void whatClientsCouldReadDifferentlyIsNoAddress(String authority) {
    assertThat(HostPort.of(authority, 80)).isNull();
  }

  @Test
  void aVeryLongAuthorityIsNoAddress() {
    for (String part : new String[] {"a", "a.", "-", "_", ":", "a@", "a-"}) {
      assertThat(HostPort.of(part.repeat(100_000), 80)).isNull();
    }
  }
}
