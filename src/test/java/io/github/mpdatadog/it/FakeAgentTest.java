// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeAgentTest {
  private final FakeAgent agent = new FakeAgent();
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    agent.close();
  }

  @Test
  void decodesWhatATracerSends() throws Exception {
    send(Payloads.of("GET /api/patients/{mrn}", Map.of("http.status_code", "200")));

    ReceivedSpan span = agent.awaitTrace(ReceivedSpan::isRoot, Duration.ofSeconds(1));
    assertThat(span.resource()).isEqualTo("GET /api/patients/{mrn}");
    assertThat(span.meta()).containsEntry("http.status_code", "200");
    assertThat(span.metrics()).containsEntry("_sampling_priority_v1", 2.0);
    assertThat(span.traceId()).isEqualTo(-2);
    assertThat(agent.payloads().get(0).header("x-datadog-trace-count")).isEqualTo("1");
  }

  @Test
  void keepsTheBytesAndTheHeadersForTheLeakSearch() throws Exception {
    send(Payloads.of("GET /api/patients/MRN-88274415", Map.of("ssn", "900-55-7713")));

    assertThat(Identifiers.search().in(agent.requests()))
        .extracting(LeakSearch.Hit::identifier)
        .contains("MRN-88274415", "900-55-7713");
  }

  @Test
  void answersWhatItWasToldTo() throws Exception {
    agent.answer(429);
    assertThat(send(new byte[] {(byte) 0x90}).statusCode()).isEqualTo(429);
    agent.beOk();
    assertThat(send(new byte[] {(byte) 0x90}).body()).contains("rate_by_service");
  }

  @Test
  void comesBackOnTheSamePort() throws Exception {
    agent.goDown();
    assertThatThrownBy(() -> send(new byte[] {(byte) 0x90})).isInstanceOf(IOException.class);
    agent.comeBack();
    assertThat(send(new byte[] {(byte) 0x90}).statusCode()).isEqualTo(200);
  }

  @Test
  void tellsItsEndpointsLikeAnAgent() throws Exception {
    HttpRequest info = HttpRequest.newBuilder(URI.create(agent.url() + "/info")).build();
    assertThat(client.send(info, BodyHandlers.ofString()).body()).contains("/v0.4/traces");
  }

  @Test
  void saysWhatCameInstead() throws Exception {
    send(Payloads.of("GET /other", Map.of()));
    assertThatThrownBy(() -> agent.awaitTrace(span -> false, Duration.ofMillis(100)))
        .hasMessageContaining("GET /other");
  }

  private HttpResponse<String> send(byte[] payload) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(agent.url() + "/v0.4/traces"))
            .header("Content-Type", "application/msgpack")
            .header("X-Datadog-Trace-Count", "1")
            .PUT(BodyPublishers.ofByteArray(payload))
            .build(),
        BodyHandlers.ofString());
  }
}
