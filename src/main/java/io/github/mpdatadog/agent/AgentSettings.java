// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where the Agent is and what the exporter says about this process. Immutable; nothing in it is
 * null. Not an API.
 *
 * @param url {@code http://host:port} (port 8126 when left out) or {@code unix:///path.socket}
 * @param sampleRate the share of traces that the sampler keeps, 0 to 1; only reported, never
 *     applied here
 * @param serviceMapping new service names, by the system called ({@code redis}, {@code postgresql},
 *     {@code jms}) or by the old service name; empty by default
 * @param tracerVersion version of this library, for the Agent's own telemetry
 * @param runtimeId a random UUID of this process
 * @param connectTimeout for one connection attempt, positive, default 1 s
 * @param requestTimeout for a whole request with connecting and reconnecting, positive, default 2 s
 */
public record AgentSettings(
    URI url,
    double sampleRate,
    Map<String, String> serviceMapping,
    String tracerVersion,
    String runtimeId,
    Duration connectTimeout,
    Duration requestTimeout) {

  /** The URL of an Agent on the same host, as every Datadog tracer assumes it. */
  public static final URI DEFAULT_URL = URI.create("http://localhost:8126");

  static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(1);
  static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(2);

  /** Settings with the default timeouts. */
  public AgentSettings(
      URI url,
      double sampleRate,
      Map<String, String> serviceMapping,
      String tracerVersion,
      String runtimeId) {
    this(
        url,
        sampleRate,
        serviceMapping,
        tracerVersion,
        runtimeId,
        DEFAULT_CONNECT_TIMEOUT,
        DEFAULT_REQUEST_TIMEOUT);
  }

  /**
   * Checks everything; a message names the setting and the rule, never the value.
   *
   * @throws IllegalArgumentException if a setting breaks its rule
   */
  public AgentSettings {
    AgentAddress.of(url);
    if (!(sampleRate >= 0 && sampleRate <= 1)) {
      throw new IllegalArgumentException("sampleRate must be from 0 to 1");
    }
    serviceMapping = Map.copyOf(serviceMapping);
    if (tracerVersion.isBlank()) {
      throw new IllegalArgumentException("tracerVersion must not be blank");
    }
    if (runtimeId.isBlank()) {
      throw new IllegalArgumentException("runtimeId must not be blank");
    }
    requirePositive(connectTimeout, "connectTimeout");
    requirePositive(requestTimeout, "requestTimeout");
  }

  private static void requirePositive(Duration timeout, String name) {
    if (timeout.isZero() || timeout.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive");
    }
  }
}
