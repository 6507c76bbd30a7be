// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Carries a trace's identity between services in the headers of Datadog, W3C and B3.
 *
 * <p>Only ids, the sampling decision and a closed set of flags are read, checked and written, and
 * of baggage the keys and values that the operator declared. Members of other vendors in the trace
 * state are never forwarded.
 */
@NullMarked
package io.github.mpdatadog.propagation;

import org.jspecify.annotations.NullMarked;
