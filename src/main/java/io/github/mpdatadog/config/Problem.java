// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A problem of the configuration, told so that it can be acted on: which property, which source,
 * what to write instead. Never the value. Not an API.
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

  /** By hand: the JDK's own keeps the class, and so a stopped application, in a static cache. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Problem that
        && code.equals(that.code)
        && property.equals(that.property)
        && source.equals(that.source)
        && advice.equals(that.advice);
  }

  @Override
  public int hashCode() {
    return Objects.hash(code, property, source, advice);
  }

  @Override
  public String toString() {
    return code + ": " + property + " (from " + source + ") " + advice;
  }
}
