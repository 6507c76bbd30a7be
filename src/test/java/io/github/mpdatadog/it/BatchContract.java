// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.ClinicApplication;
import io.github.mpdatadog.it.app.batch.JobsResource;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs on Open Liberty, whose artifacts are beans or plain classes, of a WAR and of an EAR. */
abstract class BatchContract {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofSeconds(3);

  private static FakeAgent agent;
  private static LibertyServer server;

  /**
   * @param repository what the server's configuration says of where it keeps its jobs
   */
  static void start(String name, String repository) {
    agent = new FakeAgent();
    server =
        LibertyServer.start(
            ServerDirectory.create(name, "batch")
                .configuration("repository.xml", repository)
                .library("derby", Apps.paths("derby"))
                .features(
                    "restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1", "batch-2.1")
                .library("h2", Stream.of(Apps.jars("h2-")).map(File::toPath).toArray(Path[]::new))
                .environment("DD_API_KEY=k", "DD_TRACE_AGENT_URL=" + agent.url())
                .application(jobs("clinic").addAsLibrary(Apps.library()))
                .application(jobs("comes-and-goes").addAsLibrary(Apps.library()))
                .application(Apps.probe("probe"))
                .application(
                    Apps.configured(
                        jobs("quiet").addAsLibrary(Apps.library()), "dd.trace.batch.enabled=false"))
                .application(Apps.bundled("ward", jobs("orders"))));
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

  private static WebArchive jobs(String name) {
    WebArchive war =
        ShrinkWrap.create(WebArchive.class, name + ".war")
            .addClass(ClinicApplication.class)
            .addPackage(JobsResource.class.getPackage());
    for (String job :
        List.of(
            "nightly",
            "broken",
            "retried",
            "unprepared",
            "calling",
            "endless",
            "parts",
            "plain",
            "called-by-data")) {
      war.addAsResource("batch-jobs/" + job + ".xml", "META-INF/batch-jobs/" + job + ".xml");
    }
    return war;
  }

  private static long post(String target, String body) {
    RawHttp.Answer answer = server.http().post(target, body);
    assertThat(answer.status()).as(() -> answer.body() + server.messages()).isEqualTo(200);
    return answer.body().matches("\\d+") ? Long.parseLong(answer.body()) : 0;
  }

  private static ReceivedSpan await(String operation, String resource) {
    return agent.awaitTrace(
        span -> span.name().equals(operation) && span.resource().equals(resource), SOON);
  }

  /** The job's span is the last that is sent. */
  private static ReceivedSpan awaitJob(String job) {
    return await("batch.job", job);
  }

  private static List<ReceivedSpan> below(ReceivedSpan parent, String operation) {
    return agent.spans().stream()
        .filter(span -> span.parentId() == parent.spanId() && span.name().equals(operation))
        .sorted((one, other) -> Long.compare(one.start(), other.start()))
        .toList();
  }

  private static ReceivedSpan step(ReceivedSpan job, String resource) {
    List<ReceivedSpan> steps =
        below(job, "batch.step").stream().filter(s -> s.resource().equals(resource)).toList();
    assertThat(steps).as(() -> "steps " + resource + " in " + agent.spans()).hasSize(1);
    return steps.get(0);
  }

  private static long end(ReceivedSpan span) {
    return span.start() + span.duration();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinic", "orders"})
  void aJobIsATraceOfItsStepsAndTheirChunks(String module) {
    post("/" + module + "/api/jobs/start/nightly", "x");

    ReceivedSpan job = awaitJob("nightly");
    ReceivedSpan prepared = step(job, "nightly.prepare");
    ReceivedSpan loaded = step(job, "nightly.load");
    List<ReceivedSpan> chunks = below(loaded, "batch.chunk");
    assertThat(job.isRoot()).isTrue();
    assertThat(job.service()).isEqualTo(module.equals("orders") ? "ward" : "clinic");
    assertThat(chunks).hasSize(3);
    assertThat(chunks)
        .allSatisfy(chunk -> assertThat(chunk.resource()).isEqualTo("nightly.load"))
        .allSatisfy(chunk -> assertThat(chunk.error()).isZero());
    assertThat(List.of(job, prepared, loaded))
        .allSatisfy(span -> assertThat(span.type()).isEqualTo("worker"))
        .allSatisfy(span -> assertThat(span.error()).isZero())
        .allSatisfy(span -> assertThat(span.meta()).containsEntry("batch.status", "COMPLETED"));
    assertThat(end(prepared)).isLessThanOrEqualTo(end(job));
    assertThat(chunks).allSatisfy(chunk -> assertThat(end(chunk)).isLessThanOrEqualTo(end(loaded)));
  }

  @Test
  void whatAnArtifactCallsIsInItsChunk() {
    post("/clinic/api/jobs/start/nightly", "x");

    ReceivedSpan job = awaitJob("nightly");
    for (ReceivedSpan chunk : below(step(job, "nightly.load"), "batch.chunk")) {
      assertThat(agent.spans())
          .filteredOn(span -> span.type().equals("sql") && span.parentId() == chunk.spanId())
          .isNotEmpty();
    }
  }

  @Test
  void aStepCountsItsItemsInPowersOfTwo() {
    post("/clinic/api/jobs/start/nightly", "x");

    ReceivedSpan loaded = step(awaitJob("nightly"), "nightly.load");
    assertThat(loaded.metrics())
        .containsEntry("batch.read_count", 4.0)
        .containsEntry("batch.process_skip_count", 1.0)
        .containsEntry("batch.commit_count", 2.0);
  }

  @Test
  void aFailedChunkFailsItsStepAndJobByTheClassOfTheException() {
    post("/clinic/api/jobs/start/broken", "x");

    ReceivedSpan job = awaitJob("broken");
    ReceivedSpan loaded = step(job, "broken.load");
    List<ReceivedSpan> chunks = below(loaded, "batch.chunk");
    assertThat(chunks).extracting(ReceivedSpan::error).containsExactly(0, 1);
    assertThat(List.of(job, loaded, chunks.get(1)))
        .allSatisfy(span -> assertThat(span.error()).isEqualTo(1))
        .allSatisfy(
            span ->
                assertThat(span.meta())
                    .containsEntry("error.type", "java.lang.IllegalArgumentException"));
    assertThat(List.of(job, loaded))
        .allSatisfy(span -> assertThat(span.meta()).containsEntry("batch.status", "FAILED"));
  }

  @Test
  void aChunkThatIsTriedAgainIsSeveral() {
    post("/clinic/api/jobs/start/retried", "x");

    ReceivedSpan job = awaitJob("retried");
    List<ReceivedSpan> chunks = below(step(job, "retried.load"), "batch.chunk");
    assertThat(chunks.get(0).error()).isEqualTo(1);
    assertThat(chunks.get(0).meta().get("error.type")).endsWith("VisitProcessor$UnreadableVisit");
    assertThat(chunks.subList(1, chunks.size()))
        .isNotEmpty()
        .allSatisfy(chunk -> assertThat(chunk.error()).isZero());
    assertThat(job.error()).isZero();
  }

  @Test
  void aFailedBatchletFailsItsStepAndJob() {
    post("/clinic/api/jobs/start/unprepared", "x");

    ReceivedSpan job = awaitJob("unprepared");
    assertThat(List.of(job, step(job, "unprepared.prepare")))
        .allSatisfy(
            span ->
                assertThat(span.meta())
                    .containsEntry("error.type", "java.lang.IllegalStateException"));
  }

  /** No filter hears of it, and its step is ended by another thread. */
  @Test
  void aCallThatIsRefusedForAStepIsAnError() {
    post("/clinic/api/jobs/start/calling", "http://localhost:1/Zephyrine");

    ReceivedSpan step = step(awaitJob("calling"), "calling.call");
    ReceivedSpan call = agent.awaitTrace(span -> span.resource().equals("GET"), SOON);
    assertThat(call.parentId()).isEqualTo(step.spanId());
    assertThat(call.error()).isEqualTo(1);
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Test
  void aRestartIsATraceOfItsOwnWithItsNumber() {
    long first = post("/clinic/api/jobs/start/broken", "x");
    long trace = awaitJob("broken").traceId();
    agent.forget();

    post("/clinic/api/jobs/restart/" + first, "x");

    ReceivedSpan again = awaitJob("broken");
    assertThat(again.traceId()).isNotEqualTo(trace);
    assertThat(again.metrics()).containsEntry("batch.execution_count", 2.0);
  }

  @Test
  void aStoppedJobIsNoError() {
    long execution = post("/clinic/api/jobs/start/endless", "x");
    assertThat(Waiting.until(SOON, () -> threads().contains("mpdd-batch"))).isTrue();
    post("/clinic/api/jobs/stop/" + execution, "");

    ReceivedSpan job = awaitJob("endless");
    assertThat(job.meta()).containsEntry("batch.status", "STOPPED");
    assertThat(job.error()).isZero();
    assertThat(step(job, "endless.wait").meta()).containsEntry("batch.status", "STOPPED");
  }

  @Test
  void partitionsAndFlowsStayInTheTrace() {
    post("/clinic/api/jobs/start/parts", "x");

    ReceivedSpan job = awaitJob("parts");
    assertThat(below(step(job, "parts.spread"), "batch.chunk")).hasSize(3);
    step(job, "parts.left");
    step(job, "parts.right");
    assertThat(below(job, "batch.step")).hasSize(3);
  }

  @Test
  void aListenerTracesArtifactsThatAreNoBeans() {
    post("/clinic/api/jobs/start/plain", "x");

    ReceivedSpan job = awaitJob("plain");
    assertThat(below(step(job, "plain.copy"), "batch.chunk")).hasSize(2);
  }

  @Test
  void aListenerTellsHowPlainArtifactsFail() {
    post("/clinic/api/jobs/start/plain", "broken");

    ReceivedSpan job = awaitJob("plain");
    assertThat(List.of(job, step(job, "plain.copy")))
        .allSatisfy(span -> assertThat(span.error()).isEqualTo(1))
        .allSatisfy(
            span ->
                assertThat(span.meta())
                    .containsEntry("error.type", "java.lang.ArithmeticException"));
  }

  @Test
  void namesMadeOfParametersStayInTheServer() {
    long execution = post("/clinic/api/jobs/start/called-by-data", "Zephyrine");
    assertThat(server.http().post("/clinic/api/jobs/name/" + execution, "").body())
        .as("the name that the server gives it")
        .isEqualTo("Zephyrine");

    ReceivedSpan job = awaitJob("job");
    assertThat(below(job, "batch.step")).extracting(ReceivedSpan::resource).containsOnly("step");
    assertThat(new LeakSearch(List.of("Zephyrine")).in(agent.requests())).isEmpty();
  }

  @Test
  void theSwitchTurnsItOff() {
    post("/quiet/api/jobs/start/plain", "x");
    post("/quiet/api/jobs/start/nightly", "x");

    agent.awaitTrace(span -> span.resource().equals("POST /quiet/api/jobs/start/{job}"), SOON);
    Waiting.pause(NEVER);
    assertThat(agent.spans()).noneMatch(span -> span.type().equals("worker"));
  }

  /**
   * The server lets the job run on. Its threads hold what was last injected on them, and with it an
   * application that is gone, with the library or without; so class loaders are not counted here.
   */
  @Test
  void anApplicationThatGoesWhileItsJobRunsTakesTheThreadOfTheLibraryAlong() {
    post("/comes-and-goes/api/jobs/start/endless", "x");
    assertThat(Waiting.until(SOON, () -> threads().contains("mpdd-batch"))).isTrue();

    RawHttp.Answer answer = server.http().get("/probe/restart?application=comes-and-goes");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(Waiting.until(SOON, () -> !threads().contains("mpdd-batch")))
        .as(BatchContract::threads)
        .isTrue();
    // What was open has ended.
    awaitJob("endless");
  }

  private static String threads() {
    return server.http().get("/probe/threads").body();
  }

  @Test
  void nothingThatAJobIsGivenLeaves() {
    for (Identifiers.Identifier identifier : Identifiers.all()) {
      for (String job : List.of("nightly", "broken", "unprepared", "plain", "parts")) {
        post("/clinic/api/jobs/start/" + job, identifier.value());
      }
    }
    int jobs = 5 * Identifiers.all().size();
    assertThat(
            Waiting.until(
                Duration.ofMinutes(2),
                () -> agent.spans().stream().filter(BatchContract::isJob).count() >= jobs))
        .as(() -> "of %d jobs came %s%n%s".formatted(jobs, jobsThatCame(), server.messages()))
        .isTrue();
    assertThat(Identifiers.search().in(agent.requests())).isEmpty();
  }

  private static boolean isJob(ReceivedSpan span) {
    return span.name().equals("batch.job");
  }

  private static Map<String, Long> jobsThatCame() {
    return agent.spans().stream()
        .filter(BatchContract::isJob)
        .collect(Collectors.groupingBy(ReceivedSpan::resource, Collectors.counting()));
  }
}
