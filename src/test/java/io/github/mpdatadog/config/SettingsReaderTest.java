// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.agent.AgentSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.SmallRyeConfigProviderResolver;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private static final String SOURCE = "the operator's file";

  private static Config config(String... pairs) {
    Map<String, String> properties = new HashMap<>(Map.of("dd.api.key", "secret-key"));
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return new SmallRyeConfigBuilder()
        .withSources(new PropertiesConfigSource(properties, SOURCE, 100))
        .addDefaultInterceptors()
        .build();
  }

  private static SettingsReader.Reading read(String... pairs) {
    return SettingsReader.read(config(pairs));
  }

  @ParameterizedTest
  @CsvSource({"dd.api.key,''", "dd.trace.enabled,false", "dd.trace.sample.rate,often"})
  void whatIsConfiguredIsToldWhereTracingIsOffToo(String property, String value) {
    Config config = config("dd.env", "staging", "dd.tags", "team:wards", property, value);

    DatadogSettings settings = SettingsReader.configured(config);

    assertThat(settings.enabled()).isFalse();
    assertThat(settings.env()).isEqualTo("staging");
    assertThat(settings.tags()).containsEntry("team", "wards");
    assertThat(settings.sampling().rate()).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"clinic\"", "'clinic'", " \" clinic \" "})
  void quotesAroundAValueAreLeftOutAndTold(String quoted) {
    SettingsReader.Reading reading =
        read("dd.service", quoted, "dd.env", "a\"b", "dd.version", "'");

    assertThat(reading.settings().service()).isEqualTo("clinic");
    assertThat(reading.settings().env()).isEqualTo("a\"b");
    assertThat(reading.settings().version()).isEqualTo("'");
    assertThat(reading.problems())
        .singleElement()
        .asString()
        .startsWith("MPDD0115W: dd.service (from ")
        .endsWith(") is in quotes, which do not belong there; remove them.");
  }

  @Test
  void quotesOfTheOtherKindInsideStay() {
    SettingsReader.Reading reading =
        read("dd.trace.sampling.rules", "'[{\"sample_rate\":0.5}]'", "dd.service", "\"it's\"");

    assertThat(reading.settings().sampling().rules())
        .singleElement()
        .satisfies(rule -> assertThat(rule.rate()).isEqualTo(0.5));
    assertThat(reading.settings().service()).isEqualTo("it's");
    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsExactly("MPDD0115W", "MPDD0115W");
  }

  /** The outermost two of them belong to different elements. */
  @Test
  void whereEachElementIsInQuotesAllStayAndThatIsTold() {
    SettingsReader.Reading reading = read("dd.tags", "\"team:wards\",\"tier:backend\"");

    assertThat(reading.settings().tags())
        .containsExactly(Map.entry("\"team", "wards\""), Map.entry("\"tier", "backend\""));
    assertThat(reading.problems())
        .singleElement()
        .asString()
        .startsWith("MPDD0115W: dd.tags (from ")
        .endsWith(") is read with its quotes, which are not needed; write it without any.");

    assertThat(read("dd.trace.sampling.rules", "\"[{\"sample_rate\":0.5}]\"").problems())
        .extracting(Problem::code)
        .containsExactly("MPDD0115W", "MPDD0140E");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"staging\"", "'staging'"})
  void quotesAreToldOfOurOwnSettingsOnly(String quoted) {
    SettingsReader.Reading shared = read("dd.env", "staging", "sentry.environment", quoted);
    assertThat(shared.settings().env()).isEqualTo("staging");
    assertThat(shared.problems()).isEmpty();

    SettingsReader.Reading sentrys = read("sentry.environment", quoted);
    assertThat(sentrys.settings().env()).isEqualTo("staging");
    assertThat(sentrys.problems()).isEmpty();

    assertThat(read("dd.privacy.foo", quoted).problems())
        .singleElement()
        .extracting(Problem::code)
        .isEqualTo("MPDD0111E");
  }

  @Test
  void theKeyAloneSwitchesTracingOnWithDocumentedDefaults() {
    DatadogSettings settings = read().settings();

    assertThat(settings.enabled()).isTrue();
    assertThat(settings.site()).isEqualTo("datadoghq.com");
    assertThat(settings.service()).isNull();
    assertThat(settings.env()).isEqualTo("production");
    assertThat(settings.version()).isNull();
    assertThat(settings.tags()).isEmpty();
    assertThat(settings.agentUrl()).isEqualTo(URI.create("http://localhost:8126"));
    assertThat(settings.sampling().rate()).isEqualTo(1.0);
    assertThat(settings.propagation().extractStyles())
        .containsExactly(PropagationStyle.DATADOG, PropagationStyle.TRACECONTEXT);
    assertThat(settings.propagation().injectStyles())
        .containsExactly(PropagationStyle.DATADOG, PropagationStyle.TRACECONTEXT);
    assertThat(settings.serviceMapping()).isEmpty();
    assertThat(settings.logsInjection()).isTrue();
    assertThat(settings.privacy().onBypass()).isEqualTo(OnBypass.FAIL);
  }

  @Test
  void hostsOfOursAreAListOfPatternsInLowerCase() {
    assertThat(
            read(
                    "dd.privacy.propagation.hosts",
                    "Lab, ward:8080,*.clinic.example , !bill.clinic.example,[::1]:9080")
                .settings()
                .propagation()
                .hostPatterns())
        .containsExactly(
            "lab", "ward:8080", "*.clinic.example", "!bill.clinic.example", "[::1]:9080");
  }

  @Test
  void hostsOfRestClientsAreTakenFromTheirUrlsInEverySpelling() {
    assertThat(
            read(
                    "laboratory/mp-rest/url", "http://Lab.example/api?key=x",
                    "org.acme.Billing/mp-rest/uri", "https://user@billing",
                    "container/mp-rest/url", "http://Lab_Service:8080/api",
                    "ORG_ACME_WARD_MP_REST_URL", "http://ward:8080",
                    "broken/mp-rest/url", "no url",
                    "unresolved/mp-rest/url", "${missing}",
                    "laboratory/mp-rest/scope", "http://scope.example")
                .settings()
                .propagation()
                .restClientHosts())
        .containsExactlyInAnyOrder(
            "lab.example:80", "billing:443", "lab_service:8080", "ward:8080");
  }

  /** What is meant for a developer's machine is some other program's address in production. */
  @Test
  void ofProfilesOnlyTheActiveOneConfiguresRestClients() {
    assertThat(
            read(
                    "mp.config.profile", "prod",
                    "laboratory/mp-rest/url", "http://anywhere",
                    "%prod.laboratory/mp-rest/url", "http://lab",
                    "%dev.laboratory/mp-rest/url", "http://localhost:9080",
                    "%prod.billing/mp-rest/uri", "http://billing")
                .settings()
                .propagation()
                .restClientHosts())
        .containsExactlyInAnyOrder("lab:80", "billing:80");
  }

  @Test
  void theAuditIntervalIsAnIsoDuration() {
    assertThat(read().settings().privacy().auditInterval()).isEqualTo(Duration.ofHours(1));
    assertThat(read("dd.privacy.audit.interval", "PT15M").settings().privacy().auditInterval())
        .isEqualTo(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"15m", "PT0S", "-PT1H", "PT25H", "Zephyrine"})
  void anUnusableAuditIntervalIsAnErrorThatDoesNotRepeatIt(String interval) {
    assertThat(read("dd.privacy.audit.interval", interval).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("MPDD0113E"))
        .satisfies(problem -> assertThat(problem.toString()).doesNotContain(interval));
  }

  @Test
  void packagesOfTheVocabularyAreAList() {
    assertThat(read().settings().privacy().vocabularyPackages()).isEmpty();
    assertThat(
            read("dd.privacy.vocabulary.packages", "org.acme.claims, com.acme.io_2")
                .settings()
                .privacy()
                .vocabularyPackages())
        .containsExactly("org.acme.claims", "com.acme.io_2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void aBlankKeyMeansOff(String key) {
    assertThat(read("dd.api.key", key).settings().enabled()).isFalse();
  }

  @Test
  void traceEnabledFalseSwitchesOffWithTheKeySet() {
    assertThat(read("dd.trace.enabled", "false").settings().enabled()).isFalse();
  }

  @Test
  void switchedOffNothingElseIsReported() {
    assertThat(read("dd.api.key", "", "dd.site", "nonsense", "dd.privacy.x", "y").problems())
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}={1} is {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dd.trace.enabled                   | flase                    | MPDD0101E
          dd.logs.injection                  | yes                      | MPDD0101E
          dd.site                            | datadog.com              | MPDD0102E
          dd.trace.sample.rate               | 7                        | MPDD0103E
          dd.trace.sample.rate               | -0.1                     | MPDD0103E
          dd.trace.sample.rate               | NaN                      | MPDD0103E
          dd.trace.sample.rate               | half                     | MPDD0103E
          dd.trace.agent.port                | 0                        | MPDD0104E
          dd.trace.agent.port                | 65536                    | MPDD0104E
          dd.trace.agent.port                | http                     | MPDD0104E
          dd.agent.host                      | two words                | MPDD0105E
          dd.agent.host                      | host:8126                | MPDD0105E
          dd.trace.agent.url                 | localhost                | MPDD0106E
          dd.trace.agent.url                 | https://agent:8126       | MPDD0106E
          dd.trace.agent.url                 | http://agent:99999       | MPDD0106E
          dd.trace.agent.url                 | http://user@agent:8126   | MPDD0106E
          dd.trace.agent.url                 | http://agent:8126/path   | MPDD0106E
          dd.trace.agent.url                 | unix://socket            | MPDD0106E
          dd.trace.agent.url                 | ht tp://x                | MPDD0106E
          dd.agent.host                      | fe80::1%eth0             | MPDD0105E
          dd.agent.host                      | ::ffff::1                | MPDD0105E
          dd.agent.host                      | datadog..agent           | MPDD0105E
          dd.trace.agent.url                 | unix:////run/apm.socket  | MPDD0106E
          dd.trace.agent.url                 | unix:///run/apm%00socket | MPDD0106E
          dd.trace.agent.url                 | http://[fe80::1%25eth0]  | MPDD0106E
          dd.trace.agent.url                 | http://:8126             | MPDD0106E
          dd.tags                            | team                     | MPDD0107E
          dd.tags                            | team:                    | MPDD0107E
          dd.tags                            | :x                       | MPDD0107E
          dd.tags                            | _dd.p.dm:-4              | MPDD0107E
          dd.service.mapping                 | redis                    | MPDD0107E
          dd.trace.propagation.style         | datadog,zipkin           | MPDD0108E
          dd.trace.propagation.style.extract | baggage                  | MPDD0108E
          dd.trace.propagation.style.inject  | b3                       | MPDD0108E
          dd.trace.propagation.style         | datadog,b3               | MPDD0108E
          dd.trace.propagation.style         | xray                     | MPDD0108E
          dd.trace.propagation.style         | datadog,,                | MPDD0108E
          dd.trace.propagation.extract.first | first                    | MPDD0101E
          dd.trace.rate.limit                | 0                        | MPDD0114E
          dd.trace.rate.limit                | -1                       | MPDD0114E
          dd.trace.rate.limit                | 1000001                  | MPDD0114E
          dd.trace.rate.limit                | 2.5                      | MPDD0114E
          dd.trace.sampling.rules            | {"sample_rate":1}        | MPDD0140E
          dd.trace.sampling.rules            | [{"sample_rate":2}]      | MPDD0143E
          dd.privacy.on-bypass               | ignore                   | MPDD0109E
          dd.privacy.propagation.hosts       | http://lab               | MPDD0130E
          dd.privacy.propagation.hosts       | lab,,ward                | MPDD0130E
          dd.privacy.propagation.hosts       | *                        | MPDD0130E
          dd.privacy.propagation.hosts       | *lab.example             | MPDD0130E
          dd.privacy.propagation.hosts       | lab:http                 | MPDD0130E
          dd.privacy.propagation.hosts       | two words                | MPDD0130E
          dd.privacy.propagation.hosts       | lab:0                    | MPDD0130E
          dd.privacy.propagation.hosts       | lab:080                  | MPDD0130E
          dd.privacy.propagation.hosts       | lab:                     | MPDD0130E
          dd.privacy.propagation.hosts       | lab:65536                | MPDD0130E
          dd.privacy.propagation.hosts       | !*.lab:99999             | MPDD0130E
          dd.privacy.propagation.hosts       | [::1]:99999              | MPDD0130E
          dd.privacy.propagation.hosts       | roe@lab                  | MPDD0130E
          dd.privacy.vocabulary.packages     | org                      | MPDD0112E
          dd.privacy.vocabulary.packages     | org.acme.claims,,        | MPDD0112E
          dd.privacy.vocabulary.packages     | org/acme/claims          | MPDD0112E
          dd.privacy.attributes.allow        | ward.open                | MPDD0120E
          dd.privacy.attributes.allow        | ward.open:text           | MPDD0121E
          dd.privacy.attributes.allow        | ward.open:int(9..1)      | MPDD0122E
          dd.privacy.attributes.allow        | http.open:bool           | MPDD0123E
          dd.privacy.attributes.allow        | a.b:bool,a.b:bool        | MPDD0124E
          dd.privacy.attributes.max-cardinality | 0                     | MPDD0125E
          dd.privacy.attributes.max-cardinality | 10001                 | MPDD0125E
          dd.privacy.attributes.max-cardinality | many                  | MPDD0125E
          dd.env                             | ${missing}               | MPDD0100E
          dd.privacy.on-bypas                | warn                     | MPDD0111E
          """)
  void aWrongValueIsACodedErrorThatNamesPropertyAndSourceButNeverTheValue(
      String property, String value, String code) {
    SettingsReader.Reading reading = read(property, value);

    assertThat(reading.isRefused()).isTrue();
    assertThat(reading.settings().enabled()).isFalse();
    assertThat(reading.problems()).singleElement().extracting(Problem::code).isEqualTo(code);
    assertThat(reading.problems().get(0).property()).isEqualTo(property);
    assertThat(reading.problems().toString()).contains(property).doesNotContain("(from null)");
  }

  @Test
  void aProblemNamesTheSourceAndTheFixAndNotTheValue() {
    assertThat(read("dd.trace.sample.rate", "123-45-6789").problems())
        .singleElement()
        .hasToString(
            "MPDD0103E: dd.trace.sample.rate (from PropertiesConfigSource[source=the operator's file]) is not a number from 0 to 1;"
                + " write for example 0.25.");
  }

  @Test
  void attributesOfTheApplicationsOwnAreReadWithTheirLimit() {
    DatadogSettings settings =
        read(
                "dd.privacy.attributes.allow", "claim.kind:enum(dental, vision); ward.open:bool",
                "dd.privacy.attributes.max-cardinality", "10000")
            .settings();

    assertThat(settings.privacy().attributeRules())
        .containsExactly(
            Map.entry("claim.kind", "enum(dental,vision)"), Map.entry("ward.open", "bool"));
    assertThat(settings.privacy().maxCardinality()).isEqualTo(10_000);
    assertThat(read().settings().privacy().attributeRules()).isEmpty();
    assertThat(read().settings().privacy().maxCardinality()).isEqualTo(200);
  }

  @Test
  void allProblemsOfOneListAreReportedWithThoseOfOthers() {
    assertThat(
            read(
                    "dd.site", "nowhere",
                    "dd.privacy.attributes.allow", "a.b:text,_dd.p:bool,c",
                    "dd.privacy.attributes.max-cardinality", "-1")
                .problems())
        .extracting(Problem::code)
        .containsExactly("MPDD0102E", "MPDD0121E", "MPDD0123E", "MPDD0120E", "MPDD0125E");
  }

  @Test
  void allProblemsAreReportedTogether() {
    SettingsReader.Reading reading =
        read(
            "dd.site", "nowhere",
            "dd.trace.sample.rate", "2",
            "dd.trace.agent.url", "ftp://x",
            "dd.privacy.unknown", "1");

    assertThat(reading.problems())
        .extracting(Problem::code)
        .containsExactlyInAnyOrder("MPDD0102E", "MPDD0103E", "MPDD0106E", "MPDD0111E");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dd.privacy.attributs", "DD_PRIVACY_ATTRIBUTS", "dd.privacy", "Dd.Privacy.Foo"})
  void aMisspeltPrivacySettingIsNeverIgnoredInAnySpelling(String name) {
    boolean isSetting = !name.equals("dd.privacy");

    assertThat(read(name, "x").isRefused()).isEqualTo(isSetting);
  }

  /** As it is in the environment, which lists a variable under both names. */
  @Test
  void aMisspeltPrivacySettingIsReportedOnceUnderTheNameOfTheVariable() {
    assertThat(read("dd.privacy.mode", "x", "DD_PRIVACY_MODE", "x").problems())
        .singleElement()
        .extracting(Problem::property)
        .isEqualTo("DD_PRIVACY_MODE");
  }

  @Test
  void knownPrivacySettingsAreAcceptedInBothSpellings() {
    assertThat(read("dd.privacy.on-bypass", "warn", "DD_PRIVACY_ON_BYPASS", "warn").problems())
        .isEmpty();
  }

  @Test
  void agentHostAndPortApplyWithoutAnAgentUrl() {
    assertThat(
            read("dd.agent.host", "10.1.2.3", "dd.trace.agent.port", "9126").settings().agentUrl())
        .isEqualTo(URI.create("http://10.1.2.3:9126"));
  }

  /** Containers have names with underscores, and Kubernetes tells an address without brackets. */
  @ParameterizedTest
  @CsvSource({
    "datadog_agent,http://datadog_agent:8126",
    "fd00:10:96::1,http://[fd00:10:96::1]:8126",
    "[::1],http://[::1]:8126",
    "datadog.svc.,http://datadog.svc.:8126",
  })
  void theAgentsHostIsTakenAsItsPlatformTellsIt(String host, String understood) {
    URI url = read("dd.agent.host", host).settings().agentUrl();

    assertThat(url).hasToString(understood);
    assertThat(new AgentSettings(url, 1, Map.of(), "1", "id").url()).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "http://agent:8127,http://agent:8127",
    "http://datadog_agent,http://datadog_agent:8126",
    "HTTP://agent,http://agent:8126",
    "http://agent:8126/,http://agent:8126",
    "http://agent:,http://agent:8126",
    "http://[::1]:8126,http://[::1]:8126",
    "unix:///var/run/datadog/apm.socket,unix:/var/run/datadog/apm.socket"
  })
  void theAgentUrlIsTakenInItsNormalForm(String written, String understood) {
    assertThat(read("dd.trace.agent.url", written, "dd.agent.host", "other").settings().agentUrl())
        .hasToString(understood);
  }

  @Test
  void sentrysEnvironmentAndReleaseApplyWhereOursAreAbsent() {
    DatadogSettings settings =
        read("sentry.environment", "staging", "sentry.release", "1.2.3").settings();

    assertThat(settings.env()).isEqualTo("staging");
    assertThat(settings.version()).isEqualTo("1.2.3");
  }

  @Test
  void aDisagreementWithSentryIsAWarningAndOursWins() {
    SettingsReader.Reading reading =
        read("dd.env", "prod", "sentry.environment", "production", "dd.version", "1");

    assertThat(reading.settings().env()).isEqualTo("prod");
    assertThat(reading.settings().enabled()).isTrue();
    assertThat(reading.problems()).singleElement().extracting(Problem::code).isEqualTo("MPDD0110W");
    assertThat(reading.problems().get(0).toString())
        .contains("dd.env", "sentry.environment")
        .doesNotContain("production)");
  }

  @Test
  void tagsKeepTheirOrderAndMayBeSeparatedByBlanks() {
    assertThat(read("dd.tags", "team:cardiology, tier:1").settings().tags())
        .containsExactly(Map.entry("team", "cardiology"), Map.entry("tier", "1"));
    assertThat(read("dd.tags", "team:cardiology tier:1").settings().tags()).hasSize(2);
  }

  /** As all Datadog tracers take them; under its own name each of the three wins. */
  @Test
  void serviceEnvAndVersionMayBeGivenAsTags() {
    String tags = "env:staging,service:claims,version:1.2.3,team:cardiology";
    DatadogSettings settings =
        read("dd.tags", tags, "sentry.environment", "staging", "sentry.release", "").settings();

    assertThat(settings.env()).isEqualTo("staging");
    assertThat(settings.service()).isEqualTo("claims");
    assertThat(settings.version()).isEqualTo("1.2.3");
    DatadogSettings named =
        read("dd.tags", tags, "dd.env", "prod", "dd.service", "clinic", "dd.version", "2")
            .settings();
    assertThat(named.env()).isEqualTo("prod");
    assertThat(named.service()).isEqualTo("clinic");
    assertThat(named.version()).isEqualTo("2");
  }

  @Test
  void aTagThatDisagreesWithSentryIsAWarningAndTheTagWins() {
    SettingsReader.Reading reading = read("dd.tags", "env:prod", "sentry.environment", "staging");

    assertThat(reading.settings().env()).isEqualTo("prod");
    assertThat(reading.problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("MPDD0110W"))
        .satisfies(problem -> assertThat(problem.property()).isEqualTo("dd.tags"));
  }

  @Test
  void extractAndInjectStylesOverrideTheCommonOne() {
    DatadogSettings settings =
        read(
                "dd.trace.propagation.style", "tracecontext",
                "dd.trace.propagation.style.inject", "none")
            .settings();

    assertThat(settings.propagation().extractStyles())
        .containsExactly(PropagationStyle.TRACECONTEXT);
    assertThat(settings.propagation().injectStyles()).isEqualTo(List.of());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Datadog, TraceContext      | [DATADOG, TRACECONTEXT]
          tracecontext datadog       | [TRACECONTEXT, DATADOG]
          none,datadog               | [DATADOG]
          none                       | []
          b3multi,b3single           | [B3MULTI, B3SINGLE]
          B3 single header,datadog   | [B3SINGLE, DATADOG]
          """)
  void stylesKeepTheirOrderInEverySpellingOfDatadogs(String written, String styles) {
    DatadogSettings settings = read("dd.trace.propagation.style", written).settings();

    assertThat(settings.propagation().extractStyles()).hasToString(styles);
    assertThat(settings.propagation().injectStyles()).hasToString(styles);
  }

  @Test
  void baggageNeedsItsStyleAndAnAllowList() {
    DatadogSettings settings =
        read(
                "dd.trace.propagation.style.extract", "datadog,baggage",
                "dd.privacy.baggage.allow", "ward.kind:enum(icu,er), tier:int(1..3), trial:bool")
            .settings();

    assertThat(settings.propagation().extractStyles())
        .containsExactly(PropagationStyle.DATADOG, PropagationStyle.BAGGAGE);
    assertThat(settings.propagation().baggageRules())
        .containsExactly(
            Map.entry("ward.kind", "enum(icu,er)"),
            Map.entry("tier", "int(1..3)"),
            Map.entry("trial", "bool"));
    assertThat(read().settings().propagation().baggageRules()).isEmpty();
  }

  @Test
  void anAllowListForBaggageWithoutItsStyleIsAWarning() {
    SettingsReader.Reading reading = read("dd.privacy.baggage.allow", "trial:bool");

    assertThat(reading.settings().enabled()).isTrue();
    assertThat(reading.problems()).singleElement().extracting(Problem::code).isEqualTo("MPDD0128W");
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          note:constant       | MPDD0127E
          size:bucket         | MPDD0127E
          kind:class          | MPDD0127E
          user.id:enum(a)     | MPDD0123E
          note:text           | MPDD0121E
          """)
  void rulesForBaggageAreThoseWhoseValuesAreKnownBeforehand(String rules, String code) {
    SettingsReader.Reading reading =
        read("dd.privacy.baggage.allow", rules, "dd.trace.propagation.style", "baggage");

    assertThat(reading.problems()).singleElement().extracting(Problem::code).isEqualTo(code);
  }

  @ParameterizedTest(name = "rate {0}, rules {1}, limit {2}: {3}")
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          -    | -                      | -   | 0
          1.0  | -                      | -   | 0
          0.5  | -                      | -   | 100
          -    | [{"sample_rate": 1}]   | -   | 100
          1.0  | -                      | 7   | 7
          0.5  | [{"sample_rate": 1}]   | 7   | 7
          """)
  void theRateLimitIsDatadogsWhereSamplingIsAskedForAndNoneWhereEverythingIs(
      String rate, String rules, String limit, int expected) {
    DatadogSettings settings =
        read(
                "dd.trace.sample.rate", rate == null ? "" : rate,
                "dd.trace.sampling.rules", rules == null ? "" : rules,
                "dd.trace.rate.limit", limit == null ? "" : limit)
            .settings();

    assertThat(settings.enabled()).isTrue();
    assertThat(settings.sampling().rateLimit()).isEqualTo(expected);
  }

  @Test
  void theKeyIsNowhereInTheSettings() {
    assertThat(read().settings().toString()).doesNotContain("secret-key");
  }

  @Test
  void whereThereIsNoConfigurationTracingIsOff() {
    ConfigProviderResolver real = ConfigProviderResolver.instance();
    ConfigProviderResolver.setInstance(
        new SmallRyeConfigProviderResolver() {
          @Override
          public Config getConfig() {
            throw new IllegalStateException("no implementation found");
          }
        });
    try {
      assertThat(SettingsReader.current().enabled()).isFalse();
    } finally {
      ConfigProviderResolver.setInstance(real);
    }
  }
}
