// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;

/**
 * Fills a pool with connections that are traced; all else is Jedis's. Newer versions than the one
 * this is compiled against tell a manager of authentication tokens of each connection, so that it
 * gets every new token; so does this one, by name.
 */
final class JedisConnections extends ConnectionFactory {

  private final JedisSocketFactory sockets;
  private final HostAndPort server;
  private final JedisClientConfig config;
  private final RedisTracer tracer;
  private final @Nullable Object tokens;

  JedisConnections(HostAndPort server, JedisClientConfig config, RedisTracer tracer) {
    super(server, config);
    this.sockets = new DefaultJedisSocketFactory(server, config);
    this.server = server;
    this.config = config;
    this.tracer = tracer;
    this.tokens = tokens(config);
  }

  private static @Nullable Object tokens(JedisClientConfig config) {
    try {
      return JedisClientConfig.class.getMethod("getAuthXManager").invoke(config);
    } catch (ReflectiveOperationException older) {
      return null;
    }
  }

  @Override
  public PooledObject<Connection> makeObject() throws Exception {
    Connection made = new JedisConnection(sockets, server, config, tracer);
    if (tokens != null) {
      try {
        tokens.getClass().getMethod("addConnection", Connection.class).invoke(tokens, made);
      } catch (ReflectiveOperationException changed) {
        // Better untraced than without a valid token.
        made.close();
        return super.makeObject();
      }
    }
    return new DefaultPooledObject<>(made);
  }
}
