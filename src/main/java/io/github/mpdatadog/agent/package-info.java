// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Speaks the Datadog Agent's trace protocol: a span becomes v0.4 MessagePack and goes to the Agent
 * over TCP or a unix socket.
 *
 * <p>This room trusts that the spans it gets were redacted. It never blocks the application, never
 * keeps more than one payload in memory, and never writes anything of a span to a log.
 */
@NullMarked
package io.github.mpdatadog.agent;

import org.jspecify.annotations.NullMarked;
