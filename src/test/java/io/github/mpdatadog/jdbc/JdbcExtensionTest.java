// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.DriverManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Applications that share the jar share its driver, which goes with the last of them. */
class JdbcExtensionTest {

  private final JdbcExtension first = new JdbcExtension();
  private final JdbcExtension second = new JdbcExtension();

  /** Other tests find it as the class loading left it. */
  @AfterEach
  void register() {
    TracingDriver.register();
  }

  private static boolean isKnown() {
    return catchThrowable(() -> DriverManager.getDriver("jdbc:datadog:h2:mem:extension")) == null;
  }

  @Test
  void theDriverStaysWhileOneApplicationUsesIt() {
    first.start(null);
    second.start(null);
    first.stop(null);
    assertThat(isKnown()).isTrue();

    second.stop(null);
    assertThat(isKnown()).isFalse();
  }

  @Test
  void theDriverComesBackWithTheNextApplication() {
    first.start(null);
    first.stop(null);
    assertThat(isKnown()).isFalse();

    second.start(null);
    assertThat(isKnown()).isTrue();
    second.stop(null);
  }
}
