// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

/** One value from the laboratory. */
public record LabResult(String test, double value, String unit) {}
