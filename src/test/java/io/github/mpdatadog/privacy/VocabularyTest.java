// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {

  private final Vocabulary vocabulary = new Vocabulary();
  private final Object owner = new Object();

  @Test
  void knowsATextOnlyUnderItsOwnKind() {
    vocabulary.add(owner, Kind.COLLECTION, List.of("visits"));

    assertThat(vocabulary.contains(Kind.COLLECTION, "visits")).isTrue();
    assertThat(vocabulary.contains(Kind.NAMESPACE, "visits")).isFalse();
    assertThat(vocabulary.contains(Kind.COLLECTION, null)).isFalse();
  }

  @Test
  void knowsHostsInLowerCase() {
    vocabulary.add(owner, Kind.HOST, List.of("DB.Clinic.Test"));

    assertThat(vocabulary.contains(Kind.HOST, "db.clinic.test")).isTrue();
  }

  @Test
  void asksASourceAgainUntilItAnswersAndThenNoMore() {
    AtomicInteger asked = new AtomicInteger();
    vocabulary.addWhenKnown(
        owner,
        Kind.SERVLET_PATTERN,
        unused ->
            switch (asked.incrementAndGet()) {
              case 1 -> throw new UnsupportedOperationException("not during initialisation");
              case 2 -> null;
              default -> List.of("/clinic/raw/*");
            });

    assertThat(vocabulary.verifiedRoute("/clinic/raw/17")).isNull();
    assertThat(vocabulary.verifiedRoute("/clinic/raw/17")).isNull();
    assertThat(vocabulary.verifiedRoute("/clinic/raw/17")).isEqualTo("/clinic/raw/*");
    assertThat(vocabulary.verifiedRoute("/clinic/raw/17")).isEqualTo("/clinic/raw/*");
    assertThat(asked).hasValue(3);
  }

  @Test
  void givesItsOwnCopyOfATextAndNotTheCallers() {
    String ours = new String("visits");
    vocabulary.add(owner, Kind.COLLECTION, List.of(ours));

    assertThat(vocabulary.known(Kind.COLLECTION, new String("visits"))).isSameAs(ours);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void forgetsTheTextsOfAnOwnerThatIsGone() throws InterruptedException {
    addForAnOwnerThatGoes();
    vocabulary.add(owner, Kind.ROUTE, List.of("/stays"));

    while (vocabulary.contains(Kind.ROUTE, "/goes")) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(vocabulary.contains(Kind.ROUTE, "/stays")).isTrue();
  }

  private void addForAnOwnerThatGoes() {
    vocabulary.add(new Object(), Kind.ROUTE, List.of("/goes"));
  }

  @Test
  void tellsOwnersApartByIdentity() {
    Object equalOwner = new String("owner");
    vocabulary.add(new String("owner"), Kind.ROUTE, List.of("/a"));
    vocabulary.add(equalOwner, Kind.ROUTE, List.of("/b"));

    assertThat(vocabulary.contains(Kind.ROUTE, "/b")).isTrue();
  }

  @Test
  void refusesWhatIsBeyondItsLimit() {
    Vocabulary small = new Vocabulary(3);
    small.add(owner, Kind.ROUTE, List.of("/1", "/2", "/3", "/4"));
    small.add(new Object(), Kind.HOST, List.of("h"));
    small.add(owner, Kind.ROUTE, List.of("/1"));

    assertThat(small.contains(Kind.ROUTE, "/3")).isTrue();
    assertThat(small.contains(Kind.ROUTE, "/4")).isFalse();
    assertThat(small.contains(Kind.HOST, "h")).isFalse();
    assertThat(small.refused()).isEqualTo(2);
  }

  @Test
  void refusesBlankAndOverlongTexts() {
    vocabulary.add(owner, Kind.ROUTE, List.of("", " ", "/" + "x".repeat(600)));

    assertThat(vocabulary.refused()).isEqualTo(3);
    assertThat(vocabulary.contains(Kind.ROUTE, "")).isFalse();
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          /clinic/api/patients/{mrn},            /clinic/api/patients/{mrn}
          /clinic/api/patients/{mrn: [A-Z]+\\d{5}}, /clinic/api/patients/{mrn}
          /clinic/api/patients/12345,            /clinic/
          /clinic/raw,                           /clinic/raw/*
          /clinic/raw/12345,                     /clinic/raw/*
          /clinic/raw/deep/12345,                /clinic/raw/deep/*
          /clinic/rawjane,                       /clinic/
          /clinic/patients/99/view.do,           /clinic/*.do
          /clinic/health,                        /clinic/health
          /clinic/jane,                          /clinic/
          /clinic,                               /clinic/
          /clinicjane,                           -
          /other/12345,                          -
          '',                                    -
          -,                                     -
          """)
  void verifiesRoutes(String candidate, String expected) {
    vocabulary.add(owner, Kind.ROUTE, List.of("/clinic/api/patients/{mrn: [A-Z]+\\d{5}}"));
    vocabulary.add(
        owner,
        Kind.SERVLET_PATTERN,
        List.of(
            "/clinic/", "/clinic/*.do", "/clinic/raw/*", "/clinic/raw/deep/*", "/clinic/health"));

    assertThat(vocabulary.verifiedRoute(candidate)).isEqualTo(expected);
  }

  @Test
  void verifiesRoutesOfTheRootContext() {
    vocabulary.add(owner, Kind.SERVLET_PATTERN, List.of("/", "/*.jsp"));

    assertThat(vocabulary.verifiedRoute("/jane/roe.jsp")).isEqualTo("/*.jsp");
    assertThat(vocabulary.verifiedRoute("/jane")).isEqualTo("/");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /a/b                        | /a/b
          /a/{id}                     | /a/{id}
          /a/{id: [A-Z]+\\d{5}}       | /a/{id}
          /a/{ id : \\d+ }/{b:x{1,2}} | /a/{id}/{b}
          /a/{id: \\}x}/b             | /a/{id}/b
          /a/{id: [{]}/b              | /a/{id: [{]}/b
          /a:b/{id}/c:d               | /a:b/{id}/c:d
          /a/{id                      | /a/{id
          """)
  void removesRegularExpressionsFromTemplates(String template, String expected) {
    assertThat(Vocabulary.withoutRegex(template)).isEqualTo(expected);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void isReadWhileItIsWritten() {
    IntStream.range(0, 400)
        .parallel()
        .forEach(
            i -> {
              vocabulary.add(owner, Kind.ROUTE, List.of("/r/" + i));
              assertThat(vocabulary.verifiedRoute("/r/" + i)).isEqualTo("/r/" + i);
            });
  }
}
