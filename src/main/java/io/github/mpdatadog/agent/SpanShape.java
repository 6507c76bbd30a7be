// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.KnownAttribute.BATCH_JOB;
import static io.github.mpdatadog.agent.KnownAttribute.BATCH_OPERATION;
import static io.github.mpdatadog.agent.KnownAttribute.BATCH_STEP;
import static io.github.mpdatadog.agent.KnownAttribute.DB_COLLECTION;
import static io.github.mpdatadog.agent.KnownAttribute.DB_OPERATION;
import static io.github.mpdatadog.agent.KnownAttribute.DB_SUMMARY;
import static io.github.mpdatadog.agent.KnownAttribute.DB_SYSTEM;
import static io.github.mpdatadog.agent.KnownAttribute.DB_TEXT;
import static io.github.mpdatadog.agent.KnownAttribute.HTTP_METHOD;
import static io.github.mpdatadog.agent.KnownAttribute.HTTP_ROUTE;
import static io.github.mpdatadog.agent.KnownAttribute.MESSAGING_DESTINATION;
import static io.github.mpdatadog.agent.KnownAttribute.MESSAGING_KIND;
import static io.github.mpdatadog.agent.KnownAttribute.MESSAGING_OPERATION;
import static io.github.mpdatadog.agent.KnownAttribute.MESSAGING_SYSTEM;
import static io.github.mpdatadog.agent.KnownAttribute.MESSAGING_TEMPORARY;
import static io.github.mpdatadog.agent.KnownAttribute.MESSAGING_TYPE;
import static io.github.mpdatadog.agent.KnownAttribute.RPC_METHOD;
import static io.github.mpdatadog.agent.KnownAttribute.RPC_SERVICE;
import static io.github.mpdatadog.agent.KnownAttribute.RPC_SYSTEM;
import static io.github.mpdatadog.agent.KnownAttribute.URL_TEMPLATE;

import io.opentelemetry.api.trace.SpanKind;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of work that Datadog's pages know, and how each names its operation, type and resource.
 *
 * <p>Names and resources are appended to a builder that the encoder reuses.
 */
enum SpanShape {
  HTTP_SERVER("web") {
    @Override
    void name(SpanFacts facts, StringBuilder to) {
      to.append("http.server.request");
    }

    @Override
    void resource(SpanFacts facts, StringBuilder to) {
      methodAnd(facts, facts.text(HTTP_ROUTE), to);
    }
  },

  HTTP_CLIENT("http") {
    @Override
    void name(SpanFacts facts, StringBuilder to) {
      to.append("http.client.request");
    }

    @Override
    void resource(SpanFacts facts, StringBuilder to) {
      methodAnd(facts, facts.text(URL_TEMPLATE), to);
    }
  },

  DATABASE("db") {
    @Override
    void name(SpanFacts facts, StringBuilder to) {
      DatabaseSystem system = database(facts);
      to.append(system.name()).append(system.isRedis() ? ".command" : ".query");
    }

    @Override
    String type(SpanFacts facts) {
      return database(facts).type();
    }

    @Override
    void resource(SpanFacts facts, StringBuilder to) {
      DatabaseSystem system = database(facts);
      // The statement, because the Agent's own obfuscator works on the resource. Of a Redis call
      // only the command: the rest of its text is keys.
      String text = system.isRedis() ? null : first(facts, DB_TEXT, DB_SUMMARY);
      String operation = facts.text(DB_OPERATION);
      if (text != null) {
        to.append(text);
      } else if (operation != null) {
        joined(operation, system.isRedis() ? null : facts.text(DB_COLLECTION), to);
      } else {
        to.append(system.name());
      }
    }
  },

  MESSAGING("queue") {
    @Override
    void name(SpanFacts facts, StringBuilder to) {
      to.append(facts.text(MESSAGING_SYSTEM)).append('.').append(direction(facts));
    }

    @Override
    void resource(SpanFacts facts, StringBuilder to) {
      String kind = facts.text(MESSAGING_KIND);
      String operation = first(facts, MESSAGING_OPERATION, MESSAGING_TYPE);
      if (kind != null) {
        // The words of dd-trace-java, so that both sides of a queue look alike.
        boolean produced = direction(facts).equals("produce");
        if ("kafka".equals(facts.text(MESSAGING_SYSTEM))) {
          to.append(produced ? "Produce " : "Consume ");
        } else {
          to.append(produced ? "Produced for " : "Consumed from ");
        }
        to.append(facts.value(MESSAGING_TEMPORARY) == Boolean.TRUE ? "Temporary " : "");
        operation = kind.equals("topic") ? "Topic" : "Queue";
      }
      joined(
          operation != null ? operation : direction(facts), facts.text(MESSAGING_DESTINATION), to);
    }

    private static final Set<String> SENDING = Set.of("send", "publish", "create");
    private static final Set<String> SETTLING = Set.of("commit", "rollback");

    private String direction(SpanFacts facts) {
      return switch (facts.kind()) {
        case PRODUCER -> "produce";
        case CONSUMER -> "consume";
        default -> {
          String operation = first(facts, MESSAGING_TYPE, MESSAGING_OPERATION);
          if (operation != null && SETTLING.contains(operation)) {
            yield operation;
          }
          yield operation != null && SENDING.contains(operation) ? "produce" : "consume";
        }
      };
    }
  },

  RPC("rpc") {
    @Override
    void name(SpanFacts facts, StringBuilder to) {
      to.append(facts.text(RPC_SYSTEM))
          .append(facts.kind() == SpanKind.SERVER ? ".server.request" : ".client.request");
    }

    @Override
    void resource(SpanFacts facts, StringBuilder to) {
      String method = facts.text(RPC_METHOD);
      joined(method != null ? method : facts.name(), facts.text(RPC_SERVICE), to);
    }
  },

  /** Jobs, steps and chunks of Jakarta Batch. */
  BATCH("worker") {
    @Override
    void name(SpanFacts facts, StringBuilder to) {
      to.append("batch.").append(facts.text(BATCH_OPERATION));
    }

    @Override
    void resource(SpanFacts facts, StringBuilder to) {
      String job = facts.text(BATCH_JOB);
      String step = facts.text(BATCH_STEP);
      if (job == null && step == null) {
        to.append(facts.text(BATCH_OPERATION));
      } else {
        to.append(job == null ? "" : job);
        to.append(job == null || step == null ? "" : ".").append(step == null ? "" : step);
      }
    }
  },

  OTHER("custom") {
    @Override
    void name(SpanFacts facts, StringBuilder to) {
      to.append(facts.kind().name().toLowerCase(Locale.ROOT));
      if (facts.kind() == SpanKind.SERVER || facts.kind() == SpanKind.CLIENT) {
        to.append(".request");
      }
    }

    @Override
    String type(SpanFacts facts) {
      return switch (facts.kind()) {
        case SERVER -> "web";
        case CLIENT -> "http";
        default -> "custom";
      };
    }

    @Override
    void resource(SpanFacts facts, StringBuilder to) {
      to.append(facts.name());
    }
  };

  private final String type;

  SpanShape(String type) {
    this.type = type;
  }

  static SpanShape of(SpanFacts facts) {
    boolean server = facts.kind() == SpanKind.SERVER;
    boolean client = facts.kind() == SpanKind.CLIENT;
    boolean internal = facts.kind() == SpanKind.INTERNAL;
    // Before HTTP: a search engine's client span is both.
    if (client && facts.has(DB_SYSTEM)) {
      return DATABASE;
    }
    if (!internal && !server && facts.has(MESSAGING_SYSTEM)) {
      return MESSAGING;
    }
    if ((client || server) && facts.has(RPC_SYSTEM)) {
      return RPC;
    }
    if ((client || server) && facts.has(HTTP_METHOD)) {
      return server ? HTTP_SERVER : HTTP_CLIENT;
    }
    return internal && facts.has(BATCH_OPERATION) ? BATCH : OTHER;
  }

  abstract void name(SpanFacts facts, StringBuilder to);

  abstract void resource(SpanFacts facts, StringBuilder to);

  String type(SpanFacts facts) {
    return type;
  }

  private static DatabaseSystem database(SpanFacts facts) {
    String system = facts.text(DB_SYSTEM);
    return DatabaseSystem.named(system == null ? "" : system);
  }

  private static void methodAnd(SpanFacts facts, @Nullable String template, StringBuilder to) {
    String method = facts.text(HTTP_METHOD);
    joined(method == null || method.equals("_OTHER") ? "HTTP" : method, template, to);
  }

  private static void joined(String first, @Nullable String second, StringBuilder to) {
    to.append(first);
    if (second != null) {
      to.append(' ').append(second);
    }
  }

  private static @Nullable String first(SpanFacts facts, KnownAttribute a, KnownAttribute b) {
    String text = facts.text(a);
    return text != null ? text : facts.text(b);
  }
}
