// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What one application's SDK is given where tracing is on: sampler and exporters, which share a
 * gate, and the account that this gives of itself. Built by one thread; thread-safe from then on.
 */
final class GatedSdk {

  private final DatadogSettings settings;
  private final Resource resource;
  private final Gate gate;
  private final Ledger ledger = new Ledger();
  private final Policy policy;
  private final Account account;
  private final AuditLog audit;
  private final TelemetryBean bean;
  private final LogRecordIds logRecordIds = new LogRecordIds();
  private boolean hasExporter;
  private boolean namesDatadog;

  /**
   * @param resource as it leaves, with the service's name
   */
  GatedSdk(DatadogSettings settings, Resource resource) {
    DatadogSettings.Privacy privacy = settings.privacy();
    this.settings = settings;
    this.resource = resource;
    gate = new Gate(privacy.onBypass());
    policy = Policy.strict().allowing(privacy.attributeRules());
    account = new Account(ApplicationName.or(serviceName()), policy, ledger, gate, now());
    audit = new AuditLog(account, privacy.auditInterval(), Clock.systemUTC(), Messages::audit);
    bean = new TelemetryBean(account, audit);
  }

  private String serviceName() {
    return String.valueOf(resource.getAttribute(SafeResource.SERVICE_NAME));
  }

  /** Seconds say enough, and read better in a log. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  Sampler sampler() {
    DatadogSettings.Sampling sampling = settings.sampling();
    RateLimit limit = new RateLimit(sampling.rateLimit(), System::nanoTime);
    return new DatadogSampler(sampling.rules(), serviceName(), sampling.rate(), limit, gate);
  }

  /** The same exporter behind the gate; some SDKs ask for one that does nothing, too. */
  SpanExporter exporter(SpanExporter exporter, ConfigProperties config) {
    if (exporter == SpanExporter.composite()) {
      return exporter;
    }
    hasExporter = true;
    // By what is configured: a customizer of the application may have wrapped the exporter.
    namesDatadog =
        config.getList("otel.traces.exporter").contains(DatadogSpanExporterProvider.NAME);
    if (exporter instanceof DatadogSpanExporter datadog) {
      account.exporter(datadog.statistics());
    }
    return new RedactingSpanExporter(exporter, redactor(ledger), gate, this::exported, this::ended);
  }

  private SpanRedactor redactor(Ledger counts) {
    return new SpanRedactor(
        policy, Vocabulary.shared(), resource, counts, settings.privacy().maxCardinality());
  }

  /**
   * Adds what watches the pipeline, and tells that tracing is on.
   *
   * @param builder has every other processor by now, and has made no span
   * @throws ConfigurationException where spans would leave around the gate, or it is broken; the
   *     server answers with an SDK that does nothing
   */
  SdkTracerProviderBuilder checked(SdkTracerProviderBuilder builder) {
    List<String> unguarded = Pipeline.unguarded(builder, "spanProcessors");
    if (!gate.admits(unguarded)) {
      throw new ConfigurationException(Messages.pipelineRefused(unguarded));
    }
    if (!SelfTest.passes(redactor(new Ledger())::redact)) {
      throw new ConfigurationException(Messages.SELF_TEST_FAILED);
    }
    if (!unguarded.isEmpty()) {
      gate.bypassed(unguarded);
    }
    account.selfTestPassed(now());
    bean.register();
    registerLogRecordIds();
    if (hasExporter) {
      Messages.started(settings, serviceName(), policy.sha256());
    } else {
      account.noExporter();
      Messages.noExporter();
    }
    if (hasExporter && !namesDatadog) {
      Messages.otherExporter();
    }
    Messages.tagsUnsent(SafeResource.unsent(settings));
    return builder
        .addSpanProcessor(new PipelineWatch(gate, account))
        .addSpanProcessor(new CallerWatch(resource, this::stopped));
  }

  /** On the batch thread, where no request waits. */
  private void exported() {
    audit.tick();
    registerLogRecordIds();
  }

  private void registerLogRecordIds() {
    if (settings.logsInjection()) {
      logRecordIds.register();
    }
  }

  /** The application stops: nothing of it may stay with the server. */
  private void stopped() {
    logRecordIds.unregister();
    bean.unregister();
  }

  /** The last spans are sent. */
  private void ended() {
    stopped();
    try {
      audit.end();
    } catch (RuntimeException closed) {
      // A log handler that stopped before; there is nowhere left to tell it.
      return;
    }
  }
}
