// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.resps.Tuple;

/** Asks for what both protocols of Redis answer in different ways. With any version of Jedis. */
final class JedisAnswers {
  static final String RIGHT = "[[anna,1.0], [bert,2.0]]";

  static String ofPool(JedisTracing tracing, HostAndPort server, JedisClientConfig config) {
    try (JedisPool pool = new JedisPool(tracing.jedis(server, config));
        Jedis jedis = pool.getResource()) {
      return ofJedis(jedis);
    }
  }

  static String ofConnection(JedisTracing tracing, HostAndPort server, JedisClientConfig config) {
    try (Jedis jedis = new Jedis(tracing.connection(server, config))) {
      return ofJedis(jedis);
    }
  }

  static String ofConnections(JedisTracing tracing, HostAndPort server, JedisClientConfig config) {
    try (UnifiedJedis jedis =
        new UnifiedJedis(
            new PooledConnectionProvider(tracing.connections(server, config)),
            1,
            Duration.ofSeconds(20))) {
      return of(jedis);
    }
  }

  static String of(UnifiedJedis jedis) {
    jedis.zadd("ward", 1, "anna");
    jedis.zadd("ward", 2, "bert");
    return one(jedis.zrangeWithScores("ward", 0, -1), jedis.zpopmin("ward", 2));
  }

  private static String ofJedis(Jedis jedis) {
    jedis.zadd("ward", 1, "anna");
    jedis.zadd("ward", 2, "bert");
    return one(jedis.zrangeWithScores("ward", 0, -1), jedis.zpopmin("ward", 2));
  }

  private static String one(List<Tuple> asked, List<Tuple> taken) {
    return asked.equals(taken) ? asked.toString() : asked + " is not " + taken;
  }

  private JedisAnswers() {}
}
