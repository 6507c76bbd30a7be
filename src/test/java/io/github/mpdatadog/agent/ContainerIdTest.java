// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerIdTest {
  private static final String ID =
      "3726184226f5d3147c25fdeab5b60097e378e8a720503a5e19ecfdf29f869860";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          13:name=systemd:/docker/%s                                  | %s
          1:name=systemd:/kubepods/besteffort/pod3d274242-8ee0-11e9-a8a6-1e68d864ef1a/%s | %s
          0::/system.slice/docker-%s.scope                            | %s
          9:perf_event:/ecs/task/34dc0b5e626f2c5c4c5170e34b10e765-1234567890 | 34dc0b5e626f2c5c4c5170e34b10e765-1234567890
          1:name=systemd:/garden/6f265890-5165-7fab-6b52-18d1         | 6f265890-5165-7fab-6b52-18d1
          0::/                                                        |
          0::/user.slice/user-1000.slice/session-2.scope              |
          """)
  void isReadFromTheControlGroups(String cgroup, String id) {
    String text = "12:pids:/\n" + cgroup.replace("%s", ID) + "\n11:cpu:/\n";

    assertThat(ContainerId.parse(text)).isEqualTo(id == null ? null : id.replace("%s", ID));
  }

  @Test
  void readingTheIdOfThisProcessThrowsNowhere() {
    assertThatCode(ContainerId::ofThisProcess).doesNotThrowAnyException();
  }
}
