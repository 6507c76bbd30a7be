// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static io.github.mpdatadog.redis.Recording.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.providers.ClusterConnectionProvider;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Two nodes that share the keys; a slot moves while clients believe the old layout. */
class RedisClusterTest {
  private static final Duration START = Duration.ofSeconds(60);
  private static final int SLOTS = 16_384;

  private static RedisServer first;
  private static RedisServer second;
  private final Recording recording = new Recording();

  @BeforeAll
  static void start() {
    first = RedisServer.startNode();
    second = RedisServer.startNode();
    try (Jedis one = at(first);
        Jedis two = at(second)) {
      one.clusterMeet("127.0.0.1", second.port());
      one.clusterAddSlots(IntStream.range(0, SLOTS / 2).toArray());
      two.clusterAddSlots(IntStream.range(SLOTS / 2, SLOTS).toArray());
      await(one);
      await(two);
    }
  }

  @AfterAll
  static void stop() {
    first.close();
    second.close();
  }

  @AfterEach
  void close() {
    recording.close();
  }

  private static Jedis at(RedisServer node) {
    return new Jedis("127.0.0.1", node.port());
  }

  static void await(Jedis node) {
    Instant end = Instant.now().plus(START);
    while (!node.clusterInfo().contains("cluster_state:ok")
        || !node.clusterInfo().contains("cluster_known_nodes:2")) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  /**
   * Moves the slot of a key to the other node, as redis-cli does: who imports a slot gets a newer
   * epoch, without which the old owner's next heartbeat can take it back.
   */
  private static void move(String key) {
    int slot = JedisClusterCRC16.getSlot(key);
    boolean up = slot < SLOTS / 2;
    try (Jedis from = at(up ? first : second);
        Jedis to = at(up ? second : first)) {
      String target = to.clusterMyId();
      to.clusterSetSlotImporting(slot, from.clusterMyId());
      from.clusterSetSlotMigrating(slot, target);
      to.clusterSetSlotNode(slot, target);
      from.clusterSetSlotNode(slot, target);
    }
  }

  @Test
  void jedisTellsEachTryAndARedirectionIsNoError() throws Exception {
    HostAndPort node = new HostAndPort("127.0.0.1", first.port());
    try (JedisCluster jedis =
        new JedisCluster(
            new JedisTracing(recording.sdk)
                .cluster(Set.of(node), DefaultJedisClientConfig.builder().build()),
            5,
            Duration.ofSeconds(10))) {
      recording.inSpan(() -> jedis.set("Quackenbush", "1"));
      recording.inSpan(() -> jedis.set("Zephyrine", "1"));
      assertThat(recording.redis(2)).extracting(SpanData::getName).containsOnly("SET");
      recording.forget();

      move("moving");
      assertThat(recording.inSpan(() -> jedis.set("moving", "1"))).isEqualTo("OK");

      List<SpanData> tries =
          recording.redis().stream().filter(span -> span.getName().equals("SET")).toList();
      assertThat(tries).hasSize(2);
      assertThat(text(tries.get(0), "db.response.status_code")).isEqualTo("MOVED");
      assertThat(tries)
          .extracting(span -> span.getStatus().getStatusCode())
          .containsOnly(StatusCode.UNSET);
    }
  }

  @Test
  void thePoolsOfTheNodesAreAsConfigured() {
    HostAndPort node = new HostAndPort("127.0.0.1", first.port());
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(3);
    try (ClusterConnectionProvider nodes =
        new JedisTracing(recording.sdk)
            .cluster(Set.of(node), DefaultJedisClientConfig.builder().build(), pool)) {
      assertThat(nodes.getNodes().values())
          .hasSize(2)
          .extracting(ConnectionPool::getMaxTotal)
          .containsOnly(3);
    }
  }

  @Test
  void lettuceTellsOneCallHoweverOftenItIsRedirected() throws Exception {
    ClientResources resources =
        DefaultClientResources.builder().tracing(new LettuceTracing(recording.sdk)).build();
    RedisClusterClient client =
        RedisClusterClient.create(
            resources, RedisURI.Builder.redis("127.0.0.1", first.port()).build());
    try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
      move("wandering");
      recording.inSpan(() -> connection.sync().set("wandering", "1"));
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    resources.shutdown(0, 5, TimeUnit.SECONDS);

    assertThat(recording.redis(1)).extracting(SpanData::getName).containsExactly("SET");
    assertThat(recording.redis().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }
}
