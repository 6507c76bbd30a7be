// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlDialect;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlStatementInfo;
import io.opentelemetry.instrumentation.api.incubator.semconv.db.SqlStatementSanitizer;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ours next to OpenTelemetry's in one run: absolute figures depend on the machine, ratios hardly.
 *
 * <p>{@code mvn -Pbench test}, or with {@code -Dbench.args="sqlUncached -prof gc"}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RedactionBenchmark {

  /** 270 characters, half of it as an entity mapper writes it and a few literals. */
  private static final String STATEMENT =
      "select v1_0.id,v1_0.booked_at,v1_0.name,v1_0.notes,v1_0.patient_id,v1_0.status from visits"
          + " v1_0 left join patients p1_0 on p1_0.id=v1_0.patient_id where p1_0.name = 'Jane Roe'"
          + " and v1_0.status in ('open', 'booked', 'done') and v1_0.id > 8675309 order by"
          + " v1_0.booked_at desc limit 10";

  private static final int BATCH = 512;
  private static final int DISTINCT = 1 << 16;

  private final Vocabulary vocabulary = new Vocabulary();
  private final SqlStatementSanitizer peer = SqlStatementSanitizer.create(true);
  private final String[] statements = new String[DISTINCT];
  private final String[] others = new String[DISTINCT];
  private final SqlWords words;
  private final SpanRedactor redactor;
  private final Attributes attributes;
  private final List<SpanData> batch;
  private int next;

  public RedactionBenchmark() {
    vocabulary.add(this, Kind.ROUTE, List.of("/clinic/patients/{mrn}"));
    vocabulary.add(this, Kind.COLLECTION, List.of("visits", "patients"));
    vocabulary.add(
        this, Kind.COLUMN, List.of("id", "name", "booked_at", "notes", "patient_id", "status"));
    words =
        new SqlWords(
            List.of("visits", "patients"),
            List.of(),
            List.of("id", "name", "booked_at", "notes", "patient_id", "status"));
    for (int i = 0; i < DISTINCT; i++) {
      statements[i] =
          STATEMENT
              .replace("v1_0", String.format(Locale.ROOT, "v%03x", i & 0xfff))
              .replace("p1_0", String.format(Locale.ROOT, "p%03x", i >> 12));
      others[i] = STATEMENT.replace("8675309", String.valueOf(1_000_000 + i));
    }
    redactor = new SpanRedactor(Policy.strict(), vocabulary, Resource.empty(), new Ledger());
    attributes =
        Attributes.builder()
            .put("http.request.method", "GET")
            .put("http.route", "/clinic/patients/{mrn}")
            .put("url.path", "/clinic/patients/8675309")
            .put("url.scheme", "https")
            .put("url.query", "name=Roe")
            .put("server.address", "clinic.test")
            .put("server.port", 9443)
            .put("client.address", "192.0.2.7")
            .put("user_agent.original", "curl/8")
            .put("network.protocol.version", "1.1")
            .put("http.response.status_code", 200)
            .put("thread.id", 42)
            .build();
    batch = Collections.nCopies(BATCH, Spans.span(SpanKind.SERVER, attributes).build());
  }

  @Benchmark
  public SqlShape sqlCached() {
    return vocabulary.sql().of(STATEMENT);
  }

  /** A text seen before in a new object, as when the statement is built each time. */
  @Benchmark
  public SqlShape sqlCachedCopy() {
    return vocabulary
        .sql()
        .of(
            new String(
                STATEMENT.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1));
  }

  @Benchmark
  public SqlStatementInfo sqlCachedPeer() {
    return peer.sanitize(STATEMENT);
  }

  @Benchmark
  public SqlShape sqlUncached() {
    return SqlScanner.scan(STATEMENT, words);
  }

  /** Never the same code within what the caches hold, so that hashing and storing count. */
  @Benchmark
  public SqlShape sqlMiss() {
    return vocabulary.sql().of(statements[next++ & DISTINCT - 1]);
  }

  /** Never the same statement, but always the same code. */
  @Benchmark
  public SqlShape sqlOtherLiteral() {
    return vocabulary.sql().of(others[next++ & DISTINCT - 1]);
  }

  @Benchmark
  public SqlStatementInfo sqlOtherLiteralPeer() {
    return peer.sanitize(others[next++ & DISTINCT - 1], SqlDialect.DEFAULT);
  }

  @Benchmark
  public SqlStatementInfo sqlMissPeer() {
    return peer.sanitize(statements[next++ & DISTINCT - 1], SqlDialect.DEFAULT);
  }

  /** One span of a batch of the size that the SDK's batch processor exports. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<SpanData> span() {
    return redactor.redact(batch);
  }

  /** What it costs to copy the attributes with the SDK's own builder, deciding nothing. */
  @Benchmark
  public Attributes spanPeer() {
    AttributesBuilder builder = Attributes.builder();
    builder.putAll(attributes);
    return builder.build();
  }
}
