// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.LoggingResource;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server's JSON log, set up as README tells. */
class LogsIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Pattern TRACE = Pattern.compile("\"dd.trace_id\":\"(\\p{XDigit}{32})\"");
  private static final Pattern SPAN = Pattern.compile("\"dd.span_id\":\"(\\d+)\"");

  private final FakeAgent agent = new FakeAgent();
  private LibertyServer server;

  @AfterEach
  void stop() {
    server.close();
    agent.close();
  }

  private void start(String... environment) {
    ServerDirectory directory =
        ServerDirectory.create("it-logs", "alone")
            .features("restfulWS-3.1", "cdi-4.0", "mpConfig-3.1", "mpTelemetry-2.1")
            .environment(
                "DD_API_KEY=0123456789abcdef",
                "DD_TRACE_AGENT_URL=" + agent.url(),
                "WLP_LOGGING_MESSAGE_FORMAT=json",
                "WLP_LOGGING_JSON_FIELD_MAPPINGS="
                    + "ext_dd.trace_id:dd.trace_id,ext_dd.span_id:dd.span_id")
            .environment(environment)
            .application(Apps.clinic("clinic").addClass(LoggingResource.class));
    server = LibertyServer.start(directory);
    assertThat(server.http().post("/clinic/api/logging", "").status()).isEqualTo(200);
  }

  private List<String> lines(boolean ofRequest) {
    return server
        .messages()
        .lines()
        .filter(line -> line.contains("a line of a request") == ofRequest)
        .toList();
  }

  private static String found(Pattern id, String line) {
    Matcher matcher = id.matcher(line);
    assertThat(matcher.find()).as("%s in %s", id, line).isTrue();
    return matcher.group(1);
  }

  @Test
  void aLineOfARequestHasTheIdsOfItsSpan() {
    start();

    ReceivedSpan span =
        agent.awaitTrace(s -> s.resource().equals("POST /clinic/api/logging"), SOON);
    String line = lines(true).get(0);
    assertThat(Long.parseUnsignedLong(found(TRACE, line).substring(16), 16))
        .isEqualTo(span.traceId());
    assertThat(Long.parseUnsignedLong(found(SPAN, line))).isEqualTo(span.spanId());
    assertThat(lines(false)).isNotEmpty().noneMatch(other -> other.contains("dd.trace_id"));
  }

  @Test
  void switchedOffItHasNone() {
    start("DD_LOGS_INJECTION=false");

    assertThat(lines(true)).hasSize(1).noneMatch(line -> line.contains("trace_id"));
  }
}
