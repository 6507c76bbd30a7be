// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import jakarta.annotation.Priority;

/**
 * For a client of Jakarta REST that is made outside of a request, as by a timer or a message-driven
 * bean, on a server where other applications do not have this jar:
 *
 * <pre>{@code
 * ClientBuilder.newBuilder().register(TracingClientFilter.class).build()
 * }</pre>
 *
 * <p>RESTEasy gives such a client the filters of the application that was first on the server. If
 * that one does not have this jar, no header would be written, and no failed call be seen. It does
 * no harm where it is not needed, and nothing where tracing is off. Clients of MicroProfile REST
 * Client have it. Thread-safe.
 */
@Priority(Integer.MAX_VALUE)
public final class TracingClientFilter extends OutgoingFilter {

  /** For the client that it is registered with. */
  public TracingClientFilter() {}
}
