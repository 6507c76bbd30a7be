// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.pool2.PooledObjectFactory;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisClusterOperationException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ClusterConnectionProvider;

/**
 * The nodes of a cluster. Which node has what is Jedis's to know; but as it makes the pools of its
 * nodes itself, these here stand in their place. Its own serve it to ask for the cluster's layout.
 */
final class JedisNodes extends ClusterConnectionProvider {

  private final JedisClientConfig config;
  private final @Nullable GenericObjectPoolConfig<Connection> pooling;
  private final JedisTracing tracing;
  private final Map<String, ConnectionPool> pools = new ConcurrentHashMap<>();

  /**
   * The nodes.
   *
   * @param pooling of our pools; null for Jedis's default, which its own always have
   */
  JedisNodes(
      Set<HostAndPort> nodes,
      JedisClientConfig config,
      @Nullable GenericObjectPoolConfig<Connection> pooling,
      JedisTracing tracing) {
    super(nodes, config);
    this.config = config;
    this.pooling = pooling;
    this.tracing = tracing;
  }

  @Override
  public Map<String, ConnectionPool> getNodes() {
    return traced(super.getNodes().keySet());
  }

  /**
   * Where newer versions of Jedis send what goes to all nodes; the one that this is compiled
   * against has no such method.
   */
  public Map<String, ConnectionPool> getPrimaryNodes() {
    try {
      Object primaries = cache.getClass().getMethod("getPrimaryNodes").invoke(cache);
      return primaries instanceof Map<?, ?> pools ? traced(pools.keySet()) : getNodes();
    } catch (ReflectiveOperationException older) {
      return getNodes();
    }
  }

  private Map<String, ConnectionPool> traced(Set<?> nodes) {
    Map<String, ConnectionPool> traced = new HashMap<>();
    for (Object node : nodes) {
      traced.put(node.toString(), pool(node.toString()));
    }
    return traced;
  }

  @Override
  public Connection getConnection(@Nullable HostAndPort node) {
    return node == null ? getConnection() : pool(node.toString()).getResource();
  }

  @Override
  public Connection getConnectionFromSlot(int slot) {
    HostAndPort node = getNode(slot);
    if (node == null) {
      renewSlotCache();
      node = getNode(slot);
    }
    return getConnection(node);
  }

  /** Any node that answers, as Jedis does it for commands without a key. */
  @Override
  public Connection getConnection() {
    List<ConnectionPool> candidates = new ArrayList<>(getNodes().values());
    Collections.shuffle(candidates);
    JedisClusterOperationException none =
        new JedisClusterOperationException("No reachable node in cluster.");
    for (ConnectionPool candidate : candidates) {
      Connection connection = null;
      try {
        connection = candidate.getResource();
        connection.ping();
        return connection;
      } catch (JedisException unreachable) {
        none.addSuppressed(unreachable);
        if (connection != null) {
          connection.close();
        }
      }
    }
    throw none;
  }

  private ConnectionPool pool(String node) {
    ConnectionPool pool = pools.get(node);
    if (pool == null) {
      closeAllBut(super.getNodes().keySet());
      pool = pools.computeIfAbsent(node, this::make);
    }
    return pool;
  }

  private ConnectionPool make(String node) {
    PooledObjectFactory<Connection> connections =
        tracing.connections(HostAndPort.from(node), config);
    return pooling == null
        ? new ConnectionPool(connections)
        : new ConnectionPool(connections, pooling);
  }

  /** A new node is the sign that the cluster has changed. */
  private void closeAllBut(Set<String> nodes) {
    pools.forEach(
        (node, pool) -> {
          if (!nodes.contains(node) && pools.remove(node, pool)) {
            pool.close();
          }
        });
  }

  @Override
  public void close() {
    super.close();
    closeAllBut(Set.of());
  }
}
