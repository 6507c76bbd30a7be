// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BypassTest {

  @ParameterizedTest(name = "environment {0}={1}: runtime mode {2}")
  @CsvSource({
    "OTEL_SDK_DISABLED, false, true",
    "otel_sdk_disabled, false, true",
    "otel.sdk.disabled, FALSE, true",
    "OTEL_SDK_DISABLED, '', true",
    "OTEL_SDK_DISABLED, no, true",
    "OTEL_SDK_DISABLED, 0, true",
    "OTEL_SDK_DISABLED, true, false",
    "OTEL_SDK_DISABLED, TRUE, false",
    "OTEL_SERVICE_NAME, false, false"
  })
  void anythingButTrueIsRuntimeModeAsTheServerReadsIt(String name, String value, boolean expected) {
    assertThat(Bypass.isRuntimeMode(Map.of(name, value), new Properties())).isEqualTo(expected);
  }

  @Test
  void aSystemPropertyOverridesTheEnvironment() {
    Properties properties = new Properties();
    properties.setProperty("otel.sdk.disabled", "true");

    assertThat(Bypass.isRuntimeMode(Map.of("OTEL_SDK_DISABLED", "false"), properties)).isFalse();
  }

  @Test
  void withoutTheSettingThereIsNoRuntimeMode() {
    assertThat(Bypass.isRuntimeMode(Map.of(), new Properties())).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyBypassIsACodedErrorThatTellsTheFix(Bypass bypass) {
    assertThat(bypass.message()).matches("(?s)MPDD001\\dE: .*Remove .*");
  }

  @Test
  void nothingIsFoundInAnOrdinaryJvm() {
    assertThat(Bypass.present()).isEmpty();
  }
}
