// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8126, http://localhost:8126, localhost:8126",
    "http://localhost:8126/, http://localhost:8126, localhost:8126",
    "http://localhost, http://localhost:8126, localhost:8126",
    "HTTP://10.0.0.1:80, http://10.0.0.1:80, 10.0.0.1:80",
    "http://datadog_agent:8126, http://datadog_agent:8126, datadog_agent:8126",
    "http://[::1]:8126, http://[::1]:8126, [::1]:8126",
    "unix:///var/run/datadog/apm.socket, unix:///var/run/datadog/apm.socket, localhost",
  })
  void readsWhatDatadogsTracersRead(String url, String shown, String host) {
    AgentAddress address = AgentAddress.of(URI.create(url));

    assertThat(address).hasToString(shown);
    assertThat(address.hostHeader()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:8126",
        "localhost:8126",
        "//localhost:8126",
        "http://jane:secret@localhost:8126",
        "http://localhost:8126/v0.4",
        "http://localhost:8126?x=secret",
        "http://localhost:0",
        "http://localhost:65536",
        "http:/localhost",
        "unix://secret",
        "unix:/",
        "unix:relative",
      })
  void refusesTheRestWithoutQuotingIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AgentAddress.of(URI.create(url)))
        .withMessage("url must be http://host:port or unix:///path.socket");
  }

  @Test
  void resolvesToAddresses() throws IOException {
    assertThat(AgentAddress.of(URI.create("http://127.0.0.1:1")).resolve())
        .containsExactly(new InetSocketAddress("127.0.0.1", 1));
    assertThat(AgentAddress.of(URI.create("http://[::1]:1")).resolve())
        .containsExactly(new InetSocketAddress("::1", 1));
    assertThat(AgentAddress.of(URI.create("unix:///a.socket")).resolve())
        .containsExactly(UnixDomainSocketAddress.of("/a.socket"));
  }

  @Test
  void settingsAreCheckedAndCopied() {
    Map<String, String> mapping = new HashMap<>();
    AgentSettings settings = TestSpans.settings(AgentSettings.DEFAULT_URL, mapping);
    mapping.put("a", "b");

    assertThat(settings.serviceMapping()).isEmpty();
    assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(Double.NaN, "v", "r", 1))
        .withMessage("sampleRate must be from 0 to 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(1.1, "v", "r", 1))
        .withMessage("sampleRate must be from 0 to 1");
    assertThatIllegalArgumentException().isThrownBy(() -> settings(1, " ", "r", 1));
    assertThatIllegalArgumentException().isThrownBy(() -> settings(1, "v", "", 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(1, "v", "r", 0))
        .withMessage("connectTimeout must be positive");
  }

  private static AgentSettings settings(double rate, String version, String id, int timeout) {
    Duration duration = Duration.ofSeconds(timeout);
    return new AgentSettings(
        AgentSettings.DEFAULT_URL, rate, Map.of(), version, id, duration, duration);
  }
}
