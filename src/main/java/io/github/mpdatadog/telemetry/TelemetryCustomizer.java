// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Has the last word on the application's SDK: it forces what privacy needs and puts the gate in
 * front of every exporter that autoconfiguration builds. Where tracing is off it changes nothing.
 *
 * <p>One instance serves one SDK; the SDK is built by one thread. Called by the server.
 */
public final class TelemetryCustomizer implements AutoConfigurationCustomizerProvider {

  private final Ledger ledger = new Ledger();
  private final LogRecordIds logRecordIds = new LogRecordIds();
  private DatadogSettings settings = SettingsReader.off();
  private Resource resource = Resource.empty();
  private Gate gate = new Gate(OnBypass.FAIL);
  private @Nullable Policy policy;
  private @Nullable Account account;
  private @Nullable AuditLog audit;
  private @Nullable TelemetryBean bean;

  /** For the service loader. */
  public TelemetryCustomizer() {}

  /** Customizers run in this order and later ones wrap earlier ones: ours is outermost. */
  @Override
  public int order() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void customize(AutoConfigurationCustomizer sdk) {
    sdk.addPropertiesCustomizer(this::properties);
    sdk.addResourceCustomizer(this::resource);
    sdk.addPropagatorCustomizer(this::propagator);
    sdk.addSamplerCustomizer(this::sampler);
    sdk.addSpanExporterCustomizer(this::exporter);
    sdk.addTracerProviderCustomizer(this::checked);
  }

  /** Runs first, and nothing that a config source says comes after it. */
  private Map<String, String> properties(ConfigProperties unused) {
    SettingsReader.Reading reading = SettingsReader.read(ConfigProvider.getConfig());
    if (reading.isRefused()) {
      // The server answers this with an SDK that does nothing: closed, and the application runs.
      throw new ConfigurationException(Messages.refusal(reading.problems()));
    }
    settings = reading.settings();
    if (!settings.enabled()) {
      return Map.of();
    }
    gate = new Gate(settings.privacy().onBypass());
    Map<String, String> forced = new HashMap<>();
    // Log bodies and metric attributes are data, and their default is to be sent.
    forced.put("otel.logs.exporter", "none");
    forced.put("otel.metrics.exporter", "none");
    // Ours alone: OpenTelemetry's default forwards baggage and every vendor's trace state.
    forced.put("otel.propagators", "datadog");
    // A span is bounded before it is redacted, too.
    forced.put("otel.attribute.count.limit", "128");
    forced.put("otel.attribute.value.length.limit", "16384");
    forced.put("otel.span.event.count.limit", "32");
    forced.put("otel.span.link.count.limit", "32");
    return forced;
  }

  private Resource resource(Resource servers, ConfigProperties unused) {
    if (!settings.enabled()) {
      return servers;
    }
    resource = SafeResource.of(servers, settings);
    return resource;
  }

  /** Whatever others made of it: theirs could tell any host of the trace, and of its baggage. */
  private TextMapPropagator propagator(TextMapPropagator configured, ConfigProperties unused) {
    return settings.enabled() ? DatadogPropagatorProvider.propagator(settings) : configured;
  }

  private Sampler sampler(Sampler configured, ConfigProperties unused) {
    if (!settings.enabled()) {
      return configured;
    }
    DatadogSettings.Sampling sampling = settings.sampling();
    RateLimit limit = new RateLimit(sampling.rateLimit(), System::nanoTime);
    // The resource, which has the service's name, is made before the sampler.
    return new DatadogSampler(sampling.rules(), serviceName(), sampling.rate(), limit, gate);
  }

  private SpanExporter exporter(SpanExporter exporter, ConfigProperties unused) {
    if (!settings.enabled()) {
      // Its provider may have found the key that our reading did not: without a gate it is not
      // used.
      return exporter instanceof DatadogSpanExporter ? SpanExporter.composite() : exporter;
    }
    if (exporter instanceof DatadogSpanExporter datadog) {
      account().exporter(datadog.statistics());
    }
    return new RedactingSpanExporter(exporter, redactor(ledger), gate, this::exported, this::ended);
  }

  private Account account() {
    if (account == null) {
      account = new Account(ApplicationName.or(serviceName()), policy(), ledger, gate, now());
    }
    return account;
  }

  private AuditLog audit() {
    if (audit == null) {
      audit =
          new AuditLog(
              account(), settings.privacy().auditInterval(), Clock.systemUTC(), Messages::audit);
    }
    return audit;
  }

  private String serviceName() {
    return String.valueOf(resource.getAttribute(SafeResource.SERVICE_NAME));
  }

  /** Seconds say enough, and read better in a log. */
  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  /** On the batch thread, where no request waits. */
  private void exported() {
    audit().tick();
    registerLogRecordIds();
  }

  private void registerLogRecordIds() {
    if (settings.logsInjection()) {
      logRecordIds.register();
    }
  }

  /** The application stops: nothing of it may stay with the server. */
  private void ended() {
    logRecordIds.unregister();
    if (bean != null) {
      bean.unregister();
    }
    try {
      audit().end();
    } catch (RuntimeException closed) {
      // A log handler that stopped before; there is nowhere left to tell it.
      return;
    }
  }

  /** Made once: it is a copy of the whole table. */
  private Policy policy() {
    if (policy == null) {
      policy = Policy.strict().allowing(settings.privacy().attributeRules());
    }
    return policy;
  }

  private SpanRedactor redactor(Ledger counts) {
    return new SpanRedactor(
        policy(), Vocabulary.shared(), resource, counts, settings.privacy().maxCardinality());
  }

  /** Runs after every processor is in place and before the first span. */
  private SdkTracerProviderBuilder checked(
      SdkTracerProviderBuilder builder, ConfigProperties unused) {
    if (!settings.enabled()) {
      return builder;
    }
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
    account().selfTestPassed(now());
    bean = new TelemetryBean(account(), audit());
    bean.register();
    registerLogRecordIds();
    Messages.started(settings, serviceName(), policy().sha256());
    Messages.tagsUnsent(SafeResource.unsent(settings));
    return builder
        .addSpanProcessor(new PipelineWatch(gate, account()))
        .addSpanProcessor(new CallerWatch());
  }
}
