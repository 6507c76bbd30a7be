// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static io.github.mpdatadog.redis.Recording.number;
import static io.github.mpdatadog.redis.Recording.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Against a real Redis, by the pools and connections that applications use. */
class JedisTracingTest {
  private static final DefaultJedisClientConfig CONFIG = DefaultJedisClientConfig.builder().build();

  private static RedisServer redis;
  private static Recording recording;
  private static JedisTracing tracing;
  private static JedisPooled jedis;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    recording = new Recording();
    tracing = new JedisTracing(recording.sdk);
    jedis = new JedisPooled(tracing.connections(at(redis), CONFIG));
  }

  @AfterAll
  static void stop() {
    jedis.close();
    recording.close();
    redis.close();
  }

  @BeforeEach
  void forget() {
    jedis.flushAll();
    recording.forget();
  }

  /** 127.0.0.1 in a spelling that no URL of another test has made known as a host. */
  private static HostAndPort at(RedisServer server) {
    return new HostAndPort("::ffff:127.0.0.1", server.port());
  }

  private static SpanData only() {
    return recording.redis(1).get(0);
  }

  @Test
  void aCallIsAChildOfTheCallersSpan() throws Exception {
    recording.inSpan(() -> jedis.set("patient:Quackenbush", "078-05-1120"));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("SET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(text(span, "db.system.name")).isEqualTo("redis");
    assertThat(text(span, "db.operation.name")).isEqualTo("SET");
    assertThat(span.getParentSpanId()).isEqualTo(recording.work().getSpanId());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getAttributes().size()).isEqualTo(2);
  }

  @Test
  void aCallOutsideOfAnyTraceMakesNoSpan() throws Exception {
    jedis.set("key", "value");
    recording.inSpan(() -> jedis.get("key"));

    assertThat(only().getName()).isEqualTo("GET");
  }

  @Test
  void openingAConnectionMakesNoSpan() throws Exception {
    try (JedisPooled fresh = new JedisPooled(tracing.connections(at(redis), CONFIG))) {
      recording.inSpan(() -> fresh.get("key"));
    }

    assertThat(only().getName()).isEqualTo("GET");
  }

  @Test
  void anErrorTellsItsWordAndTheExceptionsClassAndNothingElse() throws Exception {
    jedis.set("Quackenbush", "text");
    recording.inSpan(
        () ->
            assertThatThrownBy(() -> jedis.lpush("Quackenbush", "1"))
                .isInstanceOf(JedisDataException.class));

    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(only().getStatus().getDescription()).isEmpty();
    assertThat(text(only(), "db.response.status_code")).isEqualTo("WRONGTYPE");
    assertThat(text(only(), "error.type")).isEqualTo(JedisDataException.class.getName());
    assertThat(only().getEvents()).isEmpty();
  }

  @Test
  void anErrorWordThatAScriptMadeUpIsNotTold() throws Exception {
    recording.inSpan(
        () ->
            assertThatThrownBy(() -> jedis.eval("return redis.error_reply('QUACKENBUSH is ill')"))
                .hasMessageContaining("QUACKENBUSH"));

    assertThat(only().getName()).isEqualTo("EVAL");
    assertThat(text(only(), "db.response.status_code")).isNull();
  }

  @Test
  void aPipelineIsOneSpanWithItsSize() throws Exception {
    String answer =
        recording.inSpan(
            () -> {
              try (Pipeline pipeline = jedis.pipelined()) {
                pipeline.set("a", "1");
                pipeline.incr("a");
                Response<String> got = pipeline.get("a");
                pipeline.del("b");
                pipeline.sync();
                return got.get();
              }
            });

    assertThat(answer).isEqualTo("2");
    assertThat(only().getName()).isEqualTo("PIPELINE");
    assertThat(number(only(), "db.operation.batch.size")).isEqualTo(4L);
  }

  @Test
  void anErrorWithinAPipelineMarksIt() throws Exception {
    recording.inSpan(
        () -> {
          try (Pipeline pipeline = jedis.pipelined()) {
            pipeline.set("a", "text");
            pipeline.incr("a");
            return pipeline.syncAndReturnAll();
          }
        });

    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(only(), "db.response.status_code")).isEqualTo("ERR");
  }

  @Test
  void aTransactionIsOneSpanWithItsSize() throws Exception {
    recording.inSpan(
        () -> {
          try (Transaction transaction = jedis.multi()) {
            transaction.set("a", "1");
            transaction.incr("a");
            return transaction.exec();
          }
        });
    recording.inSpan(() -> jedis.get("a"));

    assertThat(recording.redis()).extracting(SpanData::getName).containsExactly("MULTI", "GET");
    assertThat(number(recording.redis().get(0), "db.operation.batch.size")).isEqualTo(2L);
  }

  @Test
  void aTransactionThatIsNotExecutedEndsWithItsConnection() throws Exception {
    recording.inSpan(
        () -> {
          try (Transaction transaction = jedis.multi()) {
            return transaction.set("a", "1");
          }
        });
    recording.inSpan(() -> jedis.get("a"));

    assertThat(recording.redis()).extracting(SpanData::getName).containsExactly("MULTI", "GET");
  }

  @Test
  void aCommandThatOnlyTheApplicationKnowsIsAQuestionMark() throws Exception {
    recording.inSpan(
        () ->
            assertThatThrownBy(
                () -> jedis.sendCommand(() -> "QUACKENBUSH".getBytes(StandardCharsets.UTF_8))));

    assertThat(only().getName()).isEqualTo("?");
  }

  /** An unknown command is not looked for among those that are known. */
  @Test
  void aCommandOfTheApplicationIsAskedForNothingButItsBytes() throws Exception {
    ProtocolCommand own =
        new ProtocolCommand() {
          @Override
          public byte[] getRaw() {
            return "PING".getBytes(StandardCharsets.UTF_8);
          }

          @Override
          public int hashCode() {
            throw new IllegalStateException("not yet known");
          }
        };

    assertThat(recording.inSpan(() -> jedis.sendCommand(own)))
        .isEqualTo("PONG".getBytes(StandardCharsets.UTF_8));
    assertThat(only().getName()).isEqualTo("?");
  }

  @Test
  void subscribingIsASpanAndTheMessagesAreNone() throws Exception {
    CountDownLatch subscribed = new CountDownLatch(1);
    CountDownLatch received = new CountDownLatch(2);
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int channels) {
            subscribed.countDown();
          }

          @Override
          public void onMessage(String channel, String message) {
            received.countDown();
          }
        };
    CompletableFuture<Void> listening =
        CompletableFuture.runAsync(
            () -> {
              try {
                recording.inSpan(
                    () -> {
                      jedis.subscribe(listener, "ward-Quackenbush");
                      return null;
                    });
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(subscribed.await(30, TimeUnit.SECONDS)).isTrue();
    recording.inSpan(
        () -> {
          jedis.publish("ward-Quackenbush", "078-05-1120");
          return jedis.publish("ward-Quackenbush", "078-05-1121");
        });
    assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
    listener.unsubscribe();
    listening.get(30, TimeUnit.SECONDS);

    assertThat(recording.redis())
        .extracting(SpanData::getName)
        .containsExactly("SUBSCRIBE", "PUBLISH", "PUBLISH");
  }

  private static JedisPubSub onSubscribe(Consumer<JedisPubSub> then) {
    return new JedisPubSub() {
      @Override
      public void onSubscribe(String channel, int channels) {
        if (channels == 2) {
          then.accept(this);
        }
      }
    };
  }

  @Test
  void tracingResumesWithTheEndOfTheLastSubscription() throws Exception {
    JedisPubSub leaving = onSubscribe(JedisPubSub::unsubscribe);
    try (Jedis one = new Jedis(tracing.connection(at(redis), CONFIG))) {
      recording.inSpan(
          () -> {
            one.subscribe(leaving, "ward-Quackenbush", "ward-Zephyrine");
            return one.get("key");
          });
    }

    assertThat(recording.redis()).extracting(SpanData::getName).containsExactly("SUBSCRIBE", "GET");
  }

  @Test
  void tracingResumesWhenAPoolOfJedisObjectsHasTheConnectionBack() throws Exception {
    JedisPubSub failing =
        onSubscribe(
            listener -> {
              throw new IllegalStateException("it is subscribed still");
            });
    GenericObjectPoolConfig<Jedis> single = new GenericObjectPoolConfig<>();
    single.setMaxTotal(1);
    try (JedisPool pool = new JedisPool(single, tracing.jedis(at(redis), CONFIG))) {
      try (Jedis one = pool.getResource()) {
        recording.inSpan(
            () ->
                assertThatThrownBy(
                    () -> one.subscribe(failing, "ward-Quackenbush", "ward-Zephyrine")));
      }
      try (Jedis one = pool.getResource()) {
        recording.inSpan(() -> assertThatThrownBy(() -> one.get("key")));
      }
    }

    assertThat(recording.redis()).extracting(SpanData::getName).containsExactly("SUBSCRIBE", "GET");
  }

  @Test
  void aPoolOfJedisObjectsIsTracedToo() throws Exception {
    DefaultJedisClientConfig second = DefaultJedisClientConfig.builder().database(1).build();
    try (JedisPool pool = new JedisPool(tracing.jedis(at(redis), second));
        Jedis one = pool.getResource()) {
      recording.forget();
      recording.inSpan(() -> one.set("key", "value"));
    }

    assertThat(only().getName()).isEqualTo("SET");
    assertThat(jedis.get("key")).as("it is in database 1").isNull();
  }

  @Test
  void aRedisThatDiesEndsTheCallAndMarksIt() throws Exception {
    try (RedisServer dying = RedisServer.start();
        JedisPooled own = new JedisPooled(tracing.connections(at(dying), CONFIG))) {
      CompletableFuture<Throwable> failure =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  recording.inSpan(() -> own.blpop(30, "never"));
                  return null;
                } catch (Exception e) {
                  return e;
                }
              });
      LettuceTracingTest.awaitBlocked(dying);
      dying.kill();

      assertThat(failure.get()).isInstanceOf(JedisConnectionException.class);
      assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(text(only(), "error.type")).isEqualTo(JedisConnectionException.class.getName());

      dying.comeBack();
      recording.forget();
      assertThat(recording.inSpan(() -> own.set("a", "1"))).isEqualTo("OK");
      assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }
  }

  /** As when the other side has closed it before the command is written. */
  @Test
  void aConnectionThatCannotBeWrittenEndsTheCallAndMarksIt() throws Exception {
    AtomicBoolean broken = new AtomicBoolean();
    JedisSocketFactory sockets =
        () -> {
          try {
            return new Socket("127.0.0.1", redis.port()) {
              @Override
              public OutputStream getOutputStream() throws IOException {
                return new FilterOutputStream(super.getOutputStream()) {
                  @Override
                  public void write(byte[] bytes, int from, int length) throws IOException {
                    if (broken.get()) {
                      throw new IOException("Broken pipe");
                    }
                    out.write(bytes, from, length);
                  }
                };
              }
            };
          } catch (IOException e) {
            throw new JedisConnectionException(e);
          }
        };
    try (JedisConnection connection =
        new JedisConnection(sockets, at(redis), CONFIG, new RedisTracer(recording.sdk, false))) {
      broken.set(true);
      recording.inSpan(
          () ->
              assertThatThrownBy(() -> connection.executeCommand(Protocol.Command.PING))
                  .isInstanceOf(JedisConnectionException.class));
      broken.set(false);
    }

    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(only(), "error.type")).isEqualTo(JedisConnectionException.class.getName());
  }
}
