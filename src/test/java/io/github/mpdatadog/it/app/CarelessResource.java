// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Does with each line of a body everything that a careless program could do with it in telemetry:
 * what {@link TelemetryResource} does, and what instrumentation of databases, caches, queues and
 * remote calls would write.
 */
@Path("careless")
@RequestScoped
public class CarelessResource {
  private static final List<String> VECTORS =
      List.of(
          "attribute",
          "known-attributes",
          "array",
          "number",
          "key",
          "event-name",
          "event-attribute",
          "exception",
          "exception-attribute",
          "status",
          "child-name",
          "link",
          "scope",
          "baggage",
          "thread-name",
          "with-span",
          "with-span-throws",
          "update-name");

  /** Texts of the kinds that leak in other products, %s being the patient's. */
  private static final String[][] TEXTS = {
    {"http.route", "/clinic/api/patients/%s"},
    {"url.full", "http://%s:x@localhost/clinic/api/patients/%s?q=%s#%s"},
    {"url.template", "/clinic/api/patients/%s"},
    {"server.address", "%s.clinic.example"},
    {"http.request.header.referer", "https://portal.example/%s"},
    {"code.file.path", "/home/%s/Notes.java"},
    {"code.function.name", "Patient%s.show"},
    {"rpc.method", "clinic.Patients/%s"},
    {"rpc.request.metadata.user", "%s"},
    {"graphql.document", "{ patient(name: \"%s\") { ssn } }"},
    {"graphql.operation.name", "Show%s"},
    {"feature_flag.context.id", "%s"},
    {"gen_ai.input.messages", "[{\"content\": \"summarize the chart of %s\"}]"},
    {"messaging.system", "jms"},
    {"messaging.destination.name", "results/%s"},
    {"messaging.message.id", "ID:%s"},
    {"messaging.kafka.message.key", "%s"},
    {"messaging.rabbitmq.destination.routing_key", "patient.%s"},
    {"db.namespace", "clinic_%s"},
    {"db.query.parameter.0", "%s"},
    {"db.elasticsearch.path_parts.index", "notes-%s"},
    {"aws.s3.key", "scans/%s.dcm"},
    {"tls.client.subject", "CN=%s,O=Clinic"},
    {"log.record.original", "admitted %s"},
    {"device.id", "%s"},
    {"host.name", "%s"},
    {"process.command_line", "java -Dpatient=%s"},
    {"k8s.pod.label.patient", "%s"},
    {"exception.stacktrace", "java.lang.Exception: %s\n\tat a.B.c(%s.java:1)"},
    {"exception.type", "com.clinic.%s"},
    {"peer.service", "%s"},
    {"sampling.rule", "%s"}
  };

  /** {@code visit} is an unknown table, {@code notes.store} is nothing; all words are constants. */
  private static final String[] STATEMENTS = {
    "SELECT * FROM visit WHERE name = '%s'",
    "SELECT * FROM visit WHERE name = \"%s\" AND id = 7",
    "INSERT INTO visit (name, id) VALUES ('%s', 7), ('%s', 8)",
    "SELECT name AS \"%s\" FROM visit -- %s",
    "/* for %s */ UPDATE visit SET name = N'%s' WHERE id = %s",
    "SELECT * FROM patient_%s WHERE `%s` = [%s]",
    "EXEC show_chart %s, @name = %s",
    "{call show_chart('%s')}",
    "SELECT * FROM visit WHERE name = $tag$%s$tag$ OR name = q'[%s]'",
    "SELECT * FROM visit WHERE name = 'cut off %s",
    "%s' OR name = 'x'",
    "COPY visit FROM stdin;\n%s\t7\n\\.",
    "CREATE USER %s IDENTIFIED BY '%s'",
    "SELECT * FROM visit WHERE doc @> '{\"name\": \"%s\"}' AND x IN (%s)"
  };

  private static final String[][] COMMANDS = {
    {"redis", "GET patient:%s"},
    {"redis", "EVAL \"return redis.call('GET', '%s')\" 1 %s"},
    {"mongodb", "{\"find\": \"visit\", \"filter\": {\"name\": \"%s\"}}"},
    {"elasticsearch", "{\"query\": {\"match\": {\"name\": \"%s\"}}}"},
    {"ldap", "(&(objectClass=person)(cn=%s))"}
  };

  /** What is held here keeps its words in the vocabulary. */
  private static volatile Object vouchesForPatients;

  @Inject TelemetryResource telemetry;
  @Inject Tracer tracer;

  @POST
  public String careless(String lines) {
    lines.lines().forEach(this::everything);
    return "done";
  }

  /** Breaks the policy: texts of patients are declared to be constants of code. */
  @POST
  @Path("with-broken-policy")
  public String broken(String lines) {
    Object owner = new Object();
    vouchesForPatients = owner;
    Vocabulary.shared().add(owner, Kind.SPAN_NAME, lines.lines().toList());
    return careless(lines);
  }

  private void everything(String text) {
    tracer.spanBuilder(text).startSpan().end();
    in(
        tracer.spanBuilder(text).startSpan(),
        span -> {
          VECTORS.forEach(vector -> telemetry.leak(vector, text));
          span.recordException(circular(text));
        });
    in(
        tracer.spanBuilder("texts").setSpanKind(SpanKind.CLIENT).startSpan(),
        span -> {
          for (String[] keyed : TEXTS) {
            span.setAttribute(keyed[0], keyed[1].replace("%s", text));
          }
          span.recordException(new Talking(text));
          span.recordException(chained(text));
        });
    in(
        tracer.spanBuilder(text + ".show").startSpan(),
        span ->
            disguised(text)
                .forEach(
                    disguise -> {
                      span.setAttribute("k" + disguise, disguise).addEvent(disguise);
                      span.addEvent(
                          "seen", Attributes.of(stringKey("exception.message"), disguise));
                    }));
    int turn = Math.floorMod(text.hashCode(), STATEMENTS.length);
    for (int i = 0; i < 3; i++) {
      database("postgresql", STATEMENTS[(turn + i * 5) % STATEMENTS.length], text);
    }
    String[] command = COMMANDS[turn % COMMANDS.length];
    database(command[0], command[1], text);
  }

  private void database(String system, String statement, String text) {
    String filled = statement.replace("%s", text);
    tracer
        .spanBuilder(filled)
        .setSpanKind(SpanKind.CLIENT)
        .setAttribute("db.system.name", system)
        .setAttribute("db.query.text", filled)
        .setAttribute("db.query.summary", "SELECT " + text)
        .setAttribute("db.collection.name", text)
        .setAttribute("db.stored_procedure.name", text)
        .startSpan()
        .end();
  }

  private static Stream<String> disguised(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Base64.getEncoder().encodeToString(bytes),
        HexFormat.of().formatHex(bytes),
        text.toUpperCase(Locale.ROOT),
        new StringBuilder(text).reverse().toString(),
        text.replaceAll("[^0-9]", "") + "0");
  }

  private static void in(Span span, java.util.function.Consumer<Span> use) {
    try (Scope scope = span.makeCurrent()) {
      assert scope != null;
      use.accept(span);
    } finally {
      span.end();
    }
  }

  private static Exception circular(String text) {
    Exception inner = new IllegalStateException("inner " + text);
    Exception outer = new IllegalStateException("outer " + text, inner);
    inner.initCause(outer);
    return outer;
  }

  private static Exception chained(String text) {
    SQLException first = new SQLException("Key (ssn)=(" + text + ") already exists", "23505");
    first.setNextException(new SQLException(text, text));
    return first;
  }

  /** A message, a name and frames made of data. */
  private static final class Talking extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Talking(String text) {
      super(text);
      setStackTrace(new StackTraceElement[] {new StackTraceElement(text, text, text + ".java", 7)});
    }

    @Override
    public String getLocalizedMessage() {
      return "said by " + getMessage();
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }
}
