// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.telemetry.OpenCalls;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.ext.AsyncInvocationInterceptor;
import org.eclipse.microprofile.rest.client.ext.AsyncInvocationInterceptorFactory;
import org.eclipse.microprofile.rest.client.spi.RestClientListener;

/**
 * Learns when the thread that runs an asynchronous call of a MicroProfile REST client is done with
 * it, with an answer or without: no filter hears of a connection that failed. Leaves the client's
 * interface in its configuration, where the filter of its requests finds it. Found by the service
 * loader of the REST client alone, so that its API is there. Thread-safe. Called by the server.
 */
public final class AsyncCalls
    implements RestClientListener, AsyncInvocationInterceptorFactory, AsyncInvocationInterceptor {

  /** For the service loader. */
  public AsyncCalls() {}

  @Override
  public void onNewClient(Class<?> serviceInterface, RestClientBuilder builder) {
    ClientEngine.listenerMade(builder);
    if (Switch.isOn()) {
      builder.property(
          ClientInterfaces.PROPERTY,
          ClientInterfaces.with(serviceInterface, builder.getConfiguration()));
      builder.register(this);
      builder.register(new TracingClientFilter(), Integer.MAX_VALUE);
    }
  }

  @Override
  public AsyncInvocationInterceptor newInterceptor() {
    return this;
  }

  /** The server hands the trace over. */
  @Override
  public void prepareContext() {}

  @Override
  public void applyContext() {}

  @Override
  public void removeContext() {
    OpenCalls.endFailed();
  }
}
