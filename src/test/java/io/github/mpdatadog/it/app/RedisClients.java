// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import io.github.mpdatadog.redis.JedisTracing;
import io.github.mpdatadog.redis.LettuceTracing;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/** Both clients, as the README tells to make them. */
@ApplicationScoped
public class RedisClients {
  JedisPooled jedis;
  StatefulRedisConnection<String, String> lettuce;

  private ClientResources resources;
  private RedisClient client;

  @PostConstruct
  void open() {
    int port = ConfigProvider.getConfig().getValue("it.redis.port", Integer.class);
    jedis =
        new JedisPooled(
            JedisTracing.create()
                .connections(
                    new HostAndPort("127.0.0.1", port),
                    DefaultJedisClientConfig.builder().build()));
    resources = DefaultClientResources.builder().tracing(LettuceTracing.create()).build();
    client = RedisClient.create(resources, "redis://127.0.0.1:" + port);
    lettuce = client.connect();
  }

  @PreDestroy
  void close() throws Exception {
    jedis.close();
    lettuce.close();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    resources.shutdown(0, 5, TimeUnit.SECONDS).get();
  }

  StatefulRedisConnection<String, String> lettuce() {
    return lettuce;
  }

  JedisPooled jedis() {
    return jedis;
  }
}
