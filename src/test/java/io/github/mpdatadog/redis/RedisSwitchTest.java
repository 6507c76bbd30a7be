// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.NoConfiguration;
import io.lettuce.core.tracing.Tracing;
import jakarta.enterprise.inject.spi.CDI;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;

/** What the clients get where there is nothing to trace is their own. */
class RedisSwitchTest {

  private static volatile RuntimeException broken;

  @AfterEach
  void clear() {
    System.clearProperty("dd.api.key");
    System.clearProperty("dd.trace.redis.enabled");
  }

  @AfterEach
  void leave() {
    ConfigProviderResolver.setInstance(null);
    broken = null;
  }

  private static Class<?> connections() {
    return JedisTracing.create()
        .connections(new HostAndPort("127.0.0.1", 1), DefaultJedisClientConfig.builder().build())
        .getClass();
  }

  @Test
  void withoutTheKeyNothingIsTraced() {
    assertThat(LettuceTracing.create()).isSameAs(Tracing.disabled());
    assertThat(connections()).isEqualTo(ConnectionFactory.class);
  }

  @Test
  void withTheSwitchOfRedisOffNothingIsTraced() {
    System.setProperty("dd.api.key", "k");
    System.setProperty("dd.trace.redis.enabled", "false");

    assertThat(LettuceTracing.create()).isSameAs(Tracing.disabled());
    assertThat(connections()).isEqualTo(ConnectionFactory.class);
  }

  /** As with the API of MicroProfile Config alone: no implementation, no configuration. */
  @Test
  void withoutConfigurationNothingIsTracedAndNothingIsThrown() {
    ConfigProviderResolver.setInstance(new NoConfiguration());

    assertThat(LettuceTracing.create()).isSameAs(Tracing.disabled());
    assertThat(connections()).isEqualTo(ConnectionFactory.class);
  }

  @Test
  void withBrokenBeansNothingIsTracedAndNothingIsThrown() {
    System.setProperty("dd.api.key", "k");
    broken = new UnsupportedOperationException("no beans of that type");
    CDI.setCDIProvider(
        () -> {
          throw broken == null ? new IllegalStateException("no deployment") : broken;
        });

    assertThat(LettuceTracing.create()).isSameAs(Tracing.disabled());
    assertThat(connections()).isEqualTo(ConnectionFactory.class);
  }

  @Test
  void outsideOfAnApplicationNothingIsTracedAndNothingIsThrown() {
    System.setProperty("dd.api.key", "k");

    assertThat(LettuceTracing.create()).isSameAs(Tracing.disabled());
    assertThat(connections()).isEqualTo(ConnectionFactory.class);
  }
}
