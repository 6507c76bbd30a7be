// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import redis.clients.jedis.commands.ProtocolCommand;

/** The words of commands, as far as they are constants of Jedis. */
final class JedisWords {

  private static final String JEDIS = "redis.clients.jedis.";

  /** Bounded: only constants of Jedis get in. */
  private static final Map<ProtocolCommand, String> KNOWN = new ConcurrentHashMap<>();

  private static final Set<String> SUBSCRIBING =
      Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR");

  /** Calls nothing of a command that is the application's own. */
  static String of(ProtocolCommand command) {
    if (!(command instanceof Enum<?> constant)) {
      return RedisTracer.UNKNOWN;
    }
    String word = KNOWN.get(command);
    if (word != null) {
      return word;
    }
    if (constant.getDeclaringClass().getName().startsWith(JEDIS)) {
      word = new String(command.getRaw(), StandardCharsets.US_ASCII);
      KNOWN.put(command, word);
      return word;
    }
    return RedisTracer.UNKNOWN;
  }

  /** From then on answers come without being asked for. */
  static boolean subscribes(String word) {
    return SUBSCRIBING.contains(word);
  }

  /**
   * Whether it is the answer to UNSUBSCRIBE or the like that leaves no channel: those alone have a
   * number, of what is left, where messages have their text.
   */
  static boolean endsSubscribing(Object answer) {
    return answer instanceof List<?> parts
        && parts.size() == 3
        && parts.get(2) instanceof Long left
        && left == 0;
  }

  private JedisWords() {}
}
