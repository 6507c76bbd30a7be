// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredNamesTest {

  private static ConfiguredNames names(String... pairs) {
    Map<String, String> properties = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(pairs[i], pairs[i + 1]);
    }
    return ConfiguredNames.of(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "file", 100))
            .addDefaultInterceptors()
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Lab/mp-rest/url",
        "com.acme.Lab/mp-rest/uri",
        "lab/mp-rest/url",
        "COM_ACME_LAB_MP_REST_URL"
      })
  void hostsOfRestClientsAreKnown(String name) {
    ConfiguredNames names = names(name, "https://Lab.Clinic.test:8443/v1?key=secret");

    assertThat(names.hosts()).containsExactly("lab.clinic.test");
  }

  @Test
  void hostsOfOtherAddressesAreKnown() {
    ConfiguredNames names =
        names(
            "cache.url", "redis://:s3cret@cache.test:6379/0",
            "CLAIMS_DB_URL", "jdbc:postgresql://db1.test:5432,db2.test/claims?user=u",
            "kafka.bootstrap.servers", "broker1.test:9092, broker2.test:9092",
            "smtp.host", "mail.test");

    assertThat(names.hosts())
        .containsExactlyInAnyOrder(
            "cache.test", "db1.test", "db2.test", "broker1.test", "broker2.test", "mail.test");
  }

  @Test
  void whatIsNotNamedLikeAnAddressIsNotLookedAt() {
    assertThat(names("greeting", "//Zephyrine/", "some.key", "https://a.test").hosts()).isEmpty();
  }

  @Test
  void channelsAndTheirTopicsAreDestinations() {
    assertThat(
            names(
                    "mp.messaging.incoming.claims.connector", "liberty-kafka",
                    "mp.messaging.incoming.claims.topic", "claims-v1",
                    "MP_MESSAGING_OUTGOING_BILLS_TOPIC", "bills-v2",
                    "mp.messaging.connector.liberty-kafka.group.id", "g")
                .destinations())
        .containsExactlyInAnyOrder("claims", "claims-v1", "bills-v2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://a.test/x|a.test",
        "jdbc:sqlserver://a.test:1433;databaseName=claims|a.test",
        "jdbc:oracle:thin:@//a.test:1521/claims|a.test",
        "jdbc:datadog:mysql://a.test/claims|a.test",
        "http://[::1]:8080/|[::1]",
        "http://user:pa@ss@a.test/|a.test",
      })
  void theHostIsFoundIn(String address, String host) {
    assertThat(ConfiguredNames.hostsIn(address)).containsExactly(host);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.test",
        "//",
        "http://",
        "http:///path",
        "redis://:pa/ss@cache.test",
        "redis://user:pa/ss@cache.test",
        "http://${host}/",
        "http://a b/",
        "jdbc:h2:mem:claims"
      })
  void noHostIsMadeUpFrom(String address) {
    assertThat(ConfiguredNames.hostsIn(address)).isEmpty();
  }

  @Test
  void anExpressionWithoutAValueIsPassedOver() {
    assertThat(names("a.url", "https://${absent}/", "b.url", "https://b.test").hosts())
        .containsExactly("b.test");
  }
}
