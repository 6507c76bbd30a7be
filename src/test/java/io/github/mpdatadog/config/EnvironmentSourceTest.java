// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigProviderResolver;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment counts on a server that makes capitals in Turkish. */
class EnvironmentSourceTest {

  private static final Locale TURKISH = Locale.forLanguageTag("tr-TR");

  /** As the server's own. */
  private record ServersSource(Map<String, String> variables) implements ConfigSource {
    @Override
    public Map<String, String> getProperties() {
      return variables;
    }

    @Override
    public Set<String> getPropertyNames() {
      return variables.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
      String exact = variables.get(name);
      return exact == null
          ? variables.get(name.replace('.', '_').replace('-', '_').toUpperCase(TURKISH))
          : exact;
    }

    @Override
    public String getName() {
      return "the server's";
    }

    @Override
    public int getOrdinal() {
      return 300;
    }
  }

  @AfterEach
  void forget() {
    ConfigProviderResolver.setInstance(null);
  }

  /** A server of that environment, with an application of that file. */
  private static Config config(Map<String, String> environment, Map<String, String> file) {
    Config config =
        new SmallRyeConfigBuilder()
            .withSources(
                new ServersSource(environment),
                new EnvironmentSource(environment, TURKISH),
                new DatadogConfigSource(),
                new PropertiesConfigSource(file, "the application's file", 100))
            .addDefaultInterceptors()
            .build();
    ConfigProviderResolver.setInstance(
        new SmallRyeConfigProviderResolver() {
          @Override
          public Config getConfig() {
            return config;
          }
        });
    return config;
  }

  @Test
  void theKeySwitchesTheSdkOn() {
    Config config = config(Map.of("DD_API_KEY", "k", "DD_SERVICE", "wards"), Map.of());

    assertThat(config.getValue("otel.sdk.disabled", String.class)).isEqualTo("false");
    assertThat(config.getValue("otel.service.name", String.class)).isEqualTo("wards");
  }

  @Test
  void anExplicitSwitchOfTheSdkWinsOverTheKey() {
    Config config = config(Map.of("DD_API_KEY", "k", "OTEL_SDK_DISABLED", "true"), Map.of());

    assertThat(config.getValue("otel.sdk.disabled", String.class)).isEqualTo("true");
  }

  @Test
  void theEnvironmentIsAboveAFile() {
    Map<String, String> file =
        Map.of(
            "dd.api.key", "k",
            "dd.service", "of-the-file",
            "dd.site", "datadoghq.eu",
            "sentry.environment", "of-the-file");
    Map<String, String> environment =
        Map.of("DD_SERVICE", "wards", "SENTRY_ENVIRONMENT", "staging");

    DatadogSettings settings = SettingsReader.read(config(environment, file)).settings();

    assertThat(settings.service()).isEqualTo("wards");
    assertThat(settings.env()).isEqualTo("staging");
    assertThat(settings.site()).as("of the file alone").isEqualTo("datadoghq.eu");
    assertThat(SettingsReader.read(config(Map.of("DD_API_KEY", ""), file)).settings().enabled())
        .as("an empty key is one")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "dd.site, DD_SITE",
    "dd.site, dd_site",
    "dd.site, dd.site",
    "dd.privacy.on-bypass, DD_PRIVACY_ON_BYPASS",
    "otel.service.name, OTEL_SERVICE_NAME",
  })
  void namesAreSpelledByTheRuleOfMicroProfile(String name, String variable) {
    assertThat(new EnvironmentSource(Map.of(variable, "v"), TURKISH).getValue(name)).isEqualTo("v");
  }

  @Test
  void theSpellingNextToTheNameWins() {
    EnvironmentSource source =
        new EnvironmentSource(Map.of("DD_SITE", "far", "dd_site", "near"), TURKISH);

    assertThat(source.getValue("dd.site")).isEqualTo("near");
  }

  @ParameterizedTest
  @ValueSource(strings = {"clinic.id", "mp.config.profile", "ddish.id", "DD_SITE"})
  void otherNamesAreTheServersOwn(String name) {
    Map<String, String> environment = Map.of(name.replace('.', '_').toUpperCase(Locale.ROOT), "v");

    assertThat(new EnvironmentSource(environment, TURKISH).getValue(name)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de", "lt", "und"})
  void whereTheServerReadsTheEnvironmentItAnswersNothing(String language) {
    Map<String, String> environment = Map.of("DD_API_KEY", "k", "dd.api.key", "k");

    assertThat(
            new EnvironmentSource(environment, Locale.forLanguageTag(language))
                .getValue("dd.api.key"))
        .isNull();
    assertThat(
            new EnvironmentSource(environment, Locale.forLanguageTag("az")).getValue("dd.api.key"))
        .isEqualTo("k");
  }

  @Test
  void itListsNothing() {
    EnvironmentSource source = new EnvironmentSource(Map.of("OTEL_SDK_DISABLED", "false"), TURKISH);

    assertThat(source.getProperties()).isEmpty();
    assertThat(source.getPropertyNames()).isEmpty();
  }

  @Test
  void itIsDiscoveredAtTheEnvironmentsPlace() {
    assertThat(ConfigProvider.getConfig().getConfigSources())
        .filteredOn(EnvironmentSource.class::isInstance)
        .singleElement()
        .satisfies(source -> assertThat(source.getOrdinal()).isEqualTo(300));
  }
}
