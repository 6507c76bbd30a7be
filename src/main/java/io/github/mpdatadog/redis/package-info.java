// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Spans of Redis calls, made where Lettuce and Jedis let others in: Lettuce through its own tracing
 * interface, Jedis through the connections that its pools are made of.
 *
 * <p>A span tells which command it was, how long it took and how it ended. Keys, values, scripts,
 * channels, users and what Redis says in an error are never read, with one exception: the first
 * word of an error, which is only compared with the words that Redis itself uses. Whatever goes
 * wrong in here, the command is sent once and gives what it would.
 */
@NullMarked
package io.github.mpdatadog.redis;

import org.jspecify.annotations.NullMarked;
