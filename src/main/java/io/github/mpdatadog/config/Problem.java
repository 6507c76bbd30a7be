// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

/**
 * A problem of the configuration, told so that it can be acted on: which property, which source,
 * what to write instead. Never the value.
 *
 * @param code the message code, for example {@code MPDD0103E}
 * @param property the property's name as documented, for example {@code dd.trace.sample.rate}
 * @param source the name of the config source that supplied the value
 * @param advice what is wrong and what to write instead, without the value
 */
public record Problem(String code, String property, String source, String advice) {

  /** True where tracing stays off until this is mended; false for a mere warning. */
  public boolean isError() {
    return code.endsWith("E");
  }

  @Override
  public String toString() {
    return code + ": " + property + " (from " + source + ") " + advice;
  }
}
