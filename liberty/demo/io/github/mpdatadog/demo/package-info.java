// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The one command that shows the product: builds the clinic, starts it on Open Liberty next to the
 * agent stand-in, and says what to try.
 *
 * <p>Nothing it starts may outlive it.
 */
package io.github.mpdatadog.demo;
