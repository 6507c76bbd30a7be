// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

/**
 * Why spans were lost. The texts go into log messages: they name nothing that was in a span. Not an
 * API.
 */
public enum DropReason {
  /** No connection: refused, no such host or socket. */
  UNREACHABLE("it does not accept connections", true),
  /** No complete answer in time. */
  TIMEOUT("it did not answer in time", true),
  /** The connection broke in the middle of a request. */
  CONNECTION_LOST("it closed the connection without a complete answer", true),
  /** The answer is not HTTP. */
  MALFORMED_ANSWER("its answer is not HTTP, so something else may be listening there", true),
  /** The Agent is overloaded (429). */
  OVERLOADED("it is overloaded (status 429)", true),
  /** The Agent failed (5xx). */
  AGENT_ERROR("it failed (status 5xx)", true),
  /** The payload, or one span, is too large (413). */
  TOO_LARGE("it found the payload too large (status 413)", false),
  /** Any other status: 400, 404, 408. */
  REJECTED("it rejected the payload (another 4xx status)", false),
  /** Not tried, because an earlier request failed a moment ago. */
  BACK_OFF("it failed a moment ago", false),
  /** The exporter was shut down, or its thread interrupted. */
  SHUTDOWN("the exporter was shut down", false),
  /** The span has no valid id, or encoding it failed. */
  NOT_ENCODABLE("a span could not be encoded", false);

  final String finding;
  final boolean backsOff;

  DropReason(String finding, boolean backsOff) {
    this.finding = finding;
    this.backsOff = backsOff;
  }
}
