// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisFactory;

/** Fills a {@code JedisPool}; all but the making is Jedis's, and that too where it must be. */
final class JedisObjects extends JedisFactory {

  private final HostAndPort server;
  private final JedisClientConfig config;
  private final JedisTracing tracing;

  JedisObjects(HostAndPort server, JedisClientConfig config, JedisTracing tracing) {
    super(server, config);
    this.server = server;
    this.config = config;
    this.tracing = tracing;
  }

  @Override
  public PooledObject<Jedis> makeObject() throws Exception {
    return tracing.isOn() && JedisProtocol.isUnderstood(config)
        ? new DefaultPooledObject<>(new Jedis(tracing.connection(server, config)))
        : super.makeObject();
  }

  /** A pool of these does not close the connection that it takes back. */
  @Override
  public void passivateObject(PooledObject<Jedis> pooled) throws Exception {
    if (pooled.getObject().getConnection() instanceof JedisConnection traced) {
      traced.returned();
    }
    super.passivateObject(pooled);
  }
}
