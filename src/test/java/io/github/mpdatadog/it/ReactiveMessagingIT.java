// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reactive Messaging on Open Liberty's connector, with a real broker. */
@TestMethodOrder(OrderAnnotation.class)
class ReactiveMessagingIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration NEVER = Duration.ofSeconds(2);

  private static final List<String> TOPICS =
      List.of("admissions", "bills", "letters", "copies", "payloads-failing", "messages-failing");

  private static KafkaBroker broker;
  private static FakeAgent agent;
  private static LibertyServer server;

  @BeforeAll
  static void start() {
    broker =
        new KafkaBroker(
            Stream.of("", "ear-", "split-", "leaving-")
                .flatMap(prefix -> TOPICS.stream().map(prefix::concat))
                .toArray(String[]::new));
    agent = new FakeAgent();
    server =
        LibertyServer.start(
            ServerDirectory.create("it-reactive", "reactive")
                .features(
                    "restfulWS-3.1",
                    "cdi-4.0",
                    "mpConfig-3.1",
                    "mpTelemetry-2.1",
                    "concurrent-3.0",
                    "mpReactiveMessaging-3.0",
                    "servlet-6.0")
                // What is softly reachable would count as left.
                .jvmOption("-XX:SoftRefLRUPolicyMSPerMB=0")
                .environment("DD_API_KEY=k", "DD_TRACE_AGENT_URL=" + agent.url())
                .application(Apps.streaming("clinic", channels("clinic", "")))
                .application(
                    Apps.streaming("quiet", channels("quiet", "", "dd.trace.kafka.enabled=false")))
                .application(Apps.streamingEar("hospital", "wards", channels("ear", "ear-")))
                .application(Apps.splitEar("split", "beds", channels("split", "split-")))
                .application(Apps.streaming("comes-and-goes", channels("leaving", "leaving-")))
                .application(Apps.probe("probe"))
                .application(Apps.inMemory("ward")));
  }

  private static String[] channels(String group, String prefix, String... more) {
    String common = "mp.messaging.connector.liberty-kafka.";
    List<String> lines = new ArrayList<>();
    lines.add(common + "bootstrap.servers=" + broker.address());
    lines.add("mp.messaging.outgoing.anywhere.connector=liberty-kafka");
    for (String topic : List.of("admissions", "bills", "letters", "copies")) {
      String channel = "mp.messaging.outgoing." + topic;
      lines.add(channel + ".connector=liberty-kafka");
      lines.add(channel + ".topic=" + prefix + topic);
      lines.add(channel + ".max.block.ms=3000");
      lines.add(channel + ".request.timeout.ms=2000");
      lines.add(channel + ".delivery.timeout.ms=3000");
    }
    for (String[] channel :
        new String[][] {
          {"admitted", "admissions"},
          {"billed", "bills"},
          {"written", "letters"},
          {"copied", "copies"},
          {"payloads-failing", "payloads-failing"},
          {"messages-failing", "messages-failing"}
        }) {
      String name = "mp.messaging.incoming." + channel[0];
      lines.add(name + ".connector=liberty-kafka");
      lines.add(name + ".topic=" + prefix + channel[1]);
      lines.add(name + ".group.id=" + group);
      lines.add(name + ".auto.offset.reset=earliest");
    }
    lines.addAll(List.of(more));
    return lines.toArray(String[]::new);
  }

  @AfterAll
  static void stop() {
    server.close();
    agent.close();
    broker.close();
  }

  @BeforeEach
  void forgetEarlierTraces() {
    agent.forget();
  }

  private static void post(String target, String body) {
    assertThat(server.http().post(target, body).status()).as(server::messages).isEqualTo(200);
  }

  private static ReceivedSpan await(String resource) {
    return agent.awaitTrace(span -> span.resource().equals(resource), SOON);
  }

  private static ReceivedSpan childOf(ReceivedSpan parent, String resource) {
    return agent.awaitChild(parent, resource, SOON);
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(strings = {"payload", "message"})
  void aRecordIsOneTraceFromTheRequestThroughAllThatItCauses(String how) {
    post("/clinic/api/admissions/" + how, "Zephyrine");

    ReceivedSpan request = await("POST /clinic/api/admissions/" + how);
    ReceivedSpan sent = childOf(request, "Produce Topic admissions");
    ReceivedSpan processed = childOf(sent, "Consume Topic admissions");
    ReceivedSpan span = processed;
    for (String topic : List.of("bills", "letters", "copies")) {
      span = childOf(childOf(span, "Produce Topic " + topic), "Consume Topic " + topic);
      assertThat(span.traceId()).isEqualTo(request.traceId());
      assertThat(span.error()).isZero();
    }
    assertThat(sent.name()).isEqualTo("kafka.produce");
    assertThat(processed.name()).isEqualTo("kafka.consume");
    assertThat(List.of(sent.type(), processed.type())).containsOnly("queue");
    assertThat(sent.meta())
        .containsEntry("span.kind", "producer")
        .containsEntry("messaging.system", "kafka")
        .containsEntry("messaging.destination.name", "admissions");
    assertThat(processed.meta()).containsEntry("span.kind", "consumer");
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Order(2)
  @Test
  void theFailureOfAMethodThatTakesPayloadsIsOnTheSpan() {
    post("/clinic/api/admissions/record/payloads-failing", "Zephyrine");

    ReceivedSpan sent = await("Produce Topic payloads-failing");
    ReceivedSpan processed = childOf(sent, "Consume Topic payloads-failing");
    assertThat(processed.error()).isEqualTo(1);
    assertThat(processed.meta())
        .containsEntry("error.type", "java.lang.IllegalArgumentException")
        .containsEntry("error.message", "no bed for ?")
        .hasEntrySatisfying("error.stack", stack -> assertThat(stack).contains("Admissions"));
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Order(3)
  @Test
  void theFailureOfAMethodThatTakesMessagesEndsTheSpan() {
    post("/clinic/api/admissions/record/messages-failing", "Zephyrine");

    ReceivedSpan sent = await("Produce Topic messages-failing");
    assertThat(childOf(sent, "Consume Topic messages-failing").error()).isEqualTo(1);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Order(4)
  @Test
  void aTopicThatDataNamesHasNoName() {
    post("/clinic/api/admissions/record/pump-Zephyrine", "text");

    await("Produce Topic");
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Order(5)
  @Test
  void nothingThatIsInARecordLeaves() {
    for (Identifiers.Identifier identifier : Identifiers.all()) {
      post("/clinic/api/admissions/payload", identifier.value());
      post("/clinic/api/admissions/record/elsewhere", identifier.value());
    }
    assertThat(
            Waiting.until(
                SOON,
                () ->
                    agent.spans().stream()
                            .filter(s -> s.resource().equals("Consume Topic copies"))
                            .count()
                        >= Identifiers.all().size()))
        .isTrue();
    assertThat(Identifiers.search().in(agent.requests())).isEmpty();
  }

  @Order(6)
  @Test
  void weContinueTheTraceOfASenderWithTheJavaAgent() throws Exception {
    runPeer("send", "admissions");

    ReceivedSpan sent = ofPeer("kafka.produce");
    ReceivedSpan processed = childOf(sent, "Consume Topic admissions");
    assertThat(processed.service()).isEqualTo("clinic");
    assertThat(processed.traceId()).isEqualTo(sent.traceId());
    assertThat(sent.resource()).isEqualTo("Produce Topic admissions");
  }

  @Order(7)
  @Test
  void aReceiverWithTheJavaAgentContinuesOurTrace() throws Exception {
    post("/clinic/api/admissions/record/for-peer", "text");
    ReceivedSpan request = await("POST /clinic/api/admissions/record/{topic}");
    ReceivedSpan sent = childOf(request, "Produce Topic");
    runPeer("receive", "for-peer");

    ReceivedSpan received = ofPeer("kafka.consume");
    assertThat(received.traceId()).isEqualTo(sent.traceId());
    assertThat(received.parentId()).isEqualTo(sent.spanId());
    assertThat(received.resource()).isEqualTo("Consume Topic for-peer");
  }

  /** Its agent calls the service kafka. */
  private static ReceivedSpan ofPeer(String name) {
    return agent.awaitTrace(
        span -> span.service().equals("kafka") && span.name().equals(name), SOON);
  }

  private static void runPeer(String what, String topic) throws Exception {
    DatadogPeer.run(agent, KafkaPeer.class, what, broker.address(), topic);
  }

  @Order(8)
  @Test
  void theSwitchTurnsItOff() {
    post("/quiet/api/admissions/payload", "text");

    await("POST /quiet/api/admissions/payload");
    Waiting.pause(NEVER);
    assertThat(agent.spans())
        .filteredOn(span -> span.service().equals("quiet"))
        .noneMatch(span -> span.type().equals("queue"));
  }

  @Order(8)
  @Test
  void inAnEarBothLibrariesAreInLibAndTheTraceIsWhole() {
    post("/wards/api/admissions/payload", "Zephyrine");

    ReceivedSpan span = await("POST /wards/api/admissions/payload");
    for (String topic : List.of("admissions", "bills", "letters", "copies")) {
      span = childOf(childOf(span, "Produce Topic ear-" + topic), "Consume Topic ear-" + topic);
    }
    assertThat(span.service()).isEqualTo("hospital");
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Order(8)
  @Test
  void whereKafkasClientIsHiddenChannelsWorkAndRequestsAreTraced() {
    assertThat(server.http().post("/beds/api/admissions/payload", "text").body()).isEqualTo("sent");

    await("POST /beds/api/admissions/payload");
    assertThat(server.find("NoClassDefFoundError")).isFalse();
  }

  @Order(8)
  @Test
  void fiveRedeploymentsLeaveNothingBehind() {
    for (int i = 0; i < 5; i++) {
      agent.forget();
      post("/comes-and-goes/api/loader", "");
      post("/comes-and-goes/api/admissions/payload", "text");
      await("Consume Topic leaving-copies");
      RawHttp.Answer again = server.http().get("/probe/restart?application=comes-and-goes");
      assertThat(again.status()).as(again.body()).isEqualTo(200);
    }

    LoadersLeft.assertAtMost(LoadersLeft.HELD_BY_SERVER, server.http(), SOON);
  }

  /** The server has the connector, but the application has no client for it. */
  @Order(8)
  @Test
  void withoutKafkaChannelsWorkAndRequestsAreTraced() {
    assertThat(server.http().post("/ward/api/memory", "text").body()).isEqualTo("got text");

    await("POST /ward/api/memory");
    assertThat(server.find("NoClassDefFoundError")).isFalse();
  }

  @Order(9)
  @Test
  void aBrokerThatDiesLeavesTheApplicationItsFailureAndAMarkOnTheSpan() {
    broker.close();

    assertThat(server.http().post("/clinic/api/admissions/payload", "Zephyrine").body())
        .isEqualTo("TimeoutException");
    ReceivedSpan sent = await("Produce Topic admissions");
    assertThat(sent.error()).isEqualTo(1);
    assertThat(sent.meta())
        .containsEntry("error.type", "org.apache.kafka.common.errors.TimeoutException");
    Waiting.pause(NEVER);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }
}
