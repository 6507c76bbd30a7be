// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.UnifiedJedis;

/** Answers are understood in whatever protocol they come; for the newest see NewestJedisIT. */
class JedisProtocolTest {
  private static final JedisTracing OFF = JedisTracing.create();

  private static RedisServer redis;
  private static HostAndPort server;
  private static final Recording recording = new Recording();
  private static final JedisTracing tracing = new JedisTracing(recording.sdk);

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    server = new HostAndPort("127.0.0.1", redis.port());
  }

  @AfterEach
  void forget() {
    recording.forget();
  }

  @AfterAll
  static void stop() {
    recording.close();
    redis.close();
  }

  private static JedisClientConfig config(RedisProtocol protocol) {
    return DefaultJedisClientConfig.builder().protocol(protocol).build();
  }

  @ParameterizedTest
  @NullSource
  @EnumSource
  void aPoolOfJedisObjectsUnderstandsTheProtocolThatIsConfigured(RedisProtocol protocol)
      throws Exception {
    assertThat(recording.inSpan(() -> JedisAnswers.ofPool(tracing, server, config(protocol))))
        .isEqualTo(JedisAnswers.RIGHT);
  }

  @ParameterizedTest
  @NullSource
  @EnumSource
  void aPoolOfJedisObjectsThatIsNotTracedDoesSoToo(RedisProtocol protocol) {
    assertThat(JedisAnswers.ofPool(OFF, server, config(protocol))).isEqualTo(JedisAnswers.RIGHT);
  }

  @ParameterizedTest
  @NullSource
  @EnumSource
  void aPoolOfConnectionsDoesSoToo(RedisProtocol protocol) throws Exception {
    try (JedisPooled jedis = new JedisPooled(tracing.connections(server, config(protocol)))) {
      jedis.zadd("beds", 1, "anna");
      assertThat(recording.inSpan(() -> jedis.zrangeWithScores("beds", 0, -1)))
          .hasToString("[[anna,1.0]]");
    }
    assertThat(recording.redis()).extracting(SpanData::getName).containsExactly("ZRANGE");
  }

  @ParameterizedTest
  @NullSource
  @EnumSource(names = "RESP2")
  void aJedisObjectWithAConnectionOfOursIsTraced(RedisProtocol protocol) throws Exception {
    assertThat(recording.inSpan(() -> JedisAnswers.ofConnection(tracing, server, config(protocol))))
        .isEqualTo(JedisAnswers.RIGHT);
    assertThat(recording.redis())
        .extracting(SpanData::getName)
        .containsExactly("ZADD", "ZADD", "ZRANGE", "ZPOPMIN");
  }

  @ParameterizedTest
  @NullSource
  @EnumSource(names = "RESP2")
  void aPoolOfJedisObjectsIsTraced(RedisProtocol protocol) throws Exception {
    recording.inSpan(() -> JedisAnswers.ofPool(tracing, server, config(protocol)));

    assertThat(recording.redis()).extracting(SpanData::getName).contains("ZRANGE", "ZPOPMIN");
  }

  /** A Jedis object that is given a connection does not ask it for its protocol. */
  @Test
  void aPoolOfJedisObjectsWithTheNewProtocolIsJedisOwn() throws Exception {
    recording.inSpan(() -> JedisAnswers.ofPool(tracing, server, config(RedisProtocol.RESP3)));

    assertThat(recording.redis()).isEmpty();
  }

  @Test
  void aUnifiedJedisAsksItsConnectionForTheProtocol() throws Exception {
    try (UnifiedJedis jedis =
        new UnifiedJedis(tracing.connection(server, config(RedisProtocol.RESP3)))) {
      jedis.zadd("beds", 1, "anna");
      assertThat(recording.inSpan(() -> jedis.zrangeWithScores("beds", 0, -1)))
          .hasToString("[[anna,1.0]]");
    }
    assertThat(recording.redis()).extracting(SpanData::getName).containsExactly("ZRANGE");
  }
}
