// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AgentWatchTest {
  private static final Logger LOGGER = Logger.getLogger(AgentWatch.class.getName());
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<String> lines = new ArrayList<>();
  private final AgentWatch watch = new AgentWatch(AgentAddress.of(URI.create("http://a:8126")));
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(
              line.getLevel()
                  + " "
                  + MessageFormat.format(line.getMessage(), line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void warnsOnceAndTellsTheLossAtTheEnd() {
    watch.delivered();
    watch.lost(DropReason.UNREACHABLE, 10, 0);
    watch.lost(DropReason.BACK_OFF, 1_500, SECOND);
    watch.lost(DropReason.UNREACHABLE, 5, 2 * SECOND);
    watch.delivered();
    watch.delivered();

    assertThat(lines)
        .containsExactly(
            "WARNING MPDD0301W: Spans are being lost: the Datadog Agent at http://a:8126 did not"
                + " take them, it does not accept connections. Is the Agent running there? If not,"
                + " start it or set dd.trace.agent.url to where it listens. This is not repeated"
                + " until it is over.",
            "INFO MPDD0302I: The Datadog Agent at http://a:8126 takes spans again; 1515 were lost."
                + " Nothing to do.");
  }

  @Test
  void anAgentThatComesAndGoesIsReportedOnceAMinute() {
    for (int second = 0; second < 100; second += 2) {
      watch.lost(DropReason.OVERLOADED, 1, second * SECOND);
      watch.delivered();
    }

    assertThat(lines).filteredOn(line -> line.startsWith("WARNING")).hasSize(2);
    assertThat(lines).filteredOn(line -> line.startsWith("INFO")).hasSize(2);
  }

  @Test
  void aShutdownIsNoNews() {
    watch.lost(DropReason.SHUTDOWN, 1, 0);

    assertThat(lines).isEmpty();
  }
}
