// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts what a user typed into every field of a span that the API can write. */
@Path("telemetry")
@RequestScoped
public class TelemetryResource {
  private static final String TRACE = "11111111111111112222222222222222";
  private static final String SPAN = "3333333333333333";

  @Inject Tracer tracer;
  @Inject OpenTelemetry openTelemetry;
  @Inject NotesService notes;

  @POST
  @Path("{vector}")
  public String leak(@PathParam("vector") String vector, String text) {
    switch (vector) {
      case "attribute" -> Span.current().setAttribute("patient.name", text);
      case "known-attributes" ->
          List.of(KNOWN).forEach(key -> Span.current().setAttribute(key, text));
      case "array" ->
          Span.current().setAttribute(AttributeKey.stringArrayKey("names"), List.of(text, text));
      case "number" -> numbers(text.replaceAll("[^0-9]", ""));
      case "key" -> Span.current().setAttribute("patient." + text, "seen").setAttribute(text, 1L);
      case "event-name" -> Span.current().addEvent("admitted " + text, 1, TimeUnit.SECONDS);
      case "event-attribute" ->
          Span.current().addEvent("admitted", Attributes.of(stringKey("who"), text));
      case "exception" -> Span.current().recordException(exception(text));
      case "exception-attribute" ->
          Span.current()
              .recordException(exception("x"), Attributes.of(stringKey("exception.message"), text));
      case "status" -> Span.current().setStatus(StatusCode.ERROR, "cannot admit " + text);
      case "update-name" -> Span.current().updateName("admit " + text);
      case "child-name" ->
          tracer.spanBuilder("SELECT * FROM patient WHERE name='" + text + "'").startSpan().end();
      case "link" -> link(text);
      case "scope" ->
          openTelemetry
              .tracerBuilder("tenant-" + text)
              .setInstrumentationVersion(text)
              .build()
              .spanBuilder("x")
              .startSpan()
              .end();
      case "baggage" -> baggage(text);
      case "thread-name" -> threadName(text);
      case "with-span" -> notes.store(text, text);
      case "with-span-throws" -> failing(text);
      default -> throw new BadRequestException("unknown vector");
    }
    return "done";
  }

  /** Keys that mean something to Datadog or to a policy; a value from a user stays a user's. */
  private static final String[] KNOWN = {
    "http.route",
    "url.path",
    "url.query",
    "url.full",
    "url.template",
    "http.request.method",
    "http.target",
    "http.url",
    "server.address",
    "peer.service",
    "client.address",
    "user_agent.original",
    "enduser.id",
    "user.id",
    "usr.id",
    "session.id",
    "db.statement",
    "db.query.text",
    "db.query.summary",
    "db.namespace",
    "db.operation.name",
    "db.collection.name",
    "db.system.name",
    "messaging.destination.name",
    "code.function.name",
    "error.type",
    "error.message",
    "error.msg",
    "error.stack",
    "exception.type",
    "resource.name",
    "operation.name",
    "service.name",
    "span.type",
    "span.name",
    "_dd.p.usr.id",
    "_dd.origin",
    "env",
    "version",
    "component",
    "thread.name",
    "otel.status_description",
    "http.request.header.x-patient"
  };

  private void numbers(String digits) {
    if (digits.length() >= 6 && digits.length() <= 18) {
      long number = Long.parseLong(digits);
      Span.current().setAttribute("mrn", number).setAttribute("ssn", (double) number);
      Span.current().setAttribute("http.response.body.size", number);
      Span.current().setAttribute(AttributeKey.longArrayKey("ids"), List.of(number));
    }
  }

  private static RuntimeException exception(String text) {
    RuntimeException exception =
        new IllegalStateException(
            "bad " + text, new NumberFormatException("For input string: " + text));
    exception.addSuppressed(new IllegalArgumentException(text));
    return exception;
  }

  private void link(String text) {
    String member = text.replaceAll("[^\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]", "_");
    TraceState state =
        TraceState.builder().put("vendor", member).put("dd", "t.usr.id:" + member).build();
    SpanContext other =
        SpanContext.createFromRemoteParent(TRACE, SPAN, TraceFlags.getSampled(), state);
    tracer
        .spanBuilder("linked")
        .addLink(other, Attributes.of(stringKey("why"), text))
        .startSpan()
        .end();
  }

  private void baggage(String text) {
    try (Scope scope = Baggage.builder().put("patient", text).build().makeCurrent()) {
      assert scope != null;
      tracer.spanBuilder("carrying").startSpan().end();
    }
  }

  private void threadName(String text) {
    String before = Thread.currentThread().getName();
    Thread.currentThread().setName("chart-" + text);
    try {
      tracer.spanBuilder("threaded").startSpan().end();
    } finally {
      Thread.currentThread().setName(before);
    }
  }

  private void failing(String text) {
    try {
      notes.fail(text);
    } catch (IllegalArgumentException expected) {
      Span.current().recordException(expected);
    }
  }
}
