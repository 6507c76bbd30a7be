// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A local stand-in for the Datadog Agent: takes v0.4 traces on the loopback address, shows them on
 * one page, and searches everything it received for an identifier.
 *
 * <p>It shares no code with the product, so that what it shows is a second opinion. What it
 * receives is untrusted: nothing of it is ever written to the page as markup, and memory is
 * bounded. It must never listen on another address than loopback.
 */
package io.github.mpdatadog.agentstandin;
