// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A producer: each message is a span, which ends when the call returns, or at its completion where
 * the message is sent asynchronously.
 */
final class TracedProducer extends Traced {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable OwningSession session;

  TracedProducer(Object delegate, MessageTracing tracing, @Nullable OwningSession session) {
    super(delegate, tracing, session);
    this.session = session;
  }

  @Override
  @Nullable Object intercept(Method method, Object[] arguments) throws Throwable {
    return switch (method.getName()) {
      case "send", "publish" ->
          isStandard(method) ? send(method, arguments.clone()) : call(method, arguments);
      default -> call(method, arguments);
    };
  }

  /** A vendor's producer may have further ways of sending, of which nothing is known. */
  private boolean isStandard(Method method) {
    return delegate instanceof MessageProducer
        || (method.getParameterCount() == 2 && method.getParameterTypes()[0] == Destination.class);
  }

  private @Nullable Object send(Method method, Object[] arguments) throws Throwable {
    Context caller = Context.current();
    Span span = tracing.startSending(destination(arguments));
    boolean pending = false;
    Throwable failure = null;
    Scope scope = Harmless.enter(() -> Harmless.with(caller, span));
    try {
      if (delegate instanceof JMSProducer producer) {
        CompletionListener own = async(producer);
        pending = own != null && isSet(producer, new TracedCompletion(own, span, caller, tracing));
        try {
          return send(producer, span, method, arguments);
        } finally {
          if (pending) {
            isSet(producer, own);
          }
        }
      }
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof Message message) {
          tracing.inject(span, message);
        } else if (arguments[i] instanceof CompletionListener listener) {
          arguments[i] = new TracedCompletion(listener, span, caller, tracing);
          pending = true;
        }
      }
      return call(method, arguments);
    } catch (Throwable thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      scope.close();
      if (!pending || failure != null) {
        tracing.end(span, failure);
      }
    }
  }

  /** Null for a provider that has no asynchronous sends, too: ActiveMQ throws. */
  private static @Nullable CompletionListener async(JMSProducer producer) {
    try {
      return producer.getAsync();
    } catch (RuntimeException | LinkageError unsupported) {
      return null;
    }
  }

  /** The producer keeps its listener, but each message needs one of its own. */
  private static boolean isSet(JMSProducer producer, @Nullable CompletionListener listener) {
    try {
      producer.setAsync(listener);
      return true;
    } catch (RuntimeException | LinkageError refused) {
      return false;
    }
  }

  private @Nullable Object send(JMSProducer producer, Span span, Method method, Object[] arguments)
      throws Throwable {
    Message message =
        arguments[1] instanceof Message whole
            ? whole
            : message(method.getParameterTypes()[1], arguments[1]);
    if (message == null) {
      return call(method, arguments);
    }
    tracing.inject(span, message);
    return producer.send((Destination) arguments[0], message);
  }

  /** The message that the producer would make of a body; null where that fails. */
  private @Nullable Message message(Class<?> type, @Nullable Object body) {
    JMSContext context = session == null ? null : session.context();
    try {
      return context == null ? null : message(context, type, body);
    } catch (JMSException | RuntimeException | LinkageError unfit) {
      // The producer itself shall say so.
      return null;
    }
  }

  private static @Nullable Message message(JMSContext context, Class<?> type, @Nullable Object body)
      throws JMSException {
    if (type == String.class) {
      return context.createTextMessage((String) body);
    }
    if (type == Serializable.class) {
      return context.createObjectMessage((Serializable) body);
    }
    if (type == byte[].class && body instanceof byte[] bytes) {
      BytesMessage message = context.createBytesMessage();
      message.writeBytes(bytes);
      return message;
    }
    if (type == Map.class && body instanceof Map<?, ?> map) {
      MapMessage message = context.createMapMessage();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        message.setObject((String) entry.getKey(), entry.getValue());
      }
      return message;
    }
    return null;
  }

  private @Nullable Destination destination(Object[] arguments) {
    if (arguments.length > 0 && arguments[0] instanceof Destination given) {
      return given;
    }
    try {
      return delegate instanceof MessageProducer producer ? producer.getDestination() : null;
    } catch (JMSException | RuntimeException | LinkageError unavailable) {
      return null;
    }
  }

  /** Ends the span of a message when the provider has it, or has refused it. */
  private record TracedCompletion(
      CompletionListener listener, Span span, Context caller, MessageTracing tracing)
      implements CompletionListener {

    @Override
    public void onCompletion(Message message) {
      tracing.end(span, null);
      Scope scope = Harmless.enter(() -> caller);
      try {
        listener.onCompletion(message);
      } finally {
        scope.close();
      }
    }

    @Override
    public void onException(Message message, Exception exception) {
      tracing.end(span, exception);
      Scope scope = Harmless.enter(() -> caller);
      try {
        listener.onException(message, exception);
      } finally {
        scope.close();
      }
    }
  }
}
