// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

/**
 * What {@code new Jedis(connection)} understands: answers in RESP2, whatever protocol the
 * connection speaks. Those in RESP3 have other types, and Jedis fails on them.
 */
final class JedisProtocol {

  /** Whether a connection that is given to a {@code Jedis} may be one of ours. */
  static boolean isUnderstood(JedisClientConfig config) {
    return config.getRedisProtocol() != RedisProtocol.RESP3;
  }

  /**
   * Where no protocol is configured, Jedis asks for RESP3 from 8.0 on; but not for a {@code Jedis}
   * that it connects itself, nor do we. Older versions have no such method and ask for nothing.
   */
  static JedisClientConfig withoutNegotiation(JedisClientConfig config) {
    return (JedisClientConfig)
        Proxy.newProxyInstance(
            JedisClientConfig.class.getClassLoader(),
            new Class<?>[] {JedisClientConfig.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("isAutoNegotiateProtocol")) {
                return false;
              }
              try {
                return method.invoke(config, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private JedisProtocol() {}
}
