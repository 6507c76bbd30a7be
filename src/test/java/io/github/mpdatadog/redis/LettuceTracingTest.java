// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static io.github.mpdatadog.redis.Recording.number;
import static io.github.mpdatadog.redis.Recording.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Against a real Redis, by all three interfaces of Lettuce. */
class LettuceTracingTest {
  private static RedisServer redis;
  private static Recording recording;
  private static ClientResources resources;
  private static RedisClient client;

  private StatefulRedisConnection<String, String> connection;

  @BeforeAll
  static void start() {
    redis = RedisServer.start();
    recording = new Recording();
    resources = DefaultClientResources.builder().tracing(new LettuceTracing(recording.sdk)).build();
    client =
        RedisClient.create(resources, RedisURI.Builder.redis("127.0.0.1", redis.port()).build());
  }

  @AfterAll
  static void stop() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    resources.shutdown(0, 5, TimeUnit.SECONDS);
    recording.close();
    redis.close();
  }

  @BeforeEach
  void connect() {
    connection = client.connect();
    connection.sync().flushall();
    recording.forget();
  }

  @AfterEach
  void disconnect() {
    connection.close();
  }

  private static SpanData only() {
    return recording.redis(1).get(0);
  }

  @Test
  void aCallIsAChildOfTheCallersSpan() throws Exception {
    recording.inSpan(() -> connection.sync().set("patient:Quackenbush", "078-05-1120"));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("SET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(text(span, "db.system.name")).isEqualTo("redis");
    assertThat(text(span, "db.operation.name")).isEqualTo("SET");
    assertThat(span.getParentSpanId()).isEqualTo(recording.work().getSpanId());
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
  }

  @Test
  void nothingButTheWordAndTheSystemIsTold() throws Exception {
    recording.inSpan(() -> connection.sync().set("patient:Quackenbush", "078-05-1120"));

    assertThat(only().getAttributes().size()).isEqualTo(2);
    assertThat(only().getEvents()).isEmpty();
  }

  @Test
  void aCallOutsideOfAnyTraceMakesNoSpan() throws Exception {
    connection.sync().set("key", "value");
    recording.inSpan(() -> connection.sync().get("key"));

    assertThat(only().getName()).isEqualTo("GET");
  }

  @Test
  void anAsynchronousCallKeepsTheContextOfItsDispatch() throws Exception {
    RedisFuture<Long> answer = recording.inSpan(() -> connection.async().incr("counter"));

    assertThat(answer.get()).isEqualTo(1);
    assertThat(only().getParentSpanId()).isEqualTo(recording.work().getSpanId());
  }

  @Test
  void aReactiveCallKeepsTheContextOfItsSubscription() throws Exception {
    String answer =
        recording.inSpan(
            () -> {
              var mono = connection.reactive().set("key", "value");
              return mono.publishOn(Schedulers.boundedElastic()).toFuture().get();
            });

    assertThat(answer).isEqualTo("OK");
    assertThat(only().getName()).isEqualTo("SET");
    assertThat(only().getParentSpanId()).isEqualTo(recording.work().getSpanId());
  }

  @Test
  void anErrorTellsItsWordAndTheExceptionsClassAndNothingElse() throws Exception {
    connection.sync().set("Quackenbush", "text");
    recording.inSpan(
        () ->
            assertThatThrownBy(() -> connection.sync().lpush("Quackenbush", "1"))
                .isInstanceOf(RedisCommandExecutionException.class));

    SpanData span = only();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(span, "db.response.status_code")).isEqualTo("WRONGTYPE");
    assertThat(text(span, "error.type")).isEqualTo(RedisCommandExecutionException.class.getName());
    assertThat(span.getStatus().getDescription()).isEmpty();
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void anErrorWordThatAScriptMadeUpIsNotTold() throws Exception {
    recording.inSpan(
        () ->
            assertThatThrownBy(
                    () ->
                        connection
                            .sync()
                            .eval(
                                "return redis.error_reply('QUACKENBUSH is ill')",
                                io.lettuce.core.ScriptOutputType.STATUS))
                .hasMessageContaining("QUACKENBUSH"));

    assertThat(only().getName()).isEqualTo("EVAL");
    assertThat(text(only(), "db.response.status_code")).isNull();
    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aTransactionIsOneSpanWithItsSize() throws Exception {
    recording.inSpan(
        () -> {
          RedisCommands<String, String> sync = connection.sync();
          sync.multi();
          sync.set("a", "1");
          sync.incr("a");
          sync.get("a");
          return sync.exec();
        });

    assertThat(only().getName()).isEqualTo("MULTI");
    assertThat(number(only(), "db.operation.batch.size")).isEqualTo(2L);
    assertThat(only().getParentSpanId()).isEqualTo(recording.work().getSpanId());
  }

  @Test
  void aDiscardedTransactionEndsToo() throws Exception {
    recording.inSpan(
        () -> {
          connection.sync().multi();
          connection.sync().set("a", "1");
          return connection.sync().discard();
        });
    recording.inSpan(() -> connection.sync().get("a"));

    assertThat(recording.redis(2)).extracting(SpanData::getName).containsExactly("MULTI", "GET");
  }

  @Test
  void aTransactionThatRedisRefusesEndsWithItsError() throws Exception {
    withoutTransactions(
        own -> {
          recording.inSpan(
              () ->
                  assertThatThrownBy(() -> own.sync().multi())
                      .isInstanceOf(RedisCommandExecutionException.class));

          assertThat(only().getName()).isEqualTo("MULTI");
          assertThat(text(only(), "db.response.status_code")).isEqualTo("ERR");
        });
  }

  /** Lettuce itself completes what follows when it is told that there is no transaction. */
  @Test
  void whatFollowsARefusedTransactionIsTracedEvenIfThatWasNot() throws Exception {
    withoutTransactions(
        own -> {
          assertThatThrownBy(() -> own.sync().multi());
          recording.inSpan(() -> own.async().get("a"));
          assertThatThrownBy(() -> own.sync().discard());
          recording.inSpan(() -> own.sync().get("a"));

          assertThat(recording.redis(2)).extracting(SpanData::getName).containsOnly("GET");
        });
  }

  @Test
  void aRefusedTransactionThatWasPipelinedIsOneSpanAndTheNextOneIsItsOwn() throws Exception {
    withoutTransactions(
        own -> {
          own.setAutoFlushCommands(false);
          recording.inSpan(
              () -> {
                own.async().multi();
                own.async().set("a", "1");
                return own.async().exec();
              });
          own.flushCommands();
          own.setAutoFlushCommands(true);

          assertThat(only().getName()).isEqualTo("MULTI");
          assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
          recording.inSpan(() -> own.sync().get("a"));
          assertThat(recording.redis(2).get(1).getName()).isEqualTo("GET");
        });
  }

  private interface Work {
    void with(StatefulRedisConnection<String, String> connection) throws Exception;
  }

  /** Its Redis knows MULTI by another name. */
  private static void withoutTransactions(Work work) throws Exception {
    try (RedisServer refusing = RedisServer.start("--rename-command", "MULTI", "NOT-HERE")) {
      RedisClient ownClient =
          RedisClient.create(
              resources, RedisURI.Builder.redis("127.0.0.1", refusing.port()).build());
      try (StatefulRedisConnection<String, String> own = ownClient.connect()) {
        own.sync().flushall();
        recording.forget();
        work.with(own);
      } finally {
        ownClient.shutdown(Duration.ZERO, Duration.ofSeconds(5));
      }
    }
  }

  @Test
  void aCommandThatOnlyTheApplicationKnowsIsAQuestionMark() throws Exception {
    ProtocolKeyword own =
        new ProtocolKeyword() {
          @Override
          public byte[] getBytes() {
            return "QUACKENBUSH".getBytes(StandardCharsets.UTF_8);
          }

          @Override
          public String name() {
            return "QUACKENBUSH";
          }

          @Override
          public String toString() {
            return name();
          }
        };
    recording.inSpan(
        () ->
            assertThatThrownBy(
                () ->
                    connection
                        .sync()
                        .dispatch(
                            own,
                            new StatusOutput<>(StringCodec.UTF8),
                            new CommandArgs<>(StringCodec.UTF8))));

    assertThat(only().getName()).isEqualTo("?");
    assertThat(text(only(), "db.response.status_code")).isEqualTo("ERR");
  }

  @Test
  void aCallThatTheCallerGivesUpEndsAsOne() throws Exception {
    RedisFuture<?> waiting = recording.inSpan(() -> connection.async().blpop(30, "never"));
    awaitBlocked();
    waiting.cancel(true);

    assertThatThrownBy(waiting::get).isInstanceOf(CancellationException.class);
    assertThat(text(only(), "error.type")).isEqualTo(CancellationException.class.getName());
  }

  @Test
  void aCallThatTakesTooLongEndsAsOne() throws Exception {
    connection.setTimeout(Duration.ofMillis(300));
    recording.inSpan(
        () ->
            assertThatThrownBy(() -> connection.sync().blpop(30, "never"))
                .isInstanceOf(RedisCommandTimeoutException.class));

    assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aReactiveCallThatIsCancelledEnds() throws Exception {
    var subscription = recording.inSpan(() -> connection.reactive().blpop(30, "never").subscribe());
    awaitBlocked();
    subscription.dispose();

    assertThat(only().getName()).isEqualTo("BLPOP");
  }

  @Test
  void publishingTellsNoChannel() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    try (StatefulRedisPubSubConnection<String, String> listener = client.connectPubSub()) {
      listener.addListener(
          new io.lettuce.core.pubsub.RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              received.countDown();
            }
          });
      recording.inSpan(
          () -> {
            listener.sync().subscribe("ward-Quackenbush");
            return connection.sync().publish("ward-Quackenbush", "078-05-1120");
          });
      assertThat(received.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(recording.redis(2))
        .extracting(SpanData::getName)
        .containsExactlyInAnyOrder("SUBSCRIBE", "PUBLISH");
  }

  @Test
  void aRedisThatDiesEndsTheCallAndMarksIt() throws Exception {
    try (RedisServer dying = RedisServer.start()) {
      RedisClient ownClient =
          RedisClient.create(resources, RedisURI.Builder.redis("127.0.0.1", dying.port()).build());
      ownClient.setOptions(io.lettuce.core.ClientOptions.builder().autoReconnect(false).build());
      StatefulRedisConnection<String, String> own = ownClient.connect();
      RedisFuture<?> waiting = recording.inSpan(() -> own.async().blpop(30, "never"));
      awaitBlocked(dying);
      dying.kill();

      assertThatThrownBy(waiting::get).isInstanceOf(ExecutionException.class);
      assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(text(only(), "error.type")).startsWith("io.lettuce.core.");
      ownClient.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  @Test
  void aTransactionWhoseRedisDiesEndsAndIsMarked() throws Exception {
    try (RedisServer dying = RedisServer.start()) {
      RedisClient ownClient =
          RedisClient.create(resources, RedisURI.Builder.redis("127.0.0.1", dying.port()).build());
      ownClient.setOptions(io.lettuce.core.ClientOptions.builder().autoReconnect(false).build());
      StatefulRedisConnection<String, String> own = ownClient.connect();
      recording.inSpan(
          () -> {
            own.sync().multi();
            pause(dying);
            RedisFuture<String> unanswered = own.async().set("a", "1");
            dying.kill();
            assertThatThrownBy(unanswered::get).isInstanceOf(ExecutionException.class);
            return null;
          });

      assertThat(only().getName()).isEqualTo("MULTI");
      assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      ownClient.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
  }

  /** Until Redis itself says that a client waits: the command was written then. */
  private static void awaitBlocked() {
    awaitBlocked(redis);
  }

  static void awaitBlocked(RedisServer server) {
    try (redis.clients.jedis.Jedis probe =
        new redis.clients.jedis.Jedis("127.0.0.1", server.port())) {
      Instant end = Instant.now().plusSeconds(30);
      while (!probe.info("clients").contains("blocked_clients:1")) {
        assertThat(Instant.now()).isBefore(end);
        Thread.onSpinWait();
      }
    }
  }

  /** It answers nothing any more. Lettuce never completes a command that Redis has queued. */
  private static void pause(RedisServer server) {
    try (redis.clients.jedis.Jedis operator =
        new redis.clients.jedis.Jedis("127.0.0.1", server.port())) {
      operator.clientPause(60_000);
    }
  }
}
