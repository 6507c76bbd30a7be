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
import io.github.mpdatadog.it.app.messaging.WingResource;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages through Open Liberty's own broker, to message-driven beans of a WAR and of an EAR. */
class MessagingIT extends MessagingContract {
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
                .application(
                    visits("clinic")
                        .addClasses(VisitListener.class, Transfers.class)
                        .addClasses(Notices.CLASSES))
                .application(Apps.configured(visits("quiet"), "dd.trace.jms.enabled=false"))
                .application(ward())
                .application(wings())
                .application(leaving("comes-and-goes"))
                .application(Apps.probe("probe")));
  }

  @AfterAll
  static void stop() {
    server.close();
    agent.close();
  }

  @Override
  FakeAgent agent() {
    return agent;
  }

  @Override
  LibertyServer server() {
    return server;
  }

  /** Open Liberty does not call it temporary on the answering side. */
  @Override
  String temporaryQueue() {
    return "Queue";
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

  /** Two modules, which mean another queue by the same name. */
  private static EnterpriseArchive wings() {
    return ShrinkWrap.create(EnterpriseArchive.class, "wings.ear")
        .addAsLibrary(Apps.library())
        .addAsModule(wing("left"))
        .addAsModule(wing("right"));
  }

  private static WebArchive wing(String name) {
    String descriptor =
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <resource-env-ref>
            <resource-env-ref-name>jms/out</resource-env-ref-name>
            <resource-env-ref-type>jakarta.jms.Queue</resource-env-ref-type>
            <lookup-name>jms/%s</lookup-name>
          </resource-env-ref>
        </web-app>
        """;
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(ClinicApplication.class, WingResource.class)
        .setWebXML(new StringAsset(descriptor.formatted(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"left", "right"})
  void eachModuleOfAnEarLooksUpItsOwnDestinations(String wing) {
    post("/" + wing + "/api/wing", "text");

    childOf(await("POST /" + wing + "/api/wing"), "Produced for Queue " + wing + "-queue");
  }

  @ParameterizedTest
  @ValueSource(strings = {"factory", "context", "classic", "looked-up", "transaction"})
  void aMessageIsOneTraceFromTheRequestToTheMessageDrivenBean(String how) {
    assertOneTraceOf(how);
  }

  @Test
  void aMessageToATopicIsOneTraceToEachOfItsMessageDrivenBeans() {
    Notices.assertOneTraceToEachBean(server, agent);
  }

  /** Other applications that have the library stand beside it. */
  @Test
  void aCallThatIsRefusedForAMessageIsAnError() {
    Notices.assertARefusedCallIsAnError(server, agent);
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

    assertNoLoaderLeft();
    assertThat(server.http().get("/probe/threads").body().lines())
        .filteredOn(name -> name.startsWith("BatchSpanProcessor"))
        .as("one for each application that is there")
        .hasSizeLessThanOrEqualTo(4);
  }
}
