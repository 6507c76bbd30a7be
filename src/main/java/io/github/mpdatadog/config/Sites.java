// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.List;

/** Datadog's sites, from the documentation's "Getting Started with Datadog Sites". */
final class Sites {

  private static final List<String> KNOWN =
      List.of(
          "datadoghq.com",
          "us3.datadoghq.com",
          "us5.datadoghq.com",
          "datadoghq.eu",
          "ap1.datadoghq.com",
          "ap2.datadoghq.com",
          "ddog-gov.com",
          "us2.ddog-gov.com");

  static boolean isKnown(String site) {
    return KNOWN.contains(site);
  }

  static String names() {
    return String.join(", ", KNOWN);
  }

  private Sites() {}
}
