// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The properties this library reads, as data: name, default and reason. The example file and the
 * reader are both held against this table. Not an API.
 */
public enum Property {
  API_KEY("dd.api.key", "", "The switch: tracing is on exactly when this has a non-blank value."),
  TRACE_ENABLED("dd.trace.enabled", "true", "Set to false to switch tracing off with the key set."),
  SITE("dd.site", "datadoghq.com", "The Datadog site of your organisation."),
  SERVICE("dd.service", "", "The service name; the application's name where absent."),
  ENV("dd.env", "production", "The environment; sentry.environment where absent."),
  VERSION("dd.version", "", "The version; sentry.release where absent."),
  TAGS(
      "dd.tags",
      "",
      "key:value pairs, comma-separated, put on every span; env, service and version count where"
          + " their own settings are absent."),
  AGENT_URL(
      "dd.trace.agent.url",
      "http://localhost:8126",
      "The Datadog Agent: http://host:port or unix:///path/to/apm.socket."),
  AGENT_HOST("dd.agent.host", "localhost", "The Agent's host, where dd.trace.agent.url is absent."),
  AGENT_PORT(
      "dd.trace.agent.port", "8126", "The Agent's port, where dd.trace.agent.url is absent."),
  SAMPLE_RATE("dd.trace.sample.rate", "1.0", "Share of traces that are kept, 0.0 to 1.0."),
  SAMPLING_RULES(
      "dd.trace.sampling.rules",
      "",
      "A JSON array of rules, the first match decides: service, name, resource and tags as globs,"
          + " and sample_rate."),
  RATE_LIMIT(
      "dd.trace.rate.limit",
      "",
      "Most traces a second that rules and rates keep, 1 to 1000000; 100 where there are rules or a"
          + " rate below 1.0, else no limit."),
  PROPAGATION_STYLE(
      "dd.trace.propagation.style",
      "datadog,tracecontext",
      "Trace headers understood and sent: datadog, tracecontext, b3multi, b3single, baggage or"
          + " none."),
  PROPAGATION_STYLE_EXTRACT(
      "dd.trace.propagation.style.extract",
      "",
      "As above, for incoming requests only; dd.trace.propagation.style where absent."),
  PROPAGATION_STYLE_INJECT(
      "dd.trace.propagation.style.inject",
      "",
      "As above, for outgoing requests only; dd.trace.propagation.style where absent."),
  PROPAGATION_EXTRACT_FIRST(
      "dd.trace.propagation.extract.first",
      "false",
      "Whether headers after the first valid ones are left unread instead of compared with them."),
  SERVICE_MAPPING("dd.service.mapping", "", "from:to pairs that rename services, comma-separated."),
  JDBC_ENABLED(
      "dd.trace.jdbc.enabled", "true", "Spans for SQL: statements, transactions and connections."),
  JDBC_ROOT_SPANS(
      "dd.trace.jdbc.root-spans",
      "false",
      "Spans for SQL where no trace is active, each a trace of its own."),
  REDIS_ENABLED("dd.trace.redis.enabled", "true", "Set to false to make no spans of Redis calls."),
  REDIS_ROOT_SPANS(
      "dd.trace.redis.root-spans",
      "false",
      "Whether a Redis call outside of any trace starts one; otherwise it makes no span."),
  LOGS_INJECTION(
      "dd.logs.injection", "true", "Ids of the current span in the server's JSON log records."),
  JMS_ENABLED("dd.trace.jms.enabled", "true", "Spans for messages of Jakarta Messaging."),
  BATCH_ENABLED(
      "dd.trace.batch.enabled", "true", "Spans for jobs, steps and chunks of Jakarta Batch."),
  KAFKA_ENABLED(
      "dd.trace.kafka.enabled",
      "true",
      "Spans for records of Kafka that MicroProfile Reactive Messaging sends and receives."),
  ON_BYPASS(
      "dd.privacy.on-bypass",
      "fail",
      "What to do where spans could leave around the privacy gate: fail (the application does not"
          + " start), stop-export (it starts untraced, where that is in our hands) or warn."),
  PROPAGATION_HOSTS(
      "dd.privacy.propagation.hosts",
      "",
      "Hosts that get trace headers beside those of configured REST clients: host, host:port or"
          + " *.domain, comma-separated; one with ! before it gets none in any case."),
  VOCABULARY_PACKAGES(
      "dd.privacy.vocabulary.packages",
      "",
      "Packages in libraries whose constants may leave as those of the application do,"
          + " comma-separated."),
  MESSAGING_DESTINATIONS(
      "dd.privacy.messaging.destinations",
      "",
      "Queues and topics whose names may leave, comma-separated; those that annotations of the"
          + " application name may anyway."),
  ATTRIBUTES_ALLOW(
      "dd.privacy.attributes.allow",
      "",
      "Attributes of your own that may leave: key:rule, comma-separated; the rules are enum(a,b),"
          + " int(min..max), bool, bucket, constant and class."),
  MAX_CARDINALITY(
      "dd.privacy.attributes.max-cardinality",
      "200",
      "An attribute of your own, a number that data can choose, or a family of names, with more"
          + " distinct values than this is closed until the next start, 1 to 10000."),
  AUDIT_INTERVAL(
      "dd.privacy.audit.interval",
      "PT1H",
      "Time between two lines of the privacy audit in the log, PT1S to P1D; none is written while no"
          + " span comes."),
  BAGGAGE_ALLOW(
      "dd.privacy.baggage.allow",
      "",
      "Baggage that may be read and sent with the style baggage: key:rule, comma-separated; the"
          + " rules are enum(a,b), int(min..max) and bool.");

  private static final String PRIVACY = "dd_privacy_";

  private final String key;
  private final String defaultValue;
  private final String reason;

  Property(String key, String defaultValue, String reason) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.reason = reason;
  }

  /** The documented name, for example {@code dd.trace.sample.rate}. */
  public String key() {
    return key;
  }

  /** The default as text; empty where the property has none. */
  public String defaultValue() {
    return defaultValue;
  }

  /** One line for the reader of the example file. */
  public String reason() {
    return reason;
  }

  /** The name in server.env by MicroProfile Config's rule: {@code dd.api.key} is DD_API_KEY. */
  public String environmentName() {
    return foldedName(key).toUpperCase(Locale.ROOT);
  }

  /** Whether a text is a value, where no configuration can be asked: blanks and quotes are none. */
  public static boolean isValue(@Nullable String text) {
    return text != null && !Texts.unquoted(text).isEmpty();
  }

  /**
   * Whether a text means true, where no configuration can be asked: as the default where it is no
   * value, and not where it is neither true nor false.
   */
  public boolean isTrue(@Nullable String text) {
    String meant = text == null ? "" : Texts.unquoted(text);
    Boolean truth = Texts.truth(meant.isEmpty() ? defaultValue : meant);
    return truth != null && truth;
  }

  /**
   * Names under {@code dd.privacy.} that no one knows, in any spelling a config source uses. A
   * typing error in a privacy setting must never be ignored.
   */
  static Set<String> unknownPrivacyNames(Iterable<String> names) {
    Set<String> known =
        Arrays.stream(values())
            .map(property -> foldedName(property.key))
            .collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>();
    for (String name : names) {
      String folded = foldedName(name);
      if (folded.startsWith(PRIVACY) && !known.contains(folded)) {
        unknown.add(name);
      }
    }
    return unknown;
  }

  static String foldedName(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      folded.append(Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : '_');
    }
    return folded.toString();
  }
}
