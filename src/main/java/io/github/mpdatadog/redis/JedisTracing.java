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
   * The tracing of the application that calls; call it on one of its threads, as in a producer
   * method or {@code @PostConstruct} of a bean. Never throws.
   *
   * @return one whose connections are Jedis's own where tracing is off, by {@code
   *     dd.trace.redis.enabled} too, and where no application is known, which is logged as {@code
   *     MPDD0421W}
   */
  public static JedisTracing create() {
    return new JedisTracing(Switch.tracer());
  }

  /**
   * For Java SE, and wherever the caller knows its OpenTelemetry. Reads no configuration; makes no
   * span outside of a trace.
   *
   * @param openTelemetry makes the spans; kept for as long as this object and its connections live
   */
  public JedisTracing(OpenTelemetry openTelemetry) {
    this(new RedisTracer(openTelemetry, false));
  }

  private JedisTracing(@Nullable RedisTracer tracer) {
    this.tracer = tracer;
  }

  /**
   * For {@code JedisPooled}, {@code PooledConnectionProvider} and {@code ConnectionPool}.
   *
   * @param server the Redis server
   * @param config as Jedis takes it
   * @return makes the connections of a pool; opens none by itself
   */
  public PooledObjectFactory<Connection> connections(HostAndPort server, JedisClientConfig config) {
    return tracer == null
        ? new ConnectionFactory(server, config)
        : new JedisConnections(server, config, tracer);
  }

  boolean isOn() {
    return tracer != null;
  }

  /**
   * One connection, for {@code new Jedis(connection)} and, up to Jedis 7, {@code new
   * UnifiedJedis(connection)}.
   *
   * @param server the Redis server
   * @param config as Jedis takes it. Where it names no protocol the connection speaks RESP2, the
   *     only one that a {@code Jedis} with a given connection understands; so do not name RESP3 for
   *     it
   * @return a connection that is to be closed by its user
   * @throws redis.clients.jedis.exceptions.JedisConnectionException where it cannot be opened
   */
  public Connection connection(HostAndPort server, JedisClientConfig config) {
    JedisClientConfig old = JedisProtocol.withoutNegotiation(config);
    return tracer == null
        ? new Connection(server, old)
        : new JedisConnection(new DefaultJedisSocketFactory(server, old), server, old, tracer);
  }

  /**
   * For {@code JedisPool}.
   *
   * @param server the Redis server
   * @param config as Jedis takes it; with RESP3 the objects are Jedis's own and not traced
   * @return makes the objects of a pool; opens no connection by itself
   */
  public PooledObjectFactory<Jedis> jedis(HostAndPort server, JedisClientConfig config) {
    return new JedisObjects(server, config, this);
  }

  /**
   * For {@code JedisCluster} and {@code UnifiedJedis}. Asks the nodes for the cluster's layout.
   *
   * @param nodes some nodes of the cluster; the others are found through them
   * @param config as Jedis takes it
   * @return gives the connections, with Jedis's default pool for each node
   * @throws redis.clients.jedis.exceptions.JedisException where no node answers
   */
  public ClusterConnectionProvider cluster(Set<HostAndPort> nodes, JedisClientConfig config) {
    return tracer == null
        ? new ClusterConnectionProvider(nodes, config)
        : new JedisNodes(nodes, config, null, this);
  }

  /**
   * The same, with a pool that is configured.
   *
   * @param nodes some nodes of the cluster; the others are found through them
   * @param config as Jedis takes it
   * @param pool for the connections to each node
   * @return gives the connections
   * @throws redis.clients.jedis.exceptions.JedisException where no node answers
   */
  public ClusterConnectionProvider cluster(
      Set<HostAndPort> nodes, JedisClientConfig config, GenericObjectPoolConfig<Connection> pool) {
    return tracer == null
        ? new ClusterConnectionProvider(nodes, config, pool)
        : new JedisNodes(nodes, config, pool, this);
  }
}
