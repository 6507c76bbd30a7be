// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static io.github.mpdatadog.config.Property.AGENT_HOST;
import static io.github.mpdatadog.config.Property.AGENT_PORT;
import static io.github.mpdatadog.config.Property.AGENT_URL;
import static io.github.mpdatadog.config.Property.API_KEY;
import static io.github.mpdatadog.config.Property.ATTRIBUTES_ALLOW;
import static io.github.mpdatadog.config.Property.AUDIT_INTERVAL;
import static io.github.mpdatadog.config.Property.BAGGAGE_ALLOW;
import static io.github.mpdatadog.config.Property.BATCH_ENABLED;
import static io.github.mpdatadog.config.Property.ENV;
import static io.github.mpdatadog.config.Property.JDBC_ENABLED;
import static io.github.mpdatadog.config.Property.JDBC_ROOT_SPANS;
import static io.github.mpdatadog.config.Property.JMS_ENABLED;
import static io.github.mpdatadog.config.Property.KAFKA_ENABLED;
import static io.github.mpdatadog.config.Property.LOGS_INJECTION;
import static io.github.mpdatadog.config.Property.MAX_CARDINALITY;
import static io.github.mpdatadog.config.Property.MESSAGING_DESTINATIONS;
import static io.github.mpdatadog.config.Property.ON_BYPASS;
import static io.github.mpdatadog.config.Property.PROPAGATION_EXTRACT_FIRST;
import static io.github.mpdatadog.config.Property.PROPAGATION_HOSTS;
import static io.github.mpdatadog.config.Property.PROPAGATION_STYLE;
import static io.github.mpdatadog.config.Property.PROPAGATION_STYLE_EXTRACT;
import static io.github.mpdatadog.config.Property.PROPAGATION_STYLE_INJECT;
import static io.github.mpdatadog.config.Property.RATE_LIMIT;
import static io.github.mpdatadog.config.Property.REDIS_ENABLED;
import static io.github.mpdatadog.config.Property.REDIS_ROOT_SPANS;
import static io.github.mpdatadog.config.Property.SAMPLE_RATE;
import static io.github.mpdatadog.config.Property.SAMPLING_RULES;
import static io.github.mpdatadog.config.Property.SERVICE;
import static io.github.mpdatadog.config.Property.SERVICE_MAPPING;
import static io.github.mpdatadog.config.Property.SITE;
import static io.github.mpdatadog.config.Property.TAGS;
import static io.github.mpdatadog.config.Property.TRACE_ENABLED;
import static io.github.mpdatadog.config.Property.VERSION;
import static io.github.mpdatadog.config.Property.VOCABULARY_PACKAGES;

import io.github.mpdatadog.config.DatadogSettings.Integrations;
import io.github.mpdatadog.config.DatadogSettings.Privacy;
import io.github.mpdatadog.config.DatadogSettings.Propagation;
import io.github.mpdatadog.config.DatadogSettings.Sampling;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads and validates every property at once. With the switch off nothing is reported, and {@link
 * #read} looks at the switch alone. Stateless and thread-safe. Not an API.
 */
public final class SettingsReader {

  /**
   * What was read.
   *
   * @param settings usable in any case; {@link DatadogSettings#enabled()} is false where there is
   *     an error
   * @param problems all problems found, errors and warnings
   */
  public record Reading(DatadogSettings settings, List<Problem> problems) {

    /** True where the operator switched tracing on but the configuration forbids it. */
    public boolean isRefused() {
      return problems.stream().anyMatch(Problem::isError);
    }
  }

  /** Reads the settings of the application whose {@code config} this is. Never throws. */
  public static Reading read(Config config) {
    Values values = new Values(config);
    if (values.text(API_KEY) == null || !values.flag(TRACE_ENABLED)) {
      // "Off" means off: a half-written configuration must not make noise either.
      return new Reading(off(), List.of());
    }
    DatadogSettings settings = settings(values, true);
    values.reportUnknownPrivacyNames();
    Reading reading = new Reading(settings, values.problems());
    return reading.isRefused() ? new Reading(off(), reading.problems()) : reading;
  }

  /**
   * What was configured, for who wants to know it where tracing is off, too. What has an error has
   * its default; the problems are {@link #read}'s. Never throws.
   */
  static DatadogSettings configured(Config config) {
    DatadogSettings settings = read(config).settings();
    return settings.enabled() ? settings : settings(new Values(config), false);
  }

  /**
   * The settings of the application whose thread this is; those without the key where there is no
   * configuration, or only its API. Never throws.
   */
  public static DatadogSettings current() {
    try {
      return Visibility.ofConfig() ? read(ConfigProvider.getConfig()).settings() : off();
    } catch (RuntimeException | LinkageError none) {
      return off();
    }
  }

  /** The settings of an application without the key. */
  public static DatadogSettings off() {
    return settings(Values.none(), false);
  }

  private static DatadogSettings settings(Values values, boolean enabled) {
    Map<String, String> tags = values.pairs(TAGS);
    return new DatadogSettings(
        enabled,
        values.site(SITE),
        values.textOrTag(SERVICE, tags, "service"),
        Values.orDefault(
            values.sharedWithSentry(ENV, tags, "env", "sentry.environment"), ENV.defaultValue()),
        values.sharedWithSentry(VERSION, tags, "version", "sentry.release"),
        tags,
        agentUrl(values),
        values.pairs(SERVICE_MAPPING),
        values.flag(LOGS_INJECTION),
        sampling(values),
        propagation(values),
        integrations(values),
        privacy(values));
  }

  private static Sampling sampling(Values values) {
    double rate = values.rate(SAMPLE_RATE);
    List<SamplingRule> rules = values.samplingRules(SAMPLING_RULES);
    return new Sampling(rate, rules, values.limit(RATE_LIMIT, rate < 1 || !rules.isEmpty()));
  }

  private static Propagation propagation(Values values) {
    List<PropagationStyle> both =
        values.styles(
            PROPAGATION_STYLE, List.of(PropagationStyle.DATADOG, PropagationStyle.TRACECONTEXT));
    List<PropagationStyle> extract = values.styles(PROPAGATION_STYLE_EXTRACT, both);
    List<PropagationStyle> inject = values.styles(PROPAGATION_STYLE_INJECT, both);
    boolean baggage =
        extract.contains(PropagationStyle.BAGGAGE) || inject.contains(PropagationStyle.BAGGAGE);
    return new Propagation(
        extract,
        inject,
        values.flag(PROPAGATION_EXTRACT_FIRST),
        values.baggageRules(BAGGAGE_ALLOW, baggage),
        values.hosts(PROPAGATION_HOSTS),
        values.restClientHosts());
  }

  private static Integrations integrations(Values values) {
    return new Integrations(
        values.flag(JDBC_ENABLED),
        values.flag(JDBC_ROOT_SPANS),
        values.flag(REDIS_ENABLED),
        values.flag(REDIS_ROOT_SPANS),
        values.flag(JMS_ENABLED),
        values.flag(BATCH_ENABLED),
        values.flag(KAFKA_ENABLED));
  }

  private static Privacy privacy(Values values) {
    return new Privacy(
        values.choice(ON_BYPASS, OnBypass.FAIL),
        values.packages(VOCABULARY_PACKAGES),
        values.names(MESSAGING_DESTINATIONS),
        values.attributeRules(ATTRIBUTES_ALLOW),
        values.cardinality(MAX_CARDINALITY),
        values.interval(AUDIT_INTERVAL));
  }

  private static URI agentUrl(Values values) {
    // Both are validated even where the URL wins, so that a typing error is told before it matters.
    String host = values.host(AGENT_HOST);
    int port = values.port(AGENT_PORT);
    URI url = values.agentUrl(AGENT_URL);
    return url != null ? url : URI.create("http://" + host + ":" + port);
  }

  private SettingsReader() {}
}
