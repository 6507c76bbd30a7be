// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentResponseTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.1 200 OK~Content-Length: 2~~{}                                  | 200 | true
          HTTP/1.1 200~content-length:2~~{}                                      | 200 | true
          HTTP/1.1 204 No Content~~                                              | 204 | true
          HTTP/1.1 100 Continue~~HTTP/1.1 429 Busy~Content-Length: 0~~           | 429 | true
          HTTP/1.1 200 OK~Transfer-Encoding: chunked~~2;x=y~{}~a~0123456789~0~T: x~~ | 200 | true
          HTTP/1.1 200 OK~Transfer-Encoding: chunked~~FFFFFF~                    | 200 | false
          HTTP/1.1 200 OK~Content-Length: 2000000000~~{}                         | 200 | false
          HTTP/1.1 500 No~Connection: Close~Content-Length: 0~~                  | 500 | false
          HTTP/1.0 200 OK~Content-Length: 0~~                                    | 200 | false
          HTTP/1.1 413 Large~~until the end                                      | 413 | false
          """)
  void readsStatusAndWhetherTheConnectionIsOfUse(String answer, int status, boolean reusable)
      throws IOException {
    assertThat(read(answer)).isEqualTo(new AgentResponse(status, reusable));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK~Content-Length: 5~~abc",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~abc",
      })
  void aCutAnswerEndsTheStream(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello~",
        "HTTP/2.0 200 OK~~",
        "HTTP/1.1 20 OK~~~",
        "HTTP/1.1 2000 OK~~",
        "HTTP/1.1 099 OK~~",
        "HTTP/1.1 abc OK~~",
        "HTTP/1.1 200 OK~no colon~~",
        "HTTP/1.1 200 OK~: no name~~",
        "HTTP/1.1 200 OK~Content-Length: -1~~",
        "HTTP/1.1 200 OK~Content-Length: +1~~",
        "HTTP/1.1 200 OK~Content-Length: 99999999999~~",
        "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~ab",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~-5~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~~",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~1~ab~",
      })
  void whatIsNotHttpIsRefused(String answer) {
    assertThatThrownBy(() -> read(answer)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void endlessAnswersAreRefused() {
    assertThatThrownBy(() -> AgentResponse.read(() -> 'x')).isInstanceOf(ProtocolException.class);
    int[] at = {0};
    String informational = "HTTP/1.1 100 Continue\r\n\r\n";
    assertThatThrownBy(
            () -> AgentResponse.read(() -> informational.charAt(at[0]++ % informational.length())))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void noGarbageDoesAnythingElseThanFail() {
    Random random = new Random(42);
    String valid = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n";
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = valid.getBytes(ISO_8859_1);
      for (int j = random.nextInt(6); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(AgentResponse.read(new ByteArrayInputStream(bytes)::read).status())
            .isBetween(200, 599);
      } catch (IOException e) {
        assertThat(e).isInstanceOfAny(ProtocolException.class, EOFException.class);
      }
    }
  }

  private static AgentResponse read(String answer) throws IOException {
    byte[] bytes = answer.replace("~", "\r\n").getBytes(ISO_8859_1);
    return AgentResponse.read(new ByteArrayInputStream(bytes)::read);
  }
}
