// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import io.github.mpdatadog.redis.JedisTracing;
import io.github.mpdatadog.redis.LettuceTracing;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.PooledConnectionProvider;

/**
 * Both clients, made in a way that Jedis 5 and 8 have in common: this is compiled against the
 * oldest releases and runs with the newest.
 */
@ApplicationScoped
public class RedisClients {
  UnifiedJedis jedis;
  StatefulRedisConnection<String, String> lettuce;

  private PooledConnectionProvider connections;
  private ClientResources resources;
  private RedisClient client;

  @PostConstruct
  void open() {
    String host = ConfigProvider.getConfig().getValue("it.redis.host", String.class);
    int port = ConfigProvider.getConfig().getValue("it.redis.port", Integer.class);
    connections =
        new PooledConnectionProvider(
            JedisTracing.create()
                .connections(
                    new HostAndPort(host, port), DefaultJedisClientConfig.builder().build()));
    jedis = new UnifiedJedis(connections, 1, Duration.ofSeconds(20));
    resources = DefaultClientResources.builder().tracing(LettuceTracing.create()).build();
    client = RedisClient.create(resources, "redis://" + host + ":" + port);
    lettuce = client.connect();
  }

  @PreDestroy
  void close() throws Exception {
    jedis.close();
    lettuce.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    resources.shutdown(0, 5, TimeUnit.SECONDS).get();
    FastThreadLocal.removeAll();
  }

  StatefulRedisConnection<String, String> lettuce() {
    return lettuce;
  }

  UnifiedJedis jedis() {
    return jedis;
  }

  /** UnifiedJedis's own has another type in each of the two. */
  Pipeline pipeline() {
    return new Pipeline(connections.getConnection(), true);
  }
}
