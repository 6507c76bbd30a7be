// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;

/**
 * A request of a class of the application's own, without the trace headers that were copied into
 * it. Only for one that the JDK's builder does not copy: what a later JDK adds to requests is not
 * handed on.
 */
final class BareRequest extends HttpRequest {

  private final HttpRequest request;

  BareRequest(HttpRequest request) {
    this.request = request;
  }

  @Override
  public HttpHeaders headers() {
    return HttpHeaders.of(
        request.headers().map(), (name, value) -> !TraceHeaders.isTraceHeader(name));
  }

  @Override
  public Optional<BodyPublisher> bodyPublisher() {
    return request.bodyPublisher();
  }

  @Override
  public String method() {
    return request.method();
  }

  @Override
  public Optional<Duration> timeout() {
    return request.timeout();
  }

  @Override
  public boolean expectContinue() {
    return request.expectContinue();
  }

  @Override
  public URI uri() {
    return request.uri();
  }

  @Override
  public Optional<Version> version() {
    return request.version();
  }
}
