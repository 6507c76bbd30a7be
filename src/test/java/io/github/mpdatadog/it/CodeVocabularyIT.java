// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programmers typed is known from the class files of the deployed application. */
@OnMainServer
class CodeVocabularyIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String JANE = "Quackenbush 078-05-1120";

  @Deployment(name = "vocabulary", testable = false)
  static WebArchive vocabulary() {
    return Apps.telling("vocabulary");
  }

  @BeforeEach
  void forgetEarlierTraces() {
    MainServer.agent().forget();
  }

  @Test
  void aMessageLeavesAsTheConstantsOfItsCode() {
    ReceivedSpan span =
        arrival("with-span-throws", s -> "invalid note '?'".equals(s.meta().get("error.message")));
    assertThat(span.meta().get("error.stack"))
        .startsWith("java.lang.IllegalArgumentException: invalid note '?'\n\tat ")
        .containsPattern("\tat io.github.mpdatadog.it.app.\\w+.\\w+\\(\\w+.java:\\d+\\)\n");
    assertThat(MainServer.agent().spans().toString()).doesNotContain("Quackenbush", "078-05");
  }

  @Test
  void aNameLeavesIfItIsAConstantAndNotIfItHoldsData() {
    arrival("link", span -> span.resource().equals("linked"));
    arrival("child-name", span -> span.resource().equals("internal"));
    assertThat(MainServer.agent().spans().toString()).doesNotContain("Quackenbush", "078-05");
  }

  private static void post(String vector) {
    String target = "/vocabulary/api/telemetry/" + vector;
    assertThat(MainServer.http().send("POST", target, List.of(), JANE).status()).isEqualTo(200);
  }

  /** Asks again: until the class files are read, the strict answer holds. */
  private static ReceivedSpan arrival(String vector, Predicate<ReceivedSpan> wanted) {
    boolean arrived =
        Waiting.until(
            SOON,
            () -> {
              post(vector);
              Waiting.pause(Duration.ofMillis(500));
              return MainServer.agent().spans().stream().anyMatch(wanted);
            });
    assertThat(arrived).as("a span of %s", vector).isTrue();
    return MainServer.agent().spans().stream().filter(wanted).findFirst().orElseThrow();
  }
}
