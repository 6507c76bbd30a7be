// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.HOST;
import static java.util.logging.Level.FINE;
import static java.util.logging.Level.WARNING;

import io.github.mpdatadog.address.HostPort;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.telemetry.FailedSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The spans and headers of calls made with {@code java.net.http}. A path or query is never looked
 * at. Thread-safe.
 */
final class HttpCalls {

  static final String SCOPE = "io.github.mpdatadog.rest";

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
  private static final AttributeKey<String> URL = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> ADDRESS = AttributeKey.stringKey("server.address");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  /** From here on a client has failed, by OpenTelemetry's conventions. */
  private static final int ERROR = 400;

  private static final Logger LOG = Logger.getLogger(HttpCalls.class.getName());

  private final TraceHeaders headers;
  private final Tracer tracer;

  HttpCalls(TraceHeaders headers) {
    this.headers = headers;
    this.tracer = headers.openTelemetry().getTracer(SCOPE);
  }

  /** Null, and a warning, where no application can be told. */
  static @Nullable HttpCalls ofApplication(DatadogSettings settings) {
    try {
      return new HttpCalls(TraceHeaders.configured(settings));
    } catch (RuntimeException | LinkageError noBeans) {
      // The exception's text is the server's.
      LOG.log(
          WARNING,
          "MPDD0431W: Calls of an HttpClient are not traced, because TracingHttpClient.wrap(client)"
              + " was called where no application is known. Call it on a thread of the application,"
              + " for example in a producer method or in @PostConstruct of a bean.");
      return null;
    }
  }

  <T> HttpResponse<T> send(HttpClient client, HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Span span = start(request);
    try {
      HttpResponse<T> response = client.send(withHeaders(client, request, span), handler);
      end(span, response, null);
      return response;
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      end(span, null, failure);
      throw failure;
    }
  }

  /** Gives the client's own future, because cancelling another one would not end the exchange. */
  <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpClient client,
      HttpRequest request,
      Function<HttpRequest, CompletableFuture<HttpResponse<T>>> sending) {
    Span span = start(request);
    try {
      CompletableFuture<HttpResponse<T>> answer = sending.apply(withHeaders(client, request, span));
      var unused = answer.whenComplete((response, failure) -> end(span, response, failure));
      return answer;
    } catch (RuntimeException | Error failure) {
      end(span, null, failure);
      throw failure;
    }
  }

  private Span start(HttpRequest request) {
    try {
      URI uri = request.uri();
      SpanBuilder span =
          tracer
              .spanBuilder(request.method())
              .setSpanKind(SpanKind.CLIENT)
              .setAttribute(METHOD, request.method())
              .setAttribute(SCHEME, uri.getScheme().toLowerCase(Locale.ROOT));
      HostPort address = HostPort.of(uri);
      if (address != null && Vocabulary.shared().contains(HOST, address.host())) {
        span.setAttribute(URL, uri.getScheme() + "://" + address.host());
        span.setAttribute(ADDRESS, address.host());
        span.setAttribute(PORT, (long) address.port());
      }
      return span.startSpan();
    } catch (RuntimeException | LinkageError unusual) {
      // A request must never fail because of its trace.
      LOG.log(FINE, "A request is sent without a span: {0}", unusual.getClass());
      return Span.getInvalid();
    }
  }

  /** The request itself where nothing has to be changed. */
  private HttpRequest withHeaders(HttpClient client, HttpRequest request, Span span) {
    try {
      // Who follows redirects takes the headers along, to wherever the answer says.
      boolean ours = headers.mayGoTo(request.uri()) && client.followRedirects() == Redirect.NEVER;
      boolean inject = ours && span.getSpanContext().isValid();
      // Those that the application copied from a request of its own were never verified.
      boolean strip =
          !inject
              && request.headers().map().keySet().stream().anyMatch(TraceHeaders::isTraceHeader);
      if (!inject && !strip) {
        return request;
      }
      HttpRequest.Builder copy =
          HttpRequest.newBuilder(request, (name, value) -> !TraceHeaders.isTraceHeader(name));
      if (inject) {
        headers.inject(
            Context.current().with(span),
            copy,
            (carrier, name, value) -> {
              if (carrier != null) {
                carrier.setHeader(name, value);
              }
            });
      }
      return copy.build();
    } catch (RuntimeException | LinkageError unusual) {
      LOG.log(FINE, "A request is sent without its trace: {0}", unusual.getClass());
      return request == null ? request : new BareRequest(request);
    }
  }

  /** Ends the span, and never throws: a call must not fail because of its trace. */
  private static void end(
      Span span, @Nullable HttpResponse<?> response, @Nullable Throwable failure) {
    try {
      String error =
          failure == null ? null : Vocabulary.shared().exception(cause(failure).getClass());
      if (response != null) {
        int status = response.statusCode();
        span.setAttribute(STATUS, (long) status);
        error = status >= ERROR ? Integer.toString(status) : null;
      }
      if (error == null) {
        span.end();
      } else {
        FailedSpan.end(span, error);
      }
    } catch (RuntimeException | LinkageError unusual) {
      LOG.log(FINE, "The span of a request is lost: {0}", unusual.getClass());
    }
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : null;
    return cause == null ? failure : cause;
  }
}
