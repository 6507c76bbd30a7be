// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.opentelemetry.api.OpenTelemetry;
import java.util.Set;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * Traces Redis calls made with Jedis 5.0 or newer, by the connections that its pools are made of:
 *
 * <pre>{@code
 * JedisTracing tracing = JedisTracing.create();
 * new JedisPooled(tracing.connections(hostAndPort, config));
 * new JedisCluster(tracing.cluster(nodes, config), attempts, patience);
 * new JedisPool(tracing.jedis(hostAndPort, config));
 * }</pre>
 *
 * <p>A call becomes a child of the span that is current on the calling thread. A pipeline or a
 * transaction is one span. Thread-safe.
 */
public final class JedisTracing {

  private final @Nullable RedisTracer tracer;

  /**
   * The tracing of the application that calls; call it on one of its threads. Its connections are
   * Jedis's own where tracing is off, by {@code dd.trace.redis.enabled} too. Never throws.
   */
  public static JedisTracing create() {
    return new JedisTracing(Switch.tracer());
  }

  /** For Java SE, and wherever the caller knows its OpenTelemetry. Reads no configuration. */
  public JedisTracing(OpenTelemetry openTelemetry) {
    this(new RedisTracer(openTelemetry, false));
  }

  private JedisTracing(@Nullable RedisTracer tracer) {
    this.tracer = tracer;
  }

  /** For {@code JedisPooled}, {@code PooledConnectionProvider} and {@code ConnectionPool}. */
  public PooledObjectFactory<Connection> connections(HostAndPort server, JedisClientConfig config) {
    return tracer == null
        ? new ConnectionFactory(server, config)
        : new JedisConnections(server, config, tracer);
  }

  /** One connection, for {@code new Jedis(connection)} and {@code new UnifiedJedis(connection)}. */
  public Connection connection(HostAndPort server, JedisClientConfig config) {
    return tracer == null
        ? new Connection(server, config)
        : new JedisConnection(
            new DefaultJedisSocketFactory(server, config), server, config, tracer);
  }

  /** For {@code JedisPool}. */
  public PooledObjectFactory<Jedis> jedis(HostAndPort server, JedisClientConfig config) {
    return new JedisObjects(server, config, this);
  }

  /** For {@code JedisCluster} and {@code UnifiedJedis}. Asks the nodes for the cluster's layout. */
  public ClusterConnectionProvider cluster(Set<HostAndPort> nodes, JedisClientConfig config) {
    return tracer == null
        ? new ClusterConnectionProvider(nodes, config)
        : new JedisNodes(nodes, config, null, this);
  }

  /**
   * As above.
   *
   * @param pool for the connections to each node
   */
  public ClusterConnectionProvider cluster(
      Set<HostAndPort> nodes, JedisClientConfig config, GenericObjectPoolConfig<Connection> pool) {
    return tracer == null
        ? new ClusterConnectionProvider(nodes, config, pool)
        : new JedisNodes(nodes, config, pool, this);
  }
}
