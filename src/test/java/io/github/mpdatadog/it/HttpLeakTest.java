// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.agent.DatadogSpanExporter;
import io.github.mpdatadog.rest.HttpPeer;
import io.github.mpdatadog.rest.HttpTraces;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** The first line holds alone: these bytes have not passed the gate. */
class HttpLeakTest {

  @Test
  void noIdentifierOfACallIsEverPutOnItsSpan() throws Exception {
    try (HttpTraces traces = new HttpTraces();
        HttpPeer peer = new HttpPeer()) {
      HttpClient client =
          traces.traced(HttpClient.newHttpClient(), List.of("127.0.0.1:" + peer.port()));
      for (String text : Identifiers.values()) {
        String typed = URLEncoder.encode(text, UTF_8).replace("+", "%20");
        client.send(request(peer, "/patients/" + typed, text), BodyHandlers.ofString());
        client.sendAsync(request(peer, "/404?q=" + typed, text), BodyHandlers.ofString()).get();
        fail(client, request(peer, "/" + typed + "#" + typed, text), text);
      }

      var spans = traces.raw(3 * Identifiers.values().size());
      assertThat(Identifiers.search().in(DatadogSpanExporter.encoded(spans))).isEmpty();
      assertThat(spans.toString()).doesNotContain(Identifiers.values().toArray(new String[0]));
    }
  }

  private static HttpRequest request(HttpPeer peer, String path, String text) {
    return HttpRequest.newBuilder(peer.uri(path)).PUT(BodyPublishers.ofString(text)).build();
  }

  private static void fail(HttpClient client, HttpRequest request, String text) throws Exception {
    try {
      client
          .sendAsync(
              request,
              head -> {
                throw new IllegalStateException(text);
              })
          .get();
      throw new AssertionError("the handler's failure was lost");
    } catch (ExecutionException expected) {
      assertThat(expected).hasStackTraceContaining(text);
    }
  }
}
