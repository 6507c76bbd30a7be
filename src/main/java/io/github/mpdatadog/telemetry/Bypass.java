// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Ways in which spans leave the JVM around the privacy gate, told from the outside before any span
 * exists. Links no OpenTelemetry type.
 */
enum Bypass {
  /**
   * With {@code otel.sdk.disabled} set to anything but true in the environment or as a system
   * property, the server builds one SDK for itself and all applications and loads no extension from
   * any of them.
   */
  RUNTIME_MODE(
      "MPDD0010E: OTEL_SDK_DISABLED (or otel.sdk.disabled) is set in server.env, jvm.options or"
          + " bootstrap.properties. The server then builds one OpenTelemetry SDK for all applications,"
          + " which the privacy gate cannot reach. Remove that line: DD_API_KEY alone switches tracing"
          + " on."),
  /** The agent replaces the server's own instrumentation and exports by itself. */
  OPENTELEMETRY_AGENT(
      "MPDD0011E: The OpenTelemetry Java agent is attached to this JVM and exports spans around the"
          + " privacy gate. Remove its -javaagent line from jvm.options or JAVA_TOOL_OPTIONS."),
  /** The agent traces the same requests a second time, with names and paths in clear. */
  DATADOG_AGENT(
      "MPDD0012E: dd-java-agent is attached to this JVM and exports spans around the privacy gate."
          + " Remove its -javaagent line from jvm.options or JAVA_TOOL_OPTIONS.");

  private static final String SDK_DISABLED = "otel.sdk.disabled";

  private final String message;

  Bypass(String message) {
    this.message = message;
  }

  /** What was found and how to mend it. */
  String message() {
    return message;
  }

  /** All that are present in this JVM. */
  static List<Bypass> present() {
    List<Bypass> present = new ArrayList<>();
    if (isRuntimeMode(System.getenv(), System.getProperties())) {
      present.add(RUNTIME_MODE);
    }
    // An agent's jar is on the system class path, whatever its file is called.
    if (onSystemClassPath("io/opentelemetry/javaagent/OpenTelemetryAgent.class")) {
      present.add(OPENTELEMETRY_AGENT);
    }
    if (onSystemClassPath("datadog/trace/bootstrap/AgentBootstrap.class")) {
      present.add(DATADOG_AGENT);
    }
    return present;
  }

  private static boolean onSystemClassPath(String resource) {
    return ClassLoader.getSystemResource(resource) != null;
  }

  /** The server's own rule: the environment, then system properties over it, names normalised. */
  static boolean isRuntimeMode(Map<String, String> environment, Properties properties) {
    String value = null;
    for (Map.Entry<String, String> entry : environment.entrySet()) {
      value = normalised(entry.getKey()).equals(SDK_DISABLED) ? entry.getValue() : value;
    }
    for (String name : properties.stringPropertyNames()) {
      value = normalised(name).equals(SDK_DISABLED) ? properties.getProperty(name) : value;
    }
    return value != null && !Boolean.parseBoolean(value);
  }

  private static String normalised(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
