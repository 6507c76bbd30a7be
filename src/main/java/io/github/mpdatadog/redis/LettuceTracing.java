// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import io.lettuce.core.tracing.TraceContextProvider;
import io.lettuce.core.tracing.TracerProvider;
import io.lettuce.core.tracing.Tracing;
import io.opentelemetry.api.OpenTelemetry;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Traces Redis calls made with Lettuce 6.0 or newer, of all its interfaces: synchronous,
 * asynchronous and reactive, with one server, a cluster or Sentinel. Set it once:
 *
 * <pre>{@code
 * ClientResources resources = ClientResources.builder().tracing(LettuceTracing.create()).build();
 * RedisClient client = RedisClient.create(resources, uri);
 * }</pre>
 *
 * <p>A call becomes a child of the span that is current on the calling thread; for the reactive
 * interface, on the thread that subscribes. It ends when the command does: by an answer, a timeout,
 * a cancellation or a lost connection. Thread-safe.
 */
public final class LettuceTracing implements Tracing {

  private final LettuceTracer tracer;

  /**
   * The tracing of the application that calls; call it on one of its threads, as in a producer
   * method or {@code @PostConstruct} of a bean. Never throws.
   *
   * @return {@link Tracing#disabled()} where tracing is off, by {@code dd.trace.redis.enabled} too,
   *     and where no application is known, which is logged as {@code MPDD0421W}
   */
  public static Tracing create() {
    RedisTracer tracer = Switch.tracer();
    return tracer == null ? Tracing.disabled() : new LettuceTracing(tracer);
  }

  /**
   * For Java SE, and wherever the caller knows its OpenTelemetry. Reads no configuration; makes no
   * span outside of a trace.
   *
   * @param openTelemetry makes the spans; kept for as long as the client lives
   */
  public LettuceTracing(OpenTelemetry openTelemetry) {
    this(new RedisTracer(openTelemetry, false));
  }

  private LettuceTracing(RedisTracer tracer) {
    this.tracer = new LettuceTracer(tracer);
  }

  @Override
  public TracerProvider getTracerProvider() {
    return tracer;
  }

  /** Called on the caller's thread, before the command moves to Lettuce's own. */
  @Override
  public TraceContextProvider initialTraceContextProvider() {
    return tracer;
  }

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public boolean includeCommandArgsInSpanTags() {
    return false;
  }

  @Override
  public Endpoint createEndpoint(SocketAddress address) {
    return address instanceof InetSocketAddress inet
        ? new LettuceConnection(RedisTracer.peer(inet.getHostString(), inet.getPort()))
        : new LettuceConnection(RedisTracer.peer(null, 0));
  }
}
