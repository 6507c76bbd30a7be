// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import io.github.mpdatadog.config.DatadogSettings;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * Traces the calls of a {@link HttpClient}. Wrap it once, where it is made:
 *
 * <pre>{@code
 * HttpClient client = TracingHttpClient.wrap(HttpClient.newHttpClient());
 * }</pre>
 *
 * <p>A call is a span with method, scheme, status and, if an operator declared it, host; path and
 * query are never looked at. It ends with the response's head and body, an error, a timeout or a
 * cancellation. Trace headers go where {@code dd.privacy.propagation.hosts} and the URLs of
 * configured REST clients say that they may, and are taken off all other requests; a client that
 * follows redirects sends none. All else is the client's own. Web sockets are not traced.
 *
 * <p>Thread-safe as the client it wraps. Links no OpenTelemetry before it traces.
 */
public final class TracingHttpClient extends HttpClient {

  private final HttpClient client;
  private final HttpCalls calls;

  TracingHttpClient(HttpClient client, HttpCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /**
   * Traces the calls for the application that asks; call it on one of its threads. Never throws.
   *
   * @param client sends the requests; stays usable by itself, untraced
   * @return {@code client} itself where tracing is off, where it is wrapped already, and where no
   *     application is known, which is logged as {@code MPDD0431W}
   */
  public static HttpClient wrap(HttpClient client) {
    DatadogSettings settings = client instanceof TracingHttpClient ? null : Switch.settings();
    HttpCalls calls = settings == null ? null : HttpCalls.ofApplication(settings);
    return calls == null ? client : new TracingHttpClient(client, calls);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    return calls.send(client, request, handler);
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    return calls.sendAsync(client, request, headed -> client.sendAsync(headed, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
    return calls.sendAsync(client, request, headed -> client.sendAsync(headed, handler, pushes));
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }

  // Java 21 lets clients end. Before, these five do nothing.

  /** As the client's own of Java 21, which may be more than the other four are. */
  public void close() {
    java21("close");
  }

  /** As the client's own of Java 21. */
  public void shutdown() {
    java21("shutdown");
  }

  /** As the client's own of Java 21. */
  public void shutdownNow() {
    java21("shutdownNow");
  }

  /** As the client's own of Java 21. */
  public boolean awaitTermination(Duration time) throws InterruptedException {
    Object answer = java21("awaitTermination", time);
    if (answer instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    return !Boolean.FALSE.equals(answer);
  }

  /** As the client's own of Java 21. */
  public boolean isTerminated() {
    return Boolean.TRUE.equals(java21("isTerminated"));
  }

  /** What the method answers or throws; null where there is no such method. */
  private @Nullable Object java21(String method, Object... arguments) {
    Class<?>[] types = Arrays.stream(arguments).map(Object::getClass).toArray(Class<?>[]::new);
    try {
      return HttpClient.class.getMethod(method, types).invoke(client, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      } else if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      return thrown.getCause();
    } catch (ReflectiveOperationException older) {
      return null;
    }
  }
}
