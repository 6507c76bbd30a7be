// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

/** The library's own reader, for other packages' tests. */
public final class Json {

  public static Object parse(String text) {
    return JsonValue.parse(text);
  }

  private Json() {}
}
