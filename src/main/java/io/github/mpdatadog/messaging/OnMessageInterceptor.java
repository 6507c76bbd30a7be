// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.jms.Message;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Traces what a message-driven bean does with a message. Serializable, because beans of any scope
 * may be listeners. Called by the server.
 */
@TracedOnMessage
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class OnMessageInterceptor implements Serializable {

  private transient @Nullable MessageTracing tracing;

  /** For CDI. */
  public OnMessageInterceptor() {}

  /** Passes calls of other methods on. */
  @AroundInvoke
  public @Nullable Object around(InvocationContext call) throws Exception {
    Object[] parameters = call.getParameters();
    if (parameters == null || parameters.length != 1 || !(parameters[0] instanceof Message)) {
      return call.proceed();
    }
    if (tracing == null) {
      tracing = MessageTracing.ofApplication();
    }
    return tracing == null
        ? call.proceed()
        : tracing.process((Message) parameters[0], call::proceed);
  }

  /** Apart, so that it can be withdrawn without what the application itself has bound. */
  @Driven
  @Interceptor
  @Priority(Interceptor.Priority.LIBRARY_BEFORE)
  public static class OfMessageDriven extends OnMessageInterceptor {

    /** For CDI. */
    public OfMessageDriven() {}
  }
}
