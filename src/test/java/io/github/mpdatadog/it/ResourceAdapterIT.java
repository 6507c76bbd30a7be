// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.FreePort;
import io.github.mpdatadog.it.app.ClinicApplication;
import io.github.mpdatadog.it.app.LoaderResource;
import io.github.mpdatadog.it.app.messaging.BrokenResource;
import io.github.mpdatadog.it.app.messaging.VisitListener;
import io.github.mpdatadog.it.app.messaging.VisitReplies;
import io.github.mpdatadog.it.app.messaging.VisitsResource;
import io.github.mpdatadog.messaging.Broker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages through Artemis, by its resource adapter in Open Liberty. */
class ResourceAdapterIT extends MessagingContract {
  private static Broker broker;
  private static int port;
  private static FakeAgent agent;
  private static LibertyServer server;

  @BeforeAll
  static void start() throws Exception {
    port = FreePort.find();
    broker = new Broker(port);
    agent = new FakeAgent();
    server =
        LibertyServer.start(
            server("it-adapter", port, agent)
                .application(
                    ShrinkWrap.create(WebArchive.class, "clinic.war")
                        .addClasses(ClinicApplication.class, VisitsResource.class)
                        .addClasses(VisitReplies.class, VisitListener.class, BrokenResource.class)
                        .addAsLibrary(Apps.library()))
                // What is softly reachable would count as left.
                .jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
                .application(
                    ShrinkWrap.create(WebArchive.class, "comes-and-goes.war")
                        .addClasses(ClinicApplication.class, BrokenResource.class)
                        .addClass(LoaderResource.class)
                        .addAsLibrary(Apps.library()))
                .application(Apps.probe("probe"))
                .application(
                    ShrinkWrap.create(WebArchive.class, "bare.war")
                        .addClasses(ClinicApplication.class, BrokenResource.class)));
  }

  @AfterAll
  static void stop() {
    server.close();
    agent.close();
    broker.close();
  }

  @Override
  FakeAgent agent() {
    return agent;
  }

  @Override
  LibertyServer server() {
    return server;
  }

  @Override
  String temporaryQueue() {
    return "Temporary Queue";
  }

  /** With Artemis' adapter, and without an application. */
  static ServerDirectory server(String name, int brokersPort, FakeAgent tracesTo) {
    return ServerDirectory.create(name, "adapter")
        .archive(Apps.artemis("artemis"))
        .variable("it.broker.port", brokersPort)
        .environment("DD_API_KEY=k", "DD_TRACE_AGENT_URL=" + tracesTo.url());
  }

  @ParameterizedTest
  @ValueSource(strings = {"factory", "classic", "looked-up", "transaction"})
  void aMessageIsOneTraceFromTheRequestToTheMessageDrivenBean(String how) {
    assertOneTraceOf(how);
  }

  @ParameterizedTest
  @ValueSource(strings = {"injected", "factory", "classic"})
  void aBrokerThatDiesOfAMessageIsTheApplicationsExceptionAndAMarkedSpan(String how)
      throws Exception {
    assertThat(server.http().post("/clinic/api/broken/" + how, "text").body()).isEqualTo("null");
    String without = whileSending("/bare/api/broken/" + how);
    agent.forget();
    String with = whileSending("/clinic/api/broken/" + how);

    assertThat(with).isEqualTo(without).startsWith("jakarta.jms.JMS");
    ReceivedSpan sent = await("Produced for Queue empty-queue");
    assertThat(sent.error()).isEqualTo(1);
    assertThat(sent.meta()).containsEntry("error.type", with.split(" ", 2)[0]);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  /** Nothing is awaited while a message is sent in one: the commit is told. */
  @Test
  void aBrokerThatDiesInATransactionIsTheServersExceptionAndAnEndedSpan() throws Exception {
    String without = whileSending("/bare/api/broken/transaction");
    agent.forget();
    String with = whileSending("/clinic/api/broken/transaction");

    assertThat(with).isEqualTo(without).contains("jakarta.transaction.");
    ReceivedSpan request = await("POST /clinic/api/broken/{how}");
    assertThat(childOf(request, "Produced for Queue empty-queue").error()).isZero();
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  private String whileSending(String target) throws Exception {
    broker.dieOfMessageTo("empty-queue");
    try {
      return server.http().post(target, "Zephyrine").body();
    } finally {
      startAgain();
    }
  }

  /** Artemis answers as if there were no message, and so there is no span. */
  @Test
  void aBrokerThatDiesWhileAMessageIsAwaitedIsWhatItIsWithoutTracing() throws Exception {
    String without = whileReceiving("bare");
    agent.forget();
    String with = whileReceiving("clinic");

    assertThat(with).isEqualTo(without).isEqualTo("null");
    await("POST /clinic/api/broken/{how}");
    assertThat(agent.spans()).noneMatch(span -> span.resource().contains("empty-queue"));
  }

  private String whileReceiving(String application) throws Exception {
    String target = "/" + application + "/api/broken/";
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> server.http().post(target + "receive", "").body());
    assertThat(
            Waiting.until(
                SOON, () -> server.http().get(target + "receiving").body().equals("true")))
        .isTrue();
    try {
      broker.die();
      return answer.get(60, TimeUnit.SECONDS);
    } finally {
      startAgain();
    }
  }

  /** The adapter and its pool stay, and must not keep what an application gave to them. */
  @Test
  void redeploymentsLeaveNothingBehind() throws Exception {
    for (int i = 0; i < 4; i++) {
      post("/comes-and-goes/api/loader", "");
      for (String how : List.of("injected", "factory", "classic", "transaction")) {
        post("/comes-and-goes/api/broken/" + how, "text");
      }
      RawHttp.Answer again = server.http().get("/probe/restart?application=comes-and-goes");
      assertThat(again.status()).as(again.body()).isEqualTo(200);
    }
    startAgain();

    assertNoLoaderLeft();
  }

  /** And waits until the adapter is there again, which is in one trace as before. */
  private void startAgain() throws Exception {
    broker.die();
    broker = new Broker(port);
    assertThat(Waiting.until(SOON, () -> broker.hasConsumer("visit-queue"))).isTrue();
    String target = "/clinic/api/visits/send/factory";
    assertThat(Waiting.until(SOON, () -> server.http().post(target, "text").status() == 200))
        .isTrue();
    childOf(await(SENT), PROCESSED);
  }
}
