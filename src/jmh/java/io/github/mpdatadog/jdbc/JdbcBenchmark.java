// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import com.p6spy.engine.logging.Category;
import com.p6spy.engine.spy.P6DataSource;
import com.p6spy.engine.spy.appender.FormattedLogger;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.h2.jdbcx.JdbcDataSource;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One execution of a prepared statement on H2 in memory: bare, with ours, and with its peers. What
 * each of them makes of it, a span or a line of text, is made in full and then dropped.
 *
 * <p>{@code mvn -Pbench test -Dbench.args=JdbcBenchmark}.
 */
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
public class JdbcBenchmark {

  /**
   * {@code span-by-hand} is the floor for tracers: the bare statement in a span like ours. {@code
   * switched-off} is a driver's side that was wrapped, in an application that is off. {@code
   * p6spy-silent} is p6spy without its line.
   */
  @Param({
    "bare",
    "span-by-hand",
    "ours-off",
    "ours-switched-off",
    "ours-on",
    "datasource-proxy",
    "p6spy",
    "p6spy-silent",
    "opentelemetry-jdbc"
  })
  public String peer;

  private static final Attributes DATABASE =
      Target.configured(new Database("h2database", "bench", null, 0)).attributes();

  private final JdbcDataSource bare = new JdbcDataSource();
  private OpenTelemetrySdk sdk;
  private Connection keep;
  private Connection connection;
  private PreparedStatement select;
  private Scope request;
  private Tracer tracer;
  private int id;

  @Setup(Level.Trial)
  public void open() throws SQLException {
    bare.setURL("jdbc:h2:mem:bench");
    keep = bare.getConnection();
    try (Statement statement = keep.createStatement()) {
      statement.execute("create table patients (id int primary key, name varchar(40))");
      for (int i = 0; i < 1000; i++) {
        statement.execute("insert into patients values (" + i + ", 'name " + i + "')");
      }
    }
    Vocabulary.shared().add(this, Kind.COLLECTION, List.of("patients"));
    sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .addSpanProcessor(BatchSpanProcessor.builder(new Nowhere()).build())
                    .build())
            .build();
    io.github.mpdatadog.jdbc.JdbcTelemetry.use(sdk);
    System.setProperty("dd.api.key", peer.equals("ours-off") ? "" : "set");
    // By default it writes a file: that would measure the disk. Nothing is behind SLF4J here.
    System.setProperty(
        "p6spy.config.appender",
        peer.equals("p6spy-silent")
            ? "com.p6spy.engine.spy.appender.Slf4JLogger"
            : Dropped.class.getName());
    connection = source().getConnection();
    if (peer.equals("ours-switched-off")) {
      System.setProperty("dd.trace.jdbc.enabled", "false");
      Application.forgetAll();
    }
    select = connection.prepareStatement("select id, name from patients where id = ?");
    tracer = peer.equals("span-by-hand") ? sdk.getTracer("bench") : null;
    request = sdk.getTracer("bench").spanBuilder("request").startSpan().makeCurrent();
  }

  private DataSource source() {
    return switch (peer) {
      case "bare", "span-by-hand" -> bare;
      case "datasource-proxy" -> ProxyDataSourceBuilder.create(bare).countQuery().build();
      case "p6spy", "p6spy-silent" -> new P6DataSource(bare);
      case "opentelemetry-jdbc" -> JdbcTelemetry.create(sdk).wrap(bare);
      default -> Jdbc.wrap(bare);
    };
  }

  @Benchmark
  public int execute() throws SQLException {
    id = (id + 1) % 1000;
    select.setInt(1, id);
    try (ResultSet rows = tracer == null ? select.executeQuery() : inSpan()) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private ResultSet inSpan() throws SQLException {
    Span span =
        tracer
            .spanBuilder("SELECT patients")
            .setSpanKind(SpanKind.CLIENT)
            .setAllAttributes(DATABASE)
            .setAttribute(Call.TEXT, "SELECT id, name FROM patients WHERE id = ?")
            .startSpan();
    try (Scope current = span.makeCurrent()) {
      return select.executeQuery();
    } finally {
      span.end();
    }
  }

  @TearDown(Level.Trial)
  public void close() throws SQLException {
    request.close();
    connection.close();
    keep.close();
    sdk.close();
  }

  /** Takes the line that p6spy has formatted. */
  public static final class Dropped extends FormattedLogger {
    private volatile int length;

    @Override
    public void logText(String text) {
      length = text.length();
    }

    @Override
    public void logException(Exception e) {
      throw new IllegalStateException(e);
    }

    @Override
    public boolean isCategoryEnabled(Category category) {
      return true;
    }
  }

  /** The cost of exporting is the same for all. */
  private static final class Nowhere implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
