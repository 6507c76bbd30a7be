// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The request line and headers of {@code PUT /v0.4/traces}. */
final class RequestHead {
  private final String fixed;

  RequestHead(AgentAddress address, AgentSettings settings, @Nullable String containerId) {
    StringBuilder head = new StringBuilder("PUT /v0.4/traces HTTP/1.1\r\n");
    header(head, "Host", address.hostHeader());
    header(head, "Content-Type", "application/msgpack");
    header(head, "Datadog-Meta-Lang", "java");
    header(head, "Datadog-Meta-Lang-Version", System.getProperty("java.version", ""));
    header(head, "Datadog-Meta-Lang-Interpreter", System.getProperty("java.vm.name", ""));
    header(head, "Datadog-Meta-Lang-Interpreter-Vendor", System.getProperty("java.vm.vendor", ""));
    header(head, "Datadog-Meta-Tracer-Version", settings.tracerVersion());
    header(head, "Datadog-Client-Computed-Top-Level", "yes");
    // Without it an overloaded Agent throws traces away and answers 200.
    header(head, "Datadog-Send-Real-Http-Status", "true");
    if (containerId != null) {
      header(head, "Datadog-Container-ID", containerId);
      header(head, "Datadog-Entity-ID", "ci-" + containerId);
    }
    fixed = head.toString();
  }

  /**
   * With Content-Length: the Agent is known to read half of a chunked body (datadog-agent#9555).
   */
  ByteBuffer of(int traces, int bytes) {
    StringBuilder head = new StringBuilder(fixed);
    header(head, "X-Datadog-Trace-Count", Integer.toString(traces));
    header(head, "Content-Length", Integer.toString(bytes));
    return ByteBuffer.wrap(head.append("\r\n").toString().getBytes(US_ASCII));
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      head.append(c >= ' ' && c <= '~' ? c : '_'); // a line break would begin another header
    }
    head.append("\r\n");
  }
}
