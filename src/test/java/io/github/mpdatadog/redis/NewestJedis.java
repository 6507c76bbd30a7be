// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.opentelemetry.api.OpenTelemetry;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.RedisProtocol;

/** Runs in a class loader that has the newest Jedis; what 5.0 does not have is called by name. */
public final class NewestJedis {
  private static final String TOKENS = "redis.clients.authentication.core.";
  private static final Duration LONG = Duration.ofHours(1);

  /** Who the connection of a pool is, before and after its token was renewed. */
  public static List<String> renewsTokens(OpenTelemetry sdk, int port) throws Exception {
    Class<?> managerType = Class.forName("redis.clients.jedis.authentication.AuthXManager");
    Object manager =
        managerType
            .getConstructor(type("TokenAuthConfig"))
            .newInstance(authentication(token("alice", "first")));
    DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
    config.getClass().getMethod("authXManager", managerType).invoke(config, manager);

    List<String> users = new ArrayList<>();
    try (ConnectionPool pool =
        new ConnectionPool(
            new JedisTracing(sdk)
                .connections(new HostAndPort("127.0.0.1", port), config.build()))) {
      users.add(user(pool));
      managerType
          .getMethod("authenticateConnections", type("Token"))
          .invoke(manager, token("bob", "second"));
      user(pool); // Jedis authenticates anew when a connection comes back.
      users.add(user(pool));
    } finally {
      managerType.getMethod("stop").invoke(manager);
    }
    return users;
  }

  private static String user(ConnectionPool pool) {
    try (Jedis jedis = new Jedis(pool.getResource())) {
      return jedis.aclWhoAmI();
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(TOKENS + name);
  }

  private static Object token(String user, String password) throws Exception {
    long now = System.currentTimeMillis();
    return type("SimpleToken")
        .getConstructor(String.class, String.class, long.class, long.class, Map.class)
        .newInstance(user, password, now + LONG.toMillis(), now, Map.of());
  }

  private static Object authentication(Object token) throws Exception {
    Object provider = implemented("IdentityProvider", token);
    Class<?> retry = type("TokenManagerConfig$RetryPolicy");
    Object renewal =
        type("TokenManagerConfig")
            .getConstructor(float.class, int.class, int.class, retry)
            .newInstance(
                0.8f, 0, 1000, retry.getConstructor(int.class, int.class).newInstance(1, 1));
    return type("TokenAuthConfig")
        .getConstructor(type("TokenManagerConfig"), type("IdentityProviderConfig"))
        .newInstance(renewal, implemented("IdentityProviderConfig", provider));
  }

  /** An interface of one method. */
  private static Object implemented(String name, Object answer) throws Exception {
    InvocationHandler handler = (proxy, method, arguments) -> answer;
    Class<?> type = type(name);
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
  }

  /** A command that goes to all primary nodes. */
  public static String broadcasts(OpenTelemetry sdk, int port) {
    return inCluster(sdk, port, JedisCluster::flushAll);
  }

  /** What a cluster understands. */
  public static String understandsInCluster(OpenTelemetry sdk, int port) {
    return inCluster(sdk, port, JedisAnswers::of);
  }

  /** What every way that is not given a protocol understands. */
  public static Map<String, String> understands(OpenTelemetry sdk, int port) {
    HostAndPort server = new HostAndPort("127.0.0.1", port);
    DefaultJedisClientConfig usual = DefaultJedisClientConfig.builder().build();
    JedisTracing on = new JedisTracing(sdk);
    JedisTracing off = JedisTracing.create();
    return Map.of(
        "connections", JedisAnswers.ofConnections(on, server, usual),
        "connection", JedisAnswers.ofConnection(on, server, usual),
        "connection, off", JedisAnswers.ofConnection(off, server, usual),
        "pool", JedisAnswers.ofPool(on, server, usual),
        "pool, off", JedisAnswers.ofPool(off, server, usual));
  }

  /** What a pool of Jedis objects understands in a protocol that is given. */
  public static String understandsGivenProtocol(OpenTelemetry sdk, int port) {
    HostAndPort server = new HostAndPort("127.0.0.1", port);
    for (RedisProtocol protocol : RedisProtocol.values()) {
      DefaultJedisClientConfig config =
          DefaultJedisClientConfig.builder().protocol(protocol).build();
      String answer = JedisAnswers.ofPool(new JedisTracing(sdk), server, config);
      if (!answer.equals(JedisAnswers.RIGHT)) {
        return protocol + ": " + answer;
      }
    }
    return JedisAnswers.RIGHT;
  }

  private static String inCluster(
      OpenTelemetry sdk, int port, Function<JedisCluster, String> work) {
    try (JedisCluster jedis =
        new JedisCluster(
            new JedisTracing(sdk)
                .cluster(
                    Set.of(new HostAndPort("127.0.0.1", port)),
                    DefaultJedisClientConfig.builder().build()),
            5,
            Duration.ofSeconds(10))) {
      return work.apply(jedis);
    }
  }

  private NewestJedis() {}
}
