// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agentstandin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadDecoderTest {

  /** What a real tracer sent; recorded, and not part of this project. */
  private static byte[] golden() throws IOException {
    Path corpus = Path.of(System.getProperty("shared.corpus", "../shared/corpus"));
    Path file = corpus.resolve("golden-dd-java-v04.msgpack");
    assumeTrue(Files.isReadable(file), "skipped: no golden payload at " + file);
    return Files.readAllBytes(file);
  }

  @Test
  void readsWhatARealTracerSent() throws Exception {
    byte[] golden = golden();
    List<Chunk> chunks = PayloadDecoder.decode(golden);
    // X-Datadog-Trace-Count of the recorded request.
    assertThat(chunks).hasSize(4);
    assertThat(chunks)
        .allSatisfy(
            chunk ->
                assertThat(chunk.spans())
                    .allSatisfy(span -> assertThat(span.service()).isNotEmpty())
                    .allSatisfy(span -> assertThat(span.meta()).isNotEmpty()));
    assertThat(chunks.stream().mapToLong(Chunk::bytes).sum()).isEqualTo(golden.length - 1);
  }

  @Test
  void survivesEveryTruncationAndManyMutationsOfIt() throws Exception {
    byte[] golden = golden();
    for (int length = 0; length < golden.length; length += 97) {
      byte[] cut = Arrays.copyOf(golden, length);
      assertThatThrownBy(() -> PayloadDecoder.decode(cut))
          .isInstanceOf(MalformedPayloadException.class);
    }
    Random random = new Random(17);
    for (int i = 0; i < 2_000; i++) {
      byte[] mutant = golden.clone();
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
      try {
        PayloadDecoder.decode(mutant);
      } catch (MalformedPayloadException expected) {
        assertThat(expected).hasMessageNotContaining("http");
      }
    }
  }

  @Test
  void keepsFieldsThatItDoesNotKnow() throws Exception {
    byte[] payload =
        Payloads.packed(
            out -> {
              out.packArrayHeader(1).packArrayHeader(1).packMapHeader(3);
              out.packString("trace_id").packLong(1).packString("span_id").packLong(2);
              out.packString("span_links").packArrayHeader(1).packMapHeader(1);
              out.packString("flags").packInt(7);
            });
    Span span = PayloadDecoder.decode(payload).get(0).spans().get(0);
    assertThat(span.extra()).containsKey("span_links");
    assertThat(Json.write(span.toJson())).contains("\"span_links\":[{\"flags\":7}]");
  }

  @Test
  void keepsAllBitsOfAnUnsignedId() throws Exception {
    byte[] payload =
        Payloads.packed(
            out -> {
              out.packArrayHeader(1).packArrayHeader(1).packMapHeader(2);
              out.packString("trace_id")
                  .packBigInteger(new java.math.BigInteger("f".repeat(16), 16));
              out.packString("span_id").packLong(2);
            });
    assertThat(Trace.of(PayloadDecoder.decode(payload).get(0)).key()).isEqualTo("f".repeat(16));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing at all, ''",
    "no array, a0",
    "array of two billion traces, dd7fffffff",
    "string of two billion bytes, 919181db7fffffff",
    "two billion bytes of binary, 919181a161c67fffffff",
    "a trace without spans, 9190",
    "a span without ids, 919180",
    "an unused format byte, c1",
    "an extension type, 919181a161d40100"
  })
  void refuses(String what, String hex) {
    byte[] body = java.util.HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> PayloadDecoder.decode(body))
        .as(what)
        .isInstanceOf(MalformedPayloadException.class);
  }

  @Test
  void refusesWhatTheAgentRefuses() {
    byte[] numberInMeta =
        Payloads.packed(
            out -> {
              out.packArrayHeader(1).packArrayHeader(1).packMapHeader(1);
              out.packString("meta").packMapHeader(1).packString("http.status_code").packInt(200);
            });
    byte[] float32 =
        Payloads.packed(
            out -> {
              out.packArrayHeader(1).packArrayHeader(1).packMapHeader(1);
              out.packString("metrics").packMapHeader(1).packString("rate").packFloat(0.5f);
            });
    byte[] foreignSpan =
        Payloads.packed(
            out -> {
              out.packArrayHeader(1).packArrayHeader(2);
              Payloads.span(out, 1, 1, 0, "GET /", Map.of());
              Payloads.span(out, 2, 2, 0, "GET /", Map.of());
            });
    assertThatThrownBy(() -> PayloadDecoder.decode(numberInMeta)).hasMessageContaining("string");
    assertThatThrownBy(() -> PayloadDecoder.decode(float32)).hasMessageContaining("float64");
    assertThatThrownBy(() -> PayloadDecoder.decode(foreignSpan)).hasMessageContaining("different");
  }

  @Test
  void refusesBottomlessNesting() {
    byte[] payload =
        Payloads.packed(
            out -> {
              out.packArrayHeader(1).packArrayHeader(1).packMapHeader(1).packString("x");
              for (int i = 0; i < 100_000; i++) {
                out.packArrayHeader(1);
              }
              out.packNil();
            });
    assertThatThrownBy(() -> PayloadDecoder.decode(payload)).hasMessageContaining("deeper");
  }
}
