// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import io.github.mpdatadog.config.Visibility;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/**
 * Offers the trace to executors and context services that an application declares, among the
 * context they propagate. Loaded by Jakarta Concurrency only, and before it is known whether
 * OpenTelemetry is there: an error here would keep the application from starting. Called by the
 * server.
 */
public final class TraceContextProvider implements ThreadContextProvider {

  private static final ThreadContextSnapshot NOTHING = () -> () -> {};

  private final boolean visible = Visibility.ofOpenTelemetry();

  /** For the service loader. */
  public TraceContextProvider() {}

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return visible ? TraceSnapshot.current() : NOTHING;
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return visible ? TraceSnapshot.cleared() : NOTHING;
  }

  @Override
  public String getThreadContextType() {
    return "io.github.mpdatadog.trace";
  }
}
