// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The one door into OpenTelemetry's SDK: it configures the application's SDK for Datadog, puts the
 * privacy gate in front of every exporter and refuses to run where that gate cannot be guaranteed.
 * It tells the other rooms the application's OpenTelemetry, and when a span or a task is over.
 *
 * <p>This room never lets a span reach an exporter past the gate, and never throws into the
 * application's own code.
 */
@NullMarked
package io.github.mpdatadog.telemetry;

import org.jspecify.annotations.NullMarked;
