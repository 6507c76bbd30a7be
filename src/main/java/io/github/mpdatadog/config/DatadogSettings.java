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
 * to hold it.
 *
 * @param enabled true when tracing is on: the key is not blank, {@code dd.trace.enabled} is not
 *     false, and the configuration has no error
 * @param site the Datadog site, default {@code datadoghq.com}
 * @param service the service name, or null where the server's application name applies
 * @param env the environment, default {@code sentry.environment}, else {@code production}
 * @param version the version, default {@code sentry.release}, else null
 * @param tags put on every span, in the order written; never null
 * @param agentUrl the Agent: {@code http://host:port} or {@code unix:///path}
 * @param sampleRate share of traces kept, 0.0 to 1.0
 * @param samplingRules tried in this order before the rate
 * @param rateLimit most traces a second that rules and rates keep; 0 for no limit
 * @param extractStyles header families read from incoming requests, in order of precedence
 * @param injectStyles header families written to outgoing requests
 * @param extractFirst whether families after the first valid one are left unread
 * @param serviceMapping service names to rename, from and to
 * @param jdbcEnabled whether SQL gets spans
 * @param jdbcRootSpans whether it gets them outside of a trace, too
 * @param redisEnabled whether calls of Redis make spans
 * @param redisRootSpans whether they do so outside of any trace
 * @param logsInjection whether the server's log records get the ids of the current span
 * @param tracesMessages whether messages of Jakarta Messaging get spans
 * @param tracesJobs whether jobs of Jakarta Batch get spans
 * @param tracesKafka whether records of Kafka do, by MicroProfile Reactive Messaging
 * @param onBypass what to do where the privacy gate cannot be guaranteed
 * @param propagationHosts hosts that get trace headers, or, after {@code !}, none: {@code host},
 *     {@code host:port} or {@code *.domain}
 * @param restClientHosts {@code host:port} of every MicroProfile REST client in the configuration
 * @param vocabularyPackages packages of libraries whose class files are read like the application's
 * @param messagingDestinations queues and topics whose names may leave
 * @param attributeRules a rule, in its normal form, for each attribute of the application's own
 * @param maxCardinality distinct values after which such an attribute is closed
 * @param auditInterval time between two lines of the privacy audit
 * @param baggageRules a rule, in its normal form, for each key of baggage that may pass
 */
public record DatadogSettings(
    boolean enabled,
    String site,
    @Nullable String service,
    String env,
    @Nullable String version,
    Map<String, String> tags,
    URI agentUrl,
    double sampleRate,
    List<SamplingRule> samplingRules,
    int rateLimit,
    List<PropagationStyle> extractStyles,
    List<PropagationStyle> injectStyles,
    boolean extractFirst,
    Map<String, String> serviceMapping,
    boolean jdbcEnabled,
    boolean jdbcRootSpans,
    boolean redisEnabled,
    boolean redisRootSpans,
    boolean logsInjection,
    boolean tracesMessages,
    boolean tracesJobs,
    boolean tracesKafka,
    OnBypass onBypass,
    List<String> propagationHosts,
    List<String> restClientHosts,
    List<String> vocabularyPackages,
    List<String> messagingDestinations,
    Map<String, String> attributeRules,
    int maxCardinality,
    Duration auditInterval,
    Map<String, String> baggageRules) {}
