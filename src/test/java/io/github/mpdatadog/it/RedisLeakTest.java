// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.KeptSpans;
import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.github.mpdatadog.redis.JedisTracing;
import io.github.mpdatadog.redis.LettuceTracing;
import io.github.mpdatadog.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.resource.DefaultClientResources;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisDataException;

/** The first line holds alone: these bytes have not passed the gate. */
class RedisLeakTest {
  private static final String SCRIPT = "return redis.error_reply('%s')";

  private final KeptSpans kept = new KeptSpans();
  private final OpenTelemetrySdk sdk = kept.sdk();

  @Test
  @SuppressWarnings("try")
  void noIdentifierIsEverPutOnASpan() {
    Span span = sdk.getTracer("test").spanBuilder("work").startSpan();
    try (RedisServer redis = RedisServer.start();
        Scope scope = span.makeCurrent()) {
      withJedis(redis.port());
      withLettuce(redis.port());
    }

    assertThat(kept.ended()).hasSizeGreaterThan(10 * Identifiers.values().size());
    assertThat(Identifiers.search().in(DatadogSpanExporter.encoded(kept.ended()))).isEmpty();
    assertThat(kept.ended().toString()).doesNotContain(Identifiers.values().toArray(new String[0]));
  }

  private void withJedis(int port) {
    try (JedisPooled jedis =
        new JedisPooled(
            new JedisTracing(sdk)
                .connections(
                    new HostAndPort("127.0.0.1", port),
                    DefaultJedisClientConfig.builder().build()))) {
      for (String text : Identifiers.values()) {
        jedis.set(text, text);
        jedis.hset("hash", text, text);
        jedis.publish(text, text);
        refused(t -> jedis.lpush(t, t), text);
        refused(t -> jedis.eval(SCRIPT.formatted(t)), text);
        refused(t -> jedis.sendCommand(() -> t.getBytes()), text);
        try (Pipeline pipeline = jedis.pipelined()) {
          pipeline.set(text, text);
          pipeline.incr(text);
        }
      }
    }
  }

  private void withLettuce(int port) {
    var resources = DefaultClientResources.builder().tracing(new LettuceTracing(sdk)).build();
    RedisClient client = RedisClient.create(resources, "redis://127.0.0.1:" + port);
    var sync = client.connect().sync();
    for (String text : Identifiers.values()) {
      sync.set(text, text);
      sync.hset("hash", text, text);
      sync.publish(text, text);
      refused(t -> sync.lpush(t, t), text);
      refused(t -> sync.eval(SCRIPT.formatted(t), ScriptOutputType.STATUS), text);
      sync.multi();
      sync.set(text, text);
      sync.incr(text);
      sync.exec();
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    resources.shutdown(0, 5, TimeUnit.SECONDS);
  }

  private static void refused(Consumer<String> call, String text) {
    try {
      call.accept(text);
    } catch (JedisDataException | RedisCommandExecutionException expected) {
      // its message holds the text
    }
  }
}
