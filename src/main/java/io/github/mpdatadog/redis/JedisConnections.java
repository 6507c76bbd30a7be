// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;

/** Fills a pool with connections that are traced; all else is Jedis's. */
final class JedisConnections extends ConnectionFactory {

  private final JedisSocketFactory sockets;
  private final HostAndPort server;
  private final JedisClientConfig config;
  private final RedisTracer tracer;

  JedisConnections(HostAndPort server, JedisClientConfig config, RedisTracer tracer) {
    super(server, config);
    this.sockets = new DefaultJedisSocketFactory(server, config);
    this.server = server;
    this.config = config;
    this.tracer = tracer;
  }

  @Override
  public PooledObject<Connection> makeObject() {
    return new DefaultPooledObject<>(new JedisConnection(sockets, server, config, tracer));
  }
}
