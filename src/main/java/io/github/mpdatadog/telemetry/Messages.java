// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.INFO;
import static java.util.logging.Level.SEVERE;
import static java.util.logging.Level.WARNING;

import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.Problem;
import io.github.mpdatadog.config.Property;
import java.util.List;
import java.util.Map;
import java.util.logging.Logger;

/**
 * What this library says of itself as a whole; of its part, each room says it. Every message has a
 * code, says what was found and where, and what to do. Links no OpenTelemetry type.
 */
final class Messages {

  private static final Logger LOG = Logger.getLogger("io.github.mpdatadog");

  static final String REFUSED =
      "MPDD0002E: Datadog tracing is off, because its configuration has errors. The application runs"
          + " untraced. All of them:";

  static final String SELF_TEST_FAILED =
      "MPDD0014E: The privacy gate let a test value through, or let nothing through, so nothing is"
          + " exported and the application runs untraced. Please report this as SECURITY.md says.";

  /** Class names are code; they are what the operator has to look for. */
  static String pipelineRefused(List<String> unguarded) {
    return "MPDD0013E: Spans would leave around the privacy gate by way of "
        + String.join(", ", unguarded)
        + ". Nothing is exported. Remove these span processors and exporters, or offer the exporter"
        + " by name for otel.traces.exporter: then it passes the gate.";
  }

  static void pipelineClosed(List<String> unguarded) {
    LOG.log(SEVERE, () -> pipelineRefused(unguarded));
  }

  static void pipelineBypassed(List<String> unguarded) {
    LOG.log(
        WARNING,
        () ->
            "MPDD0015W: Spans leave around the privacy gate by way of "
                + String.join(", ", unguarded)
                + ". dd.privacy.on-bypass=warn accepts that: they are NOT protected.");
  }

  static void started(DatadogSettings settings, String service, String policyHash) {
    LOG.log(
        INFO,
        () ->
            "MPDD0001I: Datadog tracing is on. service="
                + service
                + ", env="
                + settings.env()
                + ", version="
                + (settings.version() == null ? "(none)" : settings.version())
                + ", agent="
                + settings.agentUrl()
                + ", sample rate="
                + settings.sampling().rate()
                + rulesAndLimit(settings.sampling())
                + ", privacy policy=strict "
                + ownAttributes(settings.privacy().attributeRules().size())
                + policyHash.substring(0, 12)
                + ", self-test passed");
  }

  static void noExporter() {
    LOG.log(
        WARNING,
        "MPDD0006W: DD_API_KEY is set, but otel.traces.exporter is none, so no trace is sent. Remove"
            + " OTEL_TRACES_EXPORTER: without it the traces go to the Datadog Agent. To switch tracing"
            + " off write DD_TRACE_ENABLED=false.");
  }

  static void otherExporter() {
    LOG.log(
        WARNING,
        "MPDD0018W: dd.api.key is set, but otel.traces.exporter does not name datadog: traces pass the"
            + " privacy gate and go where the exporters named there send them, and none go the way of"
            + " dd.trace.agent.url. Remove OTEL_TRACES_EXPORTER, or add datadog to its list; if the"
            + " others send to Datadog, nothing need be done.");
  }

  /** Operators wrote these keys. */
  static void tagsUnsent(List<String> keys) {
    if (!keys.isEmpty()) {
      LOG.log(
          WARNING,
          () ->
              "MPDD0017W: dd.tags has keys that mean something else to OpenTelemetry or Datadog and"
                  + " are not sent: "
                  + String.join(", ", keys)
                  + ". Choose names of your own.");
    }
  }

  /** A line that says all of itself already. */
  static void audit(String line) {
    LOG.log(INFO, () -> line);
  }

  private static String rulesAndLimit(DatadogSettings.Sampling sampling) {
    int rules = sampling.rules().size();
    String before = rules == 0 ? "" : " after " + rules + " sampling rules";
    return sampling.rateLimit() == 0
        ? before
        : before + ", rate limit=" + sampling.rateLimit() + "/s";
  }

  private static String ownAttributes(int count) {
    return count == 0 ? "" : "and " + count + " attributes of your own ";
  }

  static void problems(List<Problem> problems) {
    for (Problem problem : problems) {
      if (!problem.isError()) {
        LOG.log(WARNING, problem::toString);
      }
    }
    if (problems.stream().anyMatch(Problem::isError)) {
      LOG.log(SEVERE, () -> refusal(problems));
    }
  }

  /** All errors as one text, a line each. */
  static String refusal(List<Problem> problems) {
    StringBuilder text = new StringBuilder(REFUSED);
    for (Problem problem : problems) {
      if (problem.isError()) {
        text.append(System.lineSeparator()).append("  ").append(problem);
      }
    }
    return text.toString();
  }

  static void openTelemetryHidden() {
    LOG.log(
        WARNING,
        "MPDD0003W: DD_API_KEY is set, but the server shows no OpenTelemetry to this application, so"
            + " tracing is off. Add the feature mpTelemetry-2.1 to server.xml; with mpTelemetry-2.0"
            + " also write <classloader apiTypeVisibility=\"+third-party\"/> inside the"
            + " <webApplication> or <enterpriseApplication> element.");
  }

  /** Without MicroProfile Config only the environment can say that tracing was wanted. */
  static void configHidden(Map<String, String> environment) {
    if (Property.isValue(environment.get("DD_API_KEY"))) {
      LOG.log(
          WARNING,
          "MPDD0005W: DD_API_KEY is set, but the server shows no MicroProfile Config to this"
              + " application, so tracing is off. Add the features mpConfig-3.1 and mpTelemetry-2.1"
              + " to server.xml.");
    }
  }

  static void sdkHeldOff() {
    LOG.log(
        WARNING,
        "MPDD0004W: OpenTelemetry was enabled for this application, but the server hides it from the"
            + " application, which would fail every request. It was switched off. With"
            + " mpTelemetry-2.0 write <classloader apiTypeVisibility=\"+third-party\"/> inside the"
            + " <webApplication> or <enterpriseApplication> element, or use mpTelemetry-2.1.");
  }

  static void bypassed(Bypass bypass) {
    LOG.log(
        WARNING,
        () ->
            bypass.message()
                + " dd.privacy.on-bypass=warn lets the application start: its telemetry is NOT"
                + " protected.");
  }

  private Messages() {}
}
