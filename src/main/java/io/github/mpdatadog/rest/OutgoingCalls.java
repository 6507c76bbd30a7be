// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.ROUTE;
import static java.util.logging.Level.FINE;

import io.github.mpdatadog.address.HostPort;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.telemetry.OpenCalls;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/**
 * Decides for each request of a REST client whether it may carry trace headers, and keeps the raw
 * URL off the server's span. Belongs to one client, and so to one application. Thread-safe.
 */
final class OutgoingCalls implements ClientRequestFilter, ClientResponseFilter {

  /** The server's filter leaves the context of its span under this name. */
  static final String SPAN_CONTEXT = "otel.span.client.context";

  /** Of a call that has begun, the same: a client may have more than one filter of ours. */
  private static final String BEGUN = "io.github.mpdatadog.rest.begun";

  /** MicroProfile REST Client, "Obtaining the invoked method". */
  private static final String INVOKED_METHOD = "org.eclipse.microprofile.rest.client.invokedMethod";

  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");
  private static final AttributeKey<String> TEMPLATE = AttributeKey.stringKey("url.template");

  private static final Logger LOG = Logger.getLogger(OutgoingCalls.class.getName());

  private final TraceHeaders headers;

  /** By a client's interfaces and a method; empty where these do not tell one. */
  private final ConcurrentHashMap<List<Object>, String> templates = new ConcurrentHashMap<>();

  OutgoingCalls(TraceHeaders headers) {
    this.headers = headers;
  }

  /** A filter for a client of the application that was configured so. */
  static OutgoingCalls configured(DatadogSettings settings) {
    return new OutgoingCalls(TraceHeaders.configured(settings));
  }

  @Override
  public void filter(ClientRequestContext request) {
    // Those that the application copied from a request of its own were never verified.
    request.getHeaders().keySet().removeIf(TraceHeaders::isTraceHeader);
    try {
      Context context = request.getProperty(SPAN_CONTEXT) instanceof Context c ? c : null;
      if (context != null && context != request.getProperty(BEGUN)) {
        request.setProperty(BEGUN, context);
        describe(Span.fromContext(context), request);
        open(Span.fromContext(context), request);
      }
      // Who follows redirects takes the headers along, to wherever the answer says.
      if (headers.mayGoTo(request.getUri())
          && !ClientEngine.followsRedirects(request.getClient())) {
        headers.inject(
            context == null ? Context.current() : context,
            request,
            (carrier, name, value) -> {
              if (carrier != null) {
                carrier.getHeaders().putSingle(name, value);
              }
            });
      }
    } catch (RuntimeException | LinkageError unusual) {
      // A request must never fail because of its trace.
      LOG.log(FINE, "A request is sent without its trace: {0}", unusual.getClass());
    }
  }

  private static void open(Span span, ClientRequestContext request) {
    if (!span.isRecording() || !ClientEngine.waitsForAnswer(request.getClient())) {
      OpenCalls.endFailed(span);
      return;
    }
    ClientEngine.learnFromStack();
    if (OpenCalls.isOpen() && ClientEngine.isSending()) {
      OpenCalls.beginWithin(span);
    } else {
      OpenCalls.begin(span);
    }
  }

  @Override
  public void filter(ClientRequestContext request, ClientResponseContext response) {
    if (request.getProperty(BEGUN) != null) {
      request.removeProperty(BEGUN);
      OpenCalls.answered();
    }
  }

  private void describe(Span span, ClientRequestContext request) {
    if (!span.isRecording()) {
      return;
    }
    URI uri = request.getUri();
    HostPort address = HostPort.of(uri);
    // The gate lets a configured host through, and no other.
    span.setAttribute(URL, uri.getScheme() + "://" + (address == null ? "" : address.host()));
    if (address != null && uri.getHost() == null) {
      // A name with an underscore, which the server's filter did not see.
      span.setAttribute(ADDRESS, address.host());
      span.setAttribute(PORT, (long) address.port());
    }
    String template = template(request);
    if (!template.isEmpty()) {
      span.setAttribute(TEMPLATE, template);
      span.updateName(request.getMethod() + " " + template);
    }
  }

  /** What the interface's annotations say, which the vocabulary keeps as long as the interface. */
  private String template(ClientRequestContext request) {
    if (!(request.getProperty(INVOKED_METHOD) instanceof Method method)) {
      return "";
    }
    Set<Class<?>> clients = ClientInterfaces.of(request.getConfiguration());
    return templates.computeIfAbsent(
        List.of(clients, method),
        unknown -> {
          String template = ClientInterfaces.template(clients, method);
          if (template == null) {
            return "";
          }
          Vocabulary.shared().add(method.getDeclaringClass(), ROUTE, List.of(template));
          return template;
        });
  }
}
