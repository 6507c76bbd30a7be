// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.DESTINATION;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.HOST;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.SERVICE;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.SPAN_OF_METHOD;

import io.github.mpdatadog.address.HostPort;
import io.github.mpdatadog.config.ConfiguredNames;
import io.github.mpdatadog.config.DatadogSettings;
import io.github.mpdatadog.config.SettingsProducer;
import io.github.mpdatadog.config.SettingsReader;
import io.github.mpdatadog.config.Visibility;
import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/**
 * Checks an application while it is deployed: reports all problems of the configuration, refuses
 * where spans could leave around the privacy gate, and has its class files read for the names and
 * texts that programmers gave it.
 *
 * <p>Links no OpenTelemetry: that, and MicroProfile Config, may be hidden from the application. It
 * never uses OpenTelemetry either: the server builds it later. Called by the server.
 */
public final class DatadogExtension implements Extension {

  private static final int ANY_PORT = 1;

  private final Set<String> beans = new TreeSet<>();
  private boolean enabled;
  private @Nullable Thread reader;

  /** For the service loader. */
  public DatadogExtension() {}

  void addBeans(@Observes BeforeBeanDiscovery discovery) {
    if (!Visibility.ofConfig()) {
      return;
    }
    enabled = SettingsReader.current().enabled();
    discovery.addAnnotatedType(SettingsProducer.class, SettingsProducer.class.getName());
    if (Visibility.ofOpenTelemetry()) {
      discovery.addAnnotatedType(TracerProducer.class, TracerProducer.class.getName());
      if (enabled && Visibility.ofHealth() && !isSdkDisabled()) {
        discovery.addAnnotatedType(PrivacyReadiness.class, PrivacyReadiness.class.getName());
      }
    }
  }

  /** Without an SDK nothing leaves, so there is nothing that an application must be ready for. */
  private static boolean isSdkDisabled() {
    String disabled = ConfigProvider.getConfig().getConfigValue("otel.sdk.disabled").getValue();
    return !"false".equalsIgnoreCase(disabled);
  }

  <T> void collectNames(@Observes ProcessAnnotatedType<T> event) {
    if (enabled) {
      AnnotatedType<T> type = event.getAnnotatedType();
      List<String> names = WithSpanNames.of(type);
      if (!names.isEmpty()) {
        Vocabulary.shared().add(this, SPAN_OF_METHOD, names);
      }
      CodeSource source = type.getJavaClass().getProtectionDomain().getCodeSource();
      if (source != null && source.getLocation() != null) {
        String place = source.getLocation().toString();
        ClassLoader loader = type.getJavaClass().getClassLoader();
        if (VocabularyReader.isWebModule(place) && loader != null) {
          Vocabulary.shared().addLoader(loader);
        }
        beans.add(place);
      }
    }
  }

  void check(@Observes AfterDeploymentValidation validation) {
    if (!Visibility.ofConfig()) {
      Messages.configHidden(System.getenv());
      return;
    }
    DatadogSettings settings = DeploymentCheck.run(validation);
    if (settings.enabled() && Visibility.ofOpenTelemetry()) {
      readConfiguration(settings);
      readClassFiles(settings);
    }
  }

  /** What operators named: hosts to call, queues, and services. */
  private void readConfiguration(DatadogSettings settings) {
    ConfiguredNames names = ConfiguredNames.of(ConfigProvider.getConfig());
    Vocabulary vocabulary = Vocabulary.shared();
    vocabulary.add(this, HOST, names.hosts());
    vocabulary.add(this, HOST, propagationHosts(settings));
    vocabulary.add(this, DESTINATION, names.destinations());
    vocabulary.add(this, DESTINATION, settings.privacy().messagingDestinations());
    Set<String> services = new TreeSet<>(settings.serviceMapping().values());
    services.addAll(settings.serviceMapping().keySet());
    if (settings.service() != null) {
      services.add(settings.service());
    }
    vocabulary.add(this, SERVICE, services);
  }

  /** What an operator wrote as a host may leave as one. */
  private static List<String> propagationHosts(DatadogSettings settings) {
    List<String> hosts = new ArrayList<>();
    for (String pattern : settings.propagation().hostPatterns()) {
      // Null for a pattern with an asterisk, which names no host.
      HostPort address =
          HostPort.of(pattern.startsWith("!") ? pattern.substring(1) : pattern, ANY_PORT);
      if (address != null) {
        hosts.add(address.host());
      }
    }
    return hosts;
  }

  private void readClassFiles(DatadogSettings settings) {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    Vocabulary.shared().addLoader(application);
    Set<String> places =
        VocabularyReader.places(application, beans, settings.privacy().vocabularyPackages());
    reader = new VocabularyReader(this, places, Vocabulary.shared()).start();
    beans.clear();
  }

  void stop(@Observes BeforeShutdown undeployed) {
    if (reader != null) {
      reader.interrupt();
      reader = null;
    }
  }
}
