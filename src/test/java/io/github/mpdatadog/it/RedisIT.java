// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jedis and Lettuce in a WAR, against a real Redis. */
@OnMainServer
class RedisIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int TIMES = 3;

  /** The server itself may hold on to the last one, for example in a pooled thread. */
  private static final int HELD_BY_SERVER = 1;

  private static final LeakSearch SEARCH = Identifiers.search();

  private static RedisServer redis;

  @ArquillianResource Deployer deployer;

  @Deployment(name = "caching", testable = false)
  static WebArchive caching() {
    return Apps.caching("caching", "it.redis.host=localhost", port());
  }

  @Deployment(name = "traced", managed = false, testable = false)
  static WebArchive traced() {
    return Apps.caching("traced", "it.redis.host=localhost", port());
  }

  /** Asked for before any test, when the archives are made. */
  private static synchronized String port() {
    if (redis == null) {
      redis = RedisServer.start();
    }
    return "it.redis.port=" + redis.port();
  }

  @AfterAll
  static void stop() {
    redis.close();
    redis = null;
  }

  private static String post(String path, String body) {
    RawHttp.Answer answer = MainServer.http().post(path, body);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return answer.body();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jedis", "lettuce"})
  void aCallIsShownUnderItsOwnServiceBelowTheRequest(String client) {
    MainServer.agent().forget();
    post("/caching/api/redis/" + client + "/set", "text");

    ReceivedSpan call = MainServer.agent().awaitTrace(span -> span.resource().equals("SET"), SOON);
    assertThat(call.service()).isEqualTo("it-clinic-redis");
    assertThat(call.name()).isEqualTo("redis.command");
    assertThat(call.type()).isEqualTo("redis");
    assertThat(call.meta()).containsEntry("_dd.base_service", "it-clinic");
    ReceivedSpan request =
        MainServer.agent().awaitTrace(span -> span.spanId() == call.parentId(), SOON);
    assertThat(request.type()).isEqualTo("web");
    assertThat(request.service()).isEqualTo("it-clinic");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jedis", "lettuce"})
  void theServerIsNamedAsTheConfigurationNamesIt(String client) {
    MainServer.agent().forget();
    post("/caching/api/redis/" + client + "/set", "text");

    ReceivedSpan call = MainServer.agent().awaitTrace(span -> span.resource().equals("SET"), SOON);
    assertThat(call.meta()).containsEntry("peer.hostname", "localhost");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jedis/set",
        "jedis/hash",
        "jedis/publish",
        "jedis/script",
        "jedis/command",
        "jedis/wrong",
        "jedis/pipeline",
        "lettuce/set",
        "lettuce/hash",
        "lettuce/publish",
        "lettuce/script",
        "lettuce/async",
        "lettuce/reactive",
        "lettuce/wrong",
        "lettuce/transaction"
      })
  void noIdentifierLeavesBy(String way) {
    MainServer.agent().forget();
    List<String> identifiers = Identifiers.values();
    for (String identifier : identifiers) {
      post("/caching/api/redis/" + way, identifier);
    }

    assertThat(Waiting.until(SOON, () -> calls() >= identifiers.size()))
        .as("a span of each call arrived")
        .isTrue();
    assertThat(SEARCH.in(MainServer.agent().requests())).isEmpty();
  }

  private static long calls() {
    return MainServer.agent().spans().stream().filter(s -> s.type().equals("redis")).count();
  }

  @Test
  void redeploymentsLeaveNothingBehind() {
    for (int i = 0; i < TIMES; i++) {
      deployer.deploy("traced");
      post("/traced/api/redis/loaders/traced", "");
      post("/traced/api/redis/jedis/pipeline", "text");
      post("/traced/api/redis/lettuce/reactive", "text");
      deployer.undeploy("traced");
    }

    assertThat(Waiting.until(SOON, () -> left("traced") <= HELD_BY_SERVER))
        .as(() -> "class loaders left: " + left("traced"))
        .isTrue();
  }

  private static long left(String group) {
    String answer = MainServer.http().get("/caching/api/redis/loaders/" + group).body();
    return Long.parseLong(answer.strip());
  }
}
