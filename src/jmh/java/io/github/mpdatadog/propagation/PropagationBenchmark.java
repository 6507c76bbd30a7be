// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static io.github.mpdatadog.MapGetter.GETTER;

import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one request costs that comes in with headers and makes one request in turn: reading and
 * writing them. Ours next to OpenTelemetry's own propagators, and to dd-java-agent's, which can be
 * reached through its OpenTelemetry API.
 *
 * <p>{@code mvn -Pbench test -Dbench.args="PropagationBenchmark -prof gc"}; ddJavaAgent needs
 * target/agents, which {@code mvn verify} fills.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PropagationBenchmark {

  private static final String TRACE_ID = "640cfd8d00000000abcdefab12345678";

  private final Map<String, String> incoming = new HashMap<>();
  private final Map<String, String> w3cOnly = new HashMap<>();
  private final Map<String, String> outgoing = new HashMap<>();
  private final TextMapPropagator ours;
  private final TextMapPropagator otels;
  private final TextMapPropagator global =
      GlobalOpenTelemetry.getPropagators().getTextMapPropagator();
  private final Context current;

  /** A span of the agent's own where there is one: it writes no other. */
  private final Context agents;

  public PropagationBenchmark() {
    w3cOnly.put("traceparent", "00-" + TRACE_ID + "-00000000075bcd15-01");
    w3cOnly.put("tracestate", "dd=s:2;p:00000000075bcd15;t.dm:-3,other=1");
    incoming.putAll(w3cOnly);
    incoming.put("x-datadog-trace-id", "12379814468735227512");
    incoming.put("x-datadog-parent-id", "123456789");
    incoming.put("x-datadog-sampling-priority", "2");
    incoming.put("x-datadog-tags", "_dd.p.tid=640cfd8d00000000,_dd.p.dm=-3");
    List<Family> both = List.of(Family.DATADOG, Family.TRACECONTEXT);
    ours = DatadogPropagator.create(both, both);
    otels =
        TextMapPropagator.composite(
            W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());
    current =
        Context.root()
            .with(
                Span.wrap(
                    SpanContext.create(
                        TRACE_ID,
                        "00000000000003e7",
                        TraceFlags.getSampled(),
                        new Decision(2, "-3", null).toTraceState())));
    agents =
        Context.root()
            .with(GlobalOpenTelemetry.getTracer("benchmark").spanBuilder("request").startSpan());
  }

  private Object readAndWrite(
      TextMapPropagator propagator, Map<String, String> headers, Context context) {
    propagator.inject(context, outgoing, Map::put);
    return propagator.extract(Context.root(), headers, GETTER);
  }

  /** Both families come in, both go out. */
  @Benchmark
  public Object ours() {
    return readAndWrite(ours, incoming, current);
  }

  /** W3C alone comes in, both go out. */
  @Benchmark
  public Object oursFromW3c() {
    return readAndWrite(ours, w3cOnly, current);
  }

  /** W3C with baggage: OpenTelemetry's default. */
  @Benchmark
  public Object openTelemetry() {
    return readAndWrite(otels, w3cOnly, current);
  }

  @Benchmark
  @Fork(
      jvmArgsAppend = {
        "-javaagent:target/agents/dd-java-agent.jar",
        "-Ddd.trace.otel.enabled=true",
        "-Ddd.trace.propagation.style=datadog,tracecontext",
        "-Ddd.instrumentation.telemetry.enabled=false",
        "-Ddd.remote_config.enabled=false",
        "-Ddd.jmxfetch.enabled=false"
      })
  public Object ddJavaAgent() {
    return readAndWrite(global, incoming, agents);
  }
}
