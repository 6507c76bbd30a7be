// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Carries a trace's identity between services in Datadog's and W3C's headers.
 *
 * <p>Only ids, the sampling decision and a closed set of flags are read, checked and written.
 * Baggage and the members of other vendors are never forwarded.
 */
@NullMarked
package io.github.mpdatadog.propagation;

import org.jspecify.annotations.NullMarked;
