// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

/** How long things may be, in chars; the Agent would cut at the same places. */
final class Limits {
  /** Of a service, an operation name or a type. */
  static final int NAME = 100;

  static final int RESOURCE = 5_000;
  static final int KEY = 200;
  static final int VALUE = 25_000;

  /** Of a value once its span has more than {@link #SPAN_BYTES}: it stays readable, and small. */
  static final int VALUE_OF_HUGE_SPAN = 200;

  static final int SPAN_BYTES = 256 * 1024;

  private Limits() {}
}
