// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.telemetry.TaskContext;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.eclipse.microprofile.context.spi.ThreadContextProvider;
import org.eclipse.microprofile.context.spi.ThreadContextSnapshot;

/**
 * Offers the trace to executors and contexts that an application builds with MicroProfile Context
 * Propagation, among the context they propagate; by default that is all there is. Loaded by Context
 * Propagation only, and, like {@link TraceContextProvider}, before OpenTelemetry is known to be
 * there. Called by the server.
 */
public final class TracePropagation implements ThreadContextProvider {

  private static final ThreadContextSnapshot NOTHING = () -> () -> {};

  private final boolean visible = Visibility.ofOpenTelemetry();

  /** For the service loader. */
  public TracePropagation() {}

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return visible ? Snapshots.current() : NOTHING;
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return visible ? Snapshots.cleared() : NOTHING;
  }

  @Override
  public String getThreadContextType() {
    return "io.github.mpdatadog.trace";
  }

  /** Apart, because it links OpenTelemetry. */
  private static final class Snapshots {

    static ThreadContextSnapshot current() {
      return of(Context.current());
    }

    static ThreadContextSnapshot cleared() {
      return of(Context.root());
    }

    @SuppressWarnings("MustBeClosedChecker") // the executor ends what it began
    private static ThreadContextSnapshot of(Context context) {
      Context task = TaskContext.of(context);
      return () -> task.makeCurrent()::close;
    }

    private Snapshots() {}
  }
}
