// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL on Liberty: Derby and PostgreSQL, in every way that an application gets at them. */
class JdbcIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String FIND = "SELECT note FROM visits WHERE id = ?";
  private static final int TIMES = 50;

  private static FakeAgent agent;
  private static RecordsDatabase database;
  private static LibertyServer server;
  private static long traces;

  @BeforeAll
  static void start() {
    agent = new FakeAgent();
    database = new RecordsDatabase();
    server =
        LibertyServer.start(
            database
                .server("it-jdbc", agent)
                .application(
                    Apps.persistent("records", "<jta-data-source>jdbc/records</jta-data-source>"))
                .application(
                    Apps.persistent(
                            "hibernate",
                            """
                            <provider>org.hibernate.jpa.HibernatePersistenceProvider</provider>
                            <jta-data-source>jdbc/records</jta-data-source>
                            <properties>
                              <property name="hibernate.enhancer.enableDirtyTracking" value="false"/>
                              <property name="hibernate.enhancer.enableLazyInitialization" value="false"/>
                            </properties>
                            """)
                        .addAsLibraries(
                            Apps.jars(
                                "hibernate|jboss-logging|jandex|classmate|byte-buddy-1|antlr4"
                                    + "|jakarta.xml.bind|jakarta.activation|angus|jaxb|txw2|istack")))
                .application(Apps.databases("billing", "dd.service=billing"))
                .application(Apps.databases("quiet", "dd.trace.jdbc.enabled=false"))
                .application(Apps.databases("roots", "dd.trace.jdbc.root-spans=true"))
                .application(Apps.databases("comes-and-goes", "invoices=jdbc:h2:mem:invoices"))
                .application(Apps.databasesWithoutLibrary("without-library"))
                .sharedLibrary("without-library", "bare")
                .sharedLibrary("billing", "bare")
                .sharedLibrary("roots", "postgresql")
                .application(Apps.bundled("bundle", Apps.databasesWithoutLibrary("bundled")))
                .application(Apps.probe("probe")));
  }

  @AfterAll
  static void stop() {
    Stream.of(server, database, agent).forEach(JdbcIT::close);
  }

  private static void close(AutoCloseable started) {
    try {
      if (started != null) {
        started.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void forgetEarlierTraces() {
    agent.forget();
  }

  private static String post(String path, String body) {
    RawHttp.Answer answer = server.http().post(path, body);
    assertThat(answer.status()).as(path + "\n" + answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** What one request did with databases. It is told from others by the trace of its caller. */
  private static List<ReceivedSpan> traced(String path, String body) {
    long trace = ++traces;
    String parent = "traceparent: 00-%032x-00000000000000aa-01".formatted(trace);
    RawHttp.Answer answer = server.http().send("POST", path, List.of(parent), body);
    assertThat(answer.status()).as(path + "\n" + answer.body()).isEqualTo(200);
    ReceivedSpan request =
        agent.awaitTrace(s -> s.traceId() == trace && s.type().equals("web"), SOON);
    List<ReceivedSpan> calls =
        agent.spans().stream().filter(s -> s.traceId() == trace && isCall(s)).toList();
    assertThat(calls).allSatisfy(s -> assertThat(s.parentId()).isEqualTo(request.spanId()));
    return calls;
  }

  private static boolean isCall(ReceivedSpan span) {
    return span.type().equals("sql");
  }

  private static List<String> resources(List<ReceivedSpan> spans) {
    return spans.stream().map(ReceivedSpan::resource).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "field",
        "request",
        "name",
        "setter",
        "defined",
        "produced",
        "constructor",
        "stateless",
        "singleton",
        "interceptor",
        "ejb-interceptor",
        "postgres",
        "resource"
      })
  void anInjectedDataSourceIsTracedWithoutConfiguration(String way) {
    List<ReceivedSpan> calls = traced("/records/api/jdbc/" + way + "/find", "id-1");

    assertThat(resources(calls)).containsExactlyInAnyOrder("CONNECT", FIND);
  }

  @Test
  void aDataSourceOfAServletIsTraced() {
    assertThat(resources(traced("/records/visits", "id-1"))).contains(FIND);
  }

  @Test
  void theJarInAnEarTracesItsModules() {
    assertThat(resources(traced("/bundled/api/jdbc/field/find", "id-1"))).contains(FIND);
  }

  /** Both are looked up, so only the server's side can trace them. */
  @ParameterizedTest
  @ValueSource(strings = {"records", "ledger"})
  void whatTheReadmeTellsToWriteTracesLookups(String name) {
    List<ReceivedSpan> calls = traced("/records/api/jdbc/" + name + "/find", "id-1");

    assertThat(resources(calls)).containsOnlyOnce(FIND);
    assertThat(calls)
        .filteredOn(s -> s.resource().equals(FIND))
        .allSatisfy(
            s ->
                assertThat(s.meta())
                    .containsEntry("db.type", "postgresql")
                    .containsEntry("db.instance", "records")
                    .containsEntry("out.host", "localhost"));
  }

  /** Injected in every way, not traced by the server, so that only its class vouches for it. */
  @ParameterizedTest
  @CsvSource({
    "field,plain",
    "request,plain",
    "setter,plain",
    "produced,plain",
    "constructor,plain",
    "resource,plain",
    "defined,defined",
    "postgres,records"
  })
  void theServersOwnDataSourceNamesItsDatabase(String way, String database) {
    assertThat(traced("/records/api/jdbc/" + way + "/find", "id-1"))
        .filteredOn(s -> s.resource().equals(FIND))
        .singleElement()
        .satisfies(s -> assertThat(s.meta()).containsEntry("db.instance", database));
  }

  @Test
  void aDatabaseForEachPatientIsNotNamed() {
    String url = post("/records/api/jdbc/own/tenant", "MRN-00017");
    assertThat(url).contains("MRN-00017");

    assertThat(traced("/records/api/jdbc/own/tenant", "MRN-00017"))
        .hasSize(2)
        .allSatisfy(s -> assertThat(s.meta()).containsEntry("db.type", "h2"))
        .allSatisfy(s -> assertThat(s.meta()).doesNotContainKey("db.instance"));
    assertThat(Identifiers.search().in(agent.requests())).isEmpty();
  }

  @Test
  void aDatabaseInTheConfigurationIsNamed() {
    assertThat(traced("/comes-and-goes/api/jdbc/own/tenant", "invoices"))
        .hasSize(2)
        .allSatisfy(s -> assertThat(s.meta()).containsEntry("db.instance", "invoices"));
  }

  @Test
  void bothWaysTogetherMakeOneSpan() {
    assertThat(resources(traced("/records/api/jdbc/both/find", "id-1"))).containsOnlyOnce(FIND);
  }

  /** {@code records} is the application with this library, which is beside the driver as well. */
  @Test
  void soDoesAConnectionThatBothSee() {
    for (int opened = 0; opened < 2; opened++) {
      assertThat(resources(traced("/records/api/jdbc/unpooled/find", "id-1")))
          .containsExactlyInAnyOrder("CONNECT", FIND);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"records", "ledger", "both", "postgres"})
  void theDriversOwnInterfacesAreReached(String name) {
    String answer = post("/records/api/jdbc/" + name + "/unwrap", "java.sql.Connection");
    assertThat(answer).isEqualTo("true true true");
  }

  /** {@code roots} sees this library twice: in its own folder, and beside the driver. */
  @ParameterizedTest
  @CsvSource({"billing,postgres", "roots,records", "roots,ledger", "roots,both"})
  void theInterfaceOfTheDriverWorksAsWithoutTheLibrary(String application, String source) {
    String id = "copy-" + application + "-" + source;
    String without = post("/without-library/api/jdbc/postgres/copy", id + "-without");
    assertThat(without).isEqualTo("true 1 1 " + id + "-without\tcopied true");

    assertThat(post("/" + application + "/api/jdbc/" + source + "/copy", id))
        .isEqualTo(without.replace("-without", ""));
  }

  /** EclipseLink of the server, Hibernate in the application. */
  @ParameterizedTest
  @ValueSource(strings = {"records", "hibernate"})
  void jakartaPersistenceIsTraced(String application) {
    String delegate = post("/" + application + "/api/jpa/add", "jpa-" + application);
    assertThat(delegate.toLowerCase(Locale.ROOT))
        .contains(application.equals("records") ? "eclipse" : "hibernate");
    assertThat(database.count("jpa-" + application)).isEqualTo(1);

    List<ReceivedSpan> calls = traced("/" + application + "/api/jpa/find", "x-" + application);

    assertThat(resources(calls))
        .anySatisfy(sql -> assertThat(sql).startsWith("SELECT").contains("visits"));
  }

  @Test
  void aProcedureIsCalledByTheNameThatCodeGivesIt() {
    assertThat(resources(traced("/records/api/jdbc/records/plant", "plain")))
        .contains("CALL book_visit(?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"records", "hibernate"})
  void aProcedureOfJakartaPersistenceIsCalledByItsName(String application) {
    assertThat(resources(traced("/" + application + "/api/jpa/close", "x-" + application)))
        .contains("CALL close_visit(?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "records", "ledger", "field", "both"})
  void noIdentifierLeavesBy(String source) {
    List<String> said =
        Identifiers.values().stream()
            .map(id -> post("/records/api/jdbc/" + source + "/plant", id))
            .toList();

    assertThat(said)
        .as("what the database says of a key that exists")
        .anySatisfy(text -> assertThat(text).contains("MRN-00017"));
    awaitAll(Identifiers.values().size());
    assertThat(agent.spans().stream().filter(JdbcIT::isCall).count())
        .isGreaterThan(10L * said.size());
    assertThat(Identifiers.search().in(agent.requests())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"records", "hibernate"})
  void noIdentifierLeavesByJakartaPersistence(String application) {
    for (String id : Identifiers.values()) {
      post("/" + application + "/api/jpa/plant", id);
      post("/" + application + "/api/jpa/find", id);
      post("/" + application + "/api/jpa/close", id);
    }

    awaitAll(3 * Identifiers.values().size());
    assertThat(agent.spans().stream().filter(JdbcIT::isCall)).isNotEmpty();
    assertThat(Identifiers.search().in(agent.requests())).isEmpty();
  }

  private static void awaitAll(int requests) {
    assertThat(
            Waiting.until(
                SOON, () -> agent.spans().stream().filter(s -> s.isRoot()).count() >= requests))
        .isTrue();
  }

  @Test
  void aTransactionOverTwoDatabasesCommits() {
    List<ReceivedSpan> calls = traced("/records/api/jdbc/ledger/and/plain", "two-phase");

    assertThat(database.count("two-phase")).isEqualTo(1);
    assertThat(post("/records/api/jdbc/plain/find", "two-phase/2")).isEqualTo("came");
    assertThat(resources(calls)).contains("INSERT INTO visits (id, note) VALUES (?)");
  }

  /** One pool, two applications, a span processor each. */
  @Test
  void applicationsThatShareADataSourceKeepTheirOwnService() {
    for (String source : List.of("records", "field")) {
      for (String application : List.of("records", "billing", "records")) {
        List<ReceivedSpan> calls =
            traced("/" + application + "/api/jdbc/" + source + "/find", "id-1");

        assertThat(calls).isNotEmpty();
        assertThat(calls)
            .allSatisfy(
                s ->
                    assertThat(s.meta().getOrDefault("_dd.base_service", s.service()))
                        .isEqualTo(application));
      }
    }
  }

  /**
   * Liberty enlists a connection with the first call that needs a transaction: none of ours may.
   */
  @ParameterizedTest
  @ValueSource(strings = {"request", "postgres", "both", "records", "ledger"})
  void aConnectionCanBeConfiguredUntilTheApplicationUsesIt(String source) {
    assertThat(post("/records/api/jdbc/" + source + "/isolation", "")).isEqualTo("8");
  }

  /** Both know one phase only, so a transaction can have one of them. */
  @Test
  void aConnectionThatTheApplicationDoesNotUseTakesPartInNoTransaction() {
    assertThat(post("/records/api/jdbc/unused/beside/onephase", "beside")).startsWith("committed");
    assertThat(database.count("beside")).isEqualTo(1);
  }

  /** A producer gives {@code constructor} what its own field of a resource holds. */
  @ParameterizedTest
  @ValueSource(strings = {"request", "constructor"})
  void theNextInstanceOfABeanKnowsItsDatabaseBeforeItConnects(String way) {
    traced("/records/api/jdbc/" + way + "/find", "id-1");

    assertThat(traced("/records/api/jdbc/" + way + "/find", "id-1"))
        .filteredOn(s -> s.resource().equals("CONNECT"))
        .singleElement()
        .satisfies(s -> assertThat(s.meta()).containsEntry("db.type", "derby"));
  }

  /**
   * Traced by the server as well, save {@code postgres}. {@code roots} sees this library twice, and
   * {@code bundled} has it in an EAR.
   */
  @ParameterizedTest
  @CsvSource({
    "records,postgres",
    "records,both",
    "records,both-xa",
    "records,unpooled",
    "roots,postgres",
    "roots,both",
    "roots,both-xa",
    "bundled,both",
    "bundled,both-xa"
  })
  void theNextConnectionOfAResourceTellsItsDatabase(String application, String source) {
    traced("/" + application + "/api/jdbc/" + source + "/find", "id-1");

    assertThat(traced("/" + application + "/api/jdbc/" + source + "/find", "id-1"))
        .filteredOn(s -> s.resource().equals("CONNECT"))
        .singleElement()
        .satisfies(s -> assertThat(s.name()).isEqualTo("postgresql.query"))
        .satisfies(s -> assertThat(s.meta()).containsEntry("db.type", "postgresql"))
        .satisfies(s -> assertThat(s.meta()).containsEntry("db.instance", "records"));
  }

  @Test
  void withoutATraceThereIsNoSpan() {
    assertThat(traced("/records/api/jdbc/field/outside", "id-1")).isEmpty();
    assertThat(agent.spans().stream().filter(JdbcIT::isCall)).isEmpty();
  }

  @Test
  void aSpanWithoutATraceHasToBeAskedFor() {
    post("/roots/api/jdbc/field/outside", "id-1");

    assertThat(agent.awaitTrace(s -> s.resource().equals(FIND), SOON).isRoot()).isTrue();
  }

  @Test
  void whereItIsSwitchedOffNothingIsWrapped() {
    assertThat(post("/quiet/api/jdbc/field/class", "")).startsWith("plain ");
    assertThat(post("/records/api/jdbc/field/class", "")).startsWith("proxy ");
    assertThat(traced("/quiet/api/jdbc/field/find", "id-1")).isEmpty();
    assertThat(traced("/quiet/api/jdbc/records/find", "id-1")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kindsOfThreads")
  void threadsOfARequestMakeItsSpans(String kind) {
    List<ReceivedSpan> calls = traced("/records/api/jdbc/field/threads/" + kind, "id-1");

    assertThat(resources(calls).stream().filter(FIND::equals)).hasSize(8);
  }

  /** Virtual ones where there are any. */
  static Stream<String> kindsOfThreads() {
    return Runtime.version().feature() >= 21 ? Stream.of("own", "virtual") : Stream.of("own");
  }

  /** The server itself holds on to one: what counts is what we add. */
  @Test
  void fiftyRedeploymentsLeaveNoMoreBehindThanThoseWithoutTheLibrary() {
    redeploy("without-library", 5);
    Waiting.until(SOON, () -> LoadersLeft.count(server.http()) <= LoadersLeft.HELD_BY_SERVER);
    long byServer = LoadersLeft.count(server.http());
    redeploy("comes-and-goes", TIMES);

    LoadersLeft.assertAtMost(byServer + LoadersLeft.HELD_BY_SERVER, server.http(), SOON);
  }

  private static void redeploy(String application, int times) {
    for (int i = 0; i < times; i++) {
      post("/" + application + "/api/loader", "");
      post("/" + application + "/api/jdbc/field/find", "id-1");
      post("/" + application + "/api/jdbc/records/find", "id-1");
      RawHttp.Answer answer = server.http().get("/probe/restart?application=" + application);
      assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
  }
}
