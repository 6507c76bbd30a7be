// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.FailingTelemetry;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.exceptions.JedisDataException;

/** Whatever the SDK throws, a command is sent once and gives what it would. */
class FailingSdkTest {
  private static final String ALL = "io.github.mpdatadog.FailingTelemetry#all";

  private static RedisServer redis;
  private final Recording recording = new Recording();

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @AfterEach
  void close() {
    recording.close();
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void callsOfJedisSucceedWhateverTheSdkThrows(FailingTelemetry broken) throws Exception {
    try (JedisPooled jedis =
        new JedisPooled(
            new JedisTracing(broken.sdk())
                .connections(
                    new HostAndPort("127.0.0.1", redis.port()),
                    DefaultJedisClientConfig.builder().build()))) {
      jedis.del("visits");
      assertThat(recording.inSpan(() -> jedis.incr("visits"))).isEqualTo(1);
      assertThat(recording.inSpan(() -> pipelined(jedis))).containsExactly(2L, 3L);
      assertThat(recording.inSpan(() -> inTransaction(jedis))).containsExactly(4L, 5L);
      assertThatThrownBy(() -> recording.inSpan(() -> jedis.llen("visits")))
          .isInstanceOf(JedisDataException.class);
    }
  }

  private static List<Object> pipelined(JedisPooled jedis) {
    try (Pipeline pipeline = jedis.pipelined()) {
      pipeline.incr("visits");
      pipeline.incr("visits");
      return pipeline.syncAndReturnAll();
    }
  }

  private static List<Object> inTransaction(JedisPooled jedis) {
    try (Transaction transaction = jedis.multi()) {
      transaction.incr("visits");
      transaction.incr("visits");
      return transaction.exec();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void callsOfLettuceSucceedWhateverTheSdkThrows(FailingTelemetry broken) throws Exception {
    ClientResources resources =
        DefaultClientResources.builder().tracing(new LettuceTracing(broken.sdk())).build();
    RedisURI uri = RedisURI.Builder.redis("127.0.0.1", redis.port()).build();
    RedisClient client = RedisClient.create(resources, uri);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> lettuce = connection.sync();
      lettuce.del("visits");
      assertThat(recording.inSpan(() -> lettuce.incr("visits"))).isEqualTo(1);
      recording.inSpan(lettuce::multi);
      recording.inSpan(() -> lettuce.incr("visits"));
      assertThat(recording.inSpan(lettuce::exec)).containsExactly(2L);
      assertThatThrownBy(() -> recording.inSpan(() -> lettuce.llen("visits")))
          .isInstanceOf(RedisCommandExecutionException.class);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
      resources.shutdown(0, 5, TimeUnit.SECONDS);
    }
  }
}
