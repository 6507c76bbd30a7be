// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.ClinicApplication;
import io.github.mpdatadog.it.app.LoaderResource;
import io.github.mpdatadog.it.app.messaging.LabListener;
import io.github.mpdatadog.it.app.messaging.LabsResource;
import io.github.mpdatadog.it.app.messaging.LeavingResource;
import io.github.mpdatadog.it.app.messaging.Transfers;
import io.github.mpdatadog.it.app.messaging.VisitListener;
import io.github.mpdatadog.it.app.messaging.VisitReplies;
import io.github.mpdatadog.it.app.messaging.VisitsResource;
import java.time.Duration;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages through Open Liberty's own broker, to message-driven beans of a WAR and of an EAR. */
class MessagingIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofSeconds(2);

  /** For example in a pooled thread. */
  private static final int HELD_BY_SERVER = 1;

  private static final String SENT = "Produced for Queue visit-queue";
  private static final String PROCESSED = "Consumed from Queue visit-queue";

  private static FakeAgent agent;
  private static LibertyServer server;

  @BeforeAll
  static void start() {
    agent = new FakeAgent();
    server =
        LibertyServer.start(
            ServerDirectory.create("it-messaging", "messaging")
                .features(
                    "restfulWS-3.1",
                    "cdi-4.0",
                    "mpConfig-3.1",
                    "mpTelemetry-2.1",
                    "messagingServer-3.0",
                    "messagingClient-3.0",
                    "mdb-4.0",
                    "jdbc-4.3",
                    "servlet-6.0",
                    "jndi-1.0")
                .library("derby", Apps.paths("derby"))
                // What is softly reachable would count as left.
                .jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
                .environment("DD_API_KEY=k", "DD_TRACE_AGENT_URL=" + agent.url())
                .application(visits("clinic").addClasses(VisitListener.class, Transfers.class))
                .application(Apps.configured(visits("quiet"), "dd.trace.jms.enabled=false"))
                .application(ward())
                .application(leaving("comes-and-goes"))
                .application(Apps.probe("probe")));
  }

  @AfterAll
  static void stop() {
    server.close();
    agent.close();
  }

  @BeforeEach
  void forgetEarlierTraces() {
    agent.forget();
  }

  private static WebArchive visits(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(ClinicApplication.class, VisitsResource.class, VisitReplies.class)
        .addAsLibrary(Apps.library());
  }

  private static WebArchive leaving(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(ClinicApplication.class, LeavingResource.class, LoaderResource.class)
        .addAsLibrary(Apps.library());
  }

  private static EnterpriseArchive ward() {
    return ShrinkWrap.create(EnterpriseArchive.class, "ward.ear")
        .addAsLibrary(Apps.library())
        .addAsModule(ShrinkWrap.create(JavaArchive.class, "lab.jar").addClass(LabListener.class))
        .addAsModule(
            ShrinkWrap.create(WebArchive.class, "orders.war")
                .addClasses(ClinicApplication.class, LabsResource.class));
  }

  private static void post(String target, String body) {
    assertThat(server.http().post(target, body).status()).as(server::messages).isEqualTo(200);
  }

  private static ReceivedSpan await(String resource) {
    return agent.awaitTrace(span -> span.resource().equals(resource), SOON);
  }

  private static ReceivedSpan childOf(ReceivedSpan parent, String resource) {
    return agent.awaitTrace(
        span -> span.resource().equals(resource) && span.parentId() == parent.spanId(), SOON);
  }

  @ParameterizedTest
  @ValueSource(strings = {"factory", "context", "classic", "looked-up", "transaction"})
  void aMessageIsOneTraceFromTheRequestToTheMessageDrivenBean(String how) {
    post("/clinic/api/visits/send/" + how, "text");

    ReceivedSpan request = await("POST /clinic/api/visits/send/{how}");
    ReceivedSpan sent = childOf(request, SENT);
    ReceivedSpan processed = childOf(sent, PROCESSED);
    assertThat(processed.traceId()).isEqualTo(request.traceId());
    assertThat(sent.name()).isEqualTo("jms.produce");
    assertThat(processed.name()).isEqualTo("jms.consume");
    assertThat(List.of(sent.type(), processed.type())).containsOnly("queue");
    assertThat(sent.meta())
        .containsEntry("span.kind", "producer")
        .containsEntry("messaging.system", "jms")
        .containsEntry("messaging.destination.name", "visit-queue");
    assertThat(processed.meta()).containsEntry("span.kind", "consumer");
  }

  @Test
  void aTransactionRolledBackIsSentToNoOne() {
    post("/clinic/api/visits/send/rollback", "text");

    await(SENT);
    Waiting.pause(NEVER);
    assertThat(agent.spans()).noneMatch(span -> span.resource().equals(PROCESSED));
  }

  @Test
  void anAnswerStaysInTheTraceOfTheQuestion() {
    post("/clinic/api/visits/ask", "text");

    ReceivedSpan request = await("POST /clinic/api/visits/ask");
    ReceivedSpan processed = await(PROCESSED);
    // Its name is generated. Open Liberty does not call it temporary on the answering side.
    ReceivedSpan answered = childOf(processed, "Produced for Queue");
    ReceivedSpan received = childOf(answered, "Consumed from Queue");
    assertThat(List.of(processed.traceId(), answered.traceId(), received.traceId()))
        .containsOnly(request.traceId());
  }

  @Test
  void aRedeliveryIsASpanOfItsOwnWithTheCount() {
    post("/clinic/api/visits/send/classic", "fail for Zephyrine");

    ReceivedSpan sent = await(SENT);
    ReceivedSpan again =
        agent.awaitTrace(span -> span.resource().equals(PROCESSED) && span.error() == 0, SOON);
    ReceivedSpan first =
        agent.awaitTrace(span -> span.resource().equals(PROCESSED) && span.error() == 1, SOON);
    assertThat(List.of(first.parentId(), again.parentId())).containsOnly(sent.spanId());
    assertThat(first.meta()).containsEntry("error.type", "java.lang.IllegalArgumentException");
    assertThat(again.metrics()).containsEntry("messaging.jms.delivery_count", 2.0);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Test
  void modulesOfAnEarShareTheTrace() {
    post("/orders/api/labs", "text");

    ReceivedSpan request = await("POST /orders/api/labs");
    ReceivedSpan sent = childOf(request, "Produced for Queue lab-queue");
    assertThat(childOf(sent, "Consumed from Queue lab-queue").service()).isEqualTo("ward");
  }

  @Test
  void theSwitchTurnsItOff() {
    post("/quiet/api/visits/send/factory", "text");

    await("POST /quiet/api/visits/send/{how}");
    Waiting.pause(NEVER);
    assertThat(agent.spans())
        .filteredOn(span -> span.service().equals("quiet"))
        .noneMatch(span -> span.type().equals("queue"));
  }

  @Test
  void nothingThatIsInAMessageLeaves() {
    for (Identifiers.Identifier identifier : Identifiers.all()) {
      post("/clinic/api/visits/send/factory", identifier.value());
      post("/clinic/api/visits/send/classic", identifier.value());
      post("/clinic/api/visits/send/everywhere", identifier.value());
    }
    int messages = 4 * Identifiers.all().size();
    assertThat(
            Waiting.until(
                SOON,
                () ->
                    agent.spans().stream().filter(s -> s.resource().equals(PROCESSED)).count()
                        >= messages))
        .isTrue();
    assertThat(Identifiers.search().in(agent.requests())).isEmpty();
  }

  /** Two resources in one transaction: what happens is the server's, as without the library. */
  @Test
  void aDatabaseAndAQueueAreCommittedTogether() {
    assertThat(server.http().post("/clinic/api/transfers/commit", "Zephyrine").body())
        .isEqualTo("1");

    ReceivedSpan request = await("POST /clinic/api/transfers/{end}");
    childOf(request, "INSERT INTO transfers VALUES (?)");
    childOf(childOf(request, SENT), PROCESSED);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Test
  void aDatabaseAndAQueueAreRolledBackTogether() {
    assertThat(server.http().post("/clinic/api/transfers/rollback", "Ottilie").body())
        .isEqualTo("0");

    ReceivedSpan request = await("POST /clinic/api/transfers/{end}");
    childOf(request, "INSERT INTO transfers VALUES (?)");
    childOf(request, SENT);
    Waiting.pause(NEVER);
    assertThat(agent.spans()).noneMatch(span -> span.resource().equals(PROCESSED));
  }

  /** Without message-driven beans, of which the server's broker keeps some, library or not. */
  @Test
  void twentyRedeploymentsLeaveNothingBehind() {
    for (int i = 0; i < 20; i++) {
      post("/comes-and-goes/api/loader", "");
      assertThat(server.http().post("/comes-and-goes/api/leaving", "").body()).isEqualTo("done");
      RawHttp.Answer again = server.http().get("/probe/restart?application=comes-and-goes");
      assertThat(again.status()).as(again.body()).isEqualTo(200);
    }

    assertThat(Waiting.until(SOON, () -> left() <= HELD_BY_SERVER))
        .as(() -> "class loaders left: " + left())
        .isTrue();
    assertThat(server.http().get("/probe/threads").body().lines())
        .filteredOn(name -> name.startsWith("BatchSpanProcessor"))
        .as("one for each application that is there")
        .hasSizeLessThanOrEqualTo(4);
  }

  private static long left() {
    return Long.parseLong(server.http().get("/probe/loaders").body().strip());
  }
}
