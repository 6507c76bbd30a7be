// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary;
import io.lettuce.core.protocol.CommandType;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol;

/** The closed lists of this room are those of the gate. */
class RedisWordsTest {
  private static String leaves(String key, String value) {
    try (Recording recording = new Recording()) {
      recording
          .sdk
          .getTracer(RedisTracer.SCOPE)
          .spanBuilder("span")
          .setSpanKind(SpanKind.CLIENT)
          .setAttribute("db.system.name", "redis")
          .setAttribute(key, value)
          .startSpan()
          .end();
      return Recording.text(recording.redis(1).get(0), key);
    }
  }

  static Stream<String> commands() {
    return Stream.concat(
            Arrays.stream(Protocol.Command.values()).map(JedisWords::of),
            Arrays.stream(CommandType.values()).map(CommandType::toString))
        .distinct();
  }

  @Test
  void theGateKnowsEveryCommandThatTheClientsKnow() {
    List<String> unknown =
        commands().filter(word -> !word.equals(leaves("db.operation.name", word))).toList();

    assertThat(unknown).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "PIPELINE", "MULTI"})
  void theGateKnowsOurOwnWords(String word) {
    assertThat(leaves("db.operation.name", word)).isEqualTo(word);
  }

  @ParameterizedTest
  @MethodSource
  void theGateKnowsTheErrorWordsOfThisRoom(String word) {
    assertThat(leaves("db.response.status_code", word)).isEqualTo(word);
  }

  static List<String> theGateKnowsTheErrorWordsOfThisRoom() {
    return ErrorWords.all().stream().sorted().toList();
  }

  /** Configuration is kept in lower case; the code that makes the client may write it otherwise. */
  @Test
  void aDeclaredHostIsKnownInAnyCase() {
    Object owner = new Object();
    Vocabulary.shared().add(owner, Vocabulary.Kind.HOST, List.of("cache.clinic.example"));

    assertThat(RedisTracer.peer("Cache.Clinic.Example", 6379).asMap())
        .containsEntry(AttributeKey.stringKey("server.address"), "cache.clinic.example")
        .containsEntry(AttributeKey.longKey("server.port"), 6379L);
    assertThat(RedisTracer.peer("Quackenbush", 6379).size()).isEqualTo(1);
    Reference.reachabilityFence(owner);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "WRONGTYPE Operation against a key | WRONGTYPE",
        "ERR                               | ERR",
        "ERRATA of Quackenbush             |",
        "QUACKENBUSH is ill                |",
        "err lower case                    |",
        "''                                |",
      })
  void onlyAKnownFirstWordIsTold(String error, String word) {
    assertThat(ErrorWords.first(error)).isEqualTo(word);
  }
}
