// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The validated settings of one application. Immutable and thread-safe; inject it with
 * {@code @Inject DatadogSettings}. The API key is not part of it: it is a switch, and no one needs
 * to hold it. Where tracing is off they are what was configured all the same, with the default of
 * what has an error.
 *
 * @param enabled true when tracing is on: the key is not blank, {@code dd.trace.enabled} is not
 *     false, and the configuration has no error
 * @param site the Datadog site, default {@code datadoghq.com}
 * @param service the service name, or null where the server's application name applies
 * @param env the environment, default {@code sentry.environment}, else {@code production}
 * @param version the version, default {@code sentry.release}, else null
 * @param tags put on every span, in the order written; never null
 * @param agentUrl the Agent: {@code http://host:port} or {@code unix:///path}
 * @param serviceMapping service names to rename, from and to
 * @param logsInjection whether the server's log records get the ids of the current span
 * @param sampling which traces are kept
 * @param propagation how a trace goes on in other services
 * @param integrations what gets spans beside requests
 * @param privacy what may leave beside what the code itself tells
 */
public record DatadogSettings(
    boolean enabled,
    String site,
    @Nullable String service,
    String env,
    @Nullable String version,
    Map<String, String> tags,
    URI agentUrl,
    Map<String, String> serviceMapping,
    boolean logsInjection,
    Sampling sampling,
    Propagation propagation,
    Integrations integrations,
    Privacy privacy) {

  /**
   * Which traces are kept.
   *
   * @param rate share of traces kept, 0.0 to 1.0
   * @param rules tried in this order before the rate
   * @param rateLimit most traces a second that rules and rates keep; 0 for no limit
   */
  public record Sampling(double rate, List<SamplingRule> rules, int rateLimit) {}

  /**
   * How a trace goes on in other services.
   *
   * @param extractStyles header families read from incoming requests, in order of precedence
   * @param injectStyles header families written to outgoing requests
   * @param extractFirst whether families after the first valid one are left unread
   * @param baggageRules a rule, in its normal form, for each key of baggage that may pass
   * @param hostPatterns hosts that get trace headers, or, after {@code !}, none: {@code host},
   *     {@code host:port} or {@code *.domain}
   * @param restClientHosts {@code host:port} of every MicroProfile REST client in the configuration
   */
  public record Propagation(
      List<PropagationStyle> extractStyles,
      List<PropagationStyle> injectStyles,
      boolean extractFirst,
      Map<String, String> baggageRules,
      List<String> hostPatterns,
      List<String> restClientHosts) {}

  /**
   * What gets spans beside requests.
   *
   * @param jdbc whether SQL does
   * @param jdbcRootSpans whether it does outside of a trace, too
   * @param redis whether calls of Redis do
   * @param redisRootSpans whether they do outside of a trace, too
   * @param messaging whether messages of Jakarta Messaging do
   * @param batch whether jobs of Jakarta Batch do
   * @param kafka whether records of Kafka do, by MicroProfile Reactive Messaging
   */
  public record Integrations(
      boolean jdbc,
      boolean jdbcRootSpans,
      boolean redis,
      boolean redisRootSpans,
      boolean messaging,
      boolean batch,
      boolean kafka) {}

  /**
   * What may leave beside what the code itself tells.
   *
   * @param onBypass what to do where the privacy gate cannot be guaranteed
   * @param vocabularyPackages packages of libraries whose class files are read like the
   *     application's
   * @param messagingDestinations queues and topics whose names may leave
   * @param attributeRules a rule, in its normal form, for each attribute of the application's own
   * @param maxCardinality distinct values after which such an attribute is closed
   * @param auditInterval time between two lines of the privacy audit
   */
  public record Privacy(
      OnBypass onBypass,
      List<String> vocabularyPackages,
      List<String> messagingDestinations,
      Map<String, String> attributeRules,
      int maxCardinality,
      Duration auditInterval) {}
}
