// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {

  private final Vocabulary vocabulary = new Vocabulary();
  private final Object owner = new Object();
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

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
    Vocabulary clocked = clocked();
    clocked.addWhenKnown(
        owner,
        Kind.SERVLET_PATTERN,
        unused ->
            switch (asked.incrementAndGet()) {
              case 1 -> throw new UnsupportedOperationException("not during initialisation");
              case 2 -> null;
              default -> List.of("/clinic/raw/*");
            });

    assertThat(clocked.verifiedRoute("/clinic/raw/17")).isNull();
    passASecond();
    assertThat(clocked.verifiedRoute("/clinic/raw/17")).isNull();
    passASecond();
    assertThat(clocked.verifiedRoute("/clinic/raw/17")).isEqualTo("/clinic/raw/*");
    passASecond();
    assertThat(clocked.verifiedRoute("/clinic/raw/17")).isEqualTo("/clinic/raw/*");
    assertThat(asked).hasValue(3);
  }

  @Test
  void asksASourceThatHasNoAnswerOnceASecondInTheEnd() {
    AtomicInteger asked = new AtomicInteger();
    Vocabulary clocked = clocked();
    clocked.addWhenKnown(
        owner,
        Kind.SERVLET_PATTERN,
        unused -> {
          asked.incrementAndGet();
          return null;
        });

    for (int i = 0; i < 10; i++) {
      clocked.contains(Kind.ROUTE, "/");
    }
    assertThat(asked).as("at once, and not with each reading").hasValue(1);

    for (int millisecond = 0; millisecond < 10_000; millisecond++) {
      now.addAndGet(1_000_000);
      clocked.contains(Kind.ROUTE, "/");
    }
    assertThat(asked).hasValueBetween(10, 20);

    clocked.addWhenKnown(owner, Kind.SERVLET_PATTERN, unused -> List.of("/clinic/raw/*"));
    assertThat(clocked.verifiedRoute("/clinic/raw/17")).isEqualTo("/clinic/raw/*");
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void aReaderDoesNotWaitForASourceThatAnotherOneAsks() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    vocabulary.addWhenKnown(
        owner,
        Kind.SERVLET_PATTERN,
        unused -> {
          asked.countDown();
          return awaited(answer) ? List.of("/clinic/raw/*") : null;
        });
    CompletableFuture<String> exporter =
        CompletableFuture.supplyAsync(() -> vocabulary.verifiedRoute("/clinic/raw/17"));
    asked.await();

    assertThat(vocabulary.sqlShape("SELECT 1").text()).isEqualTo("SELECT ?");
    vocabulary.add(owner, Kind.ROUTE, List.of("/clinic/x"));
    vocabulary.addWhenKnown(owner, Kind.SERVLET_PATTERN, unused -> List.of());
    answer.countDown();

    assertThat(exporter.get()).isEqualTo("/clinic/raw/*");
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void aSourceWhoseClassesAreMissingHasNoAnswer() {
    vocabulary.addWhenKnown(
        owner,
        Kind.SERVLET_PATTERN,
        unused -> {
          throw new NoClassDefFoundError("jakarta/servlet/Registration");
        });

    assertThat(vocabulary.sqlShape("SELECT 1").text()).isEqualTo("SELECT ?");
  }

  private Vocabulary clocked() {
    return new Vocabulary(100, 100, now::get);
  }

  private void passASecond() {
    now.addAndGet(1_000_000_000L);
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
  void refusesWhatIsBeyondItsLimitAndCountsIt() {
    Vocabulary small = new Vocabulary(5, 3, System::nanoTime);
    small.add(owner, Kind.COLUMN, List.of("1", "2", "3", "4"));
    small.add(new Object(), Kind.LABEL, List.of("5", "6", "7"));
    small.add(owner, Kind.COLUMN, List.of("1", ""));

    assertThat(small.contains(Kind.COLUMN, "3")).isTrue();
    assertThat(small.contains(Kind.COLUMN, "4")).as("an owner has room for three").isFalse();
    assertThat(small.contains(Kind.LABEL, "6")).isTrue();
    assertThat(small.contains(Kind.LABEL, "7")).as("all have room for five").isFalse();
    assertThat(small.beyondLimit()).isEqualTo(2);
    assertThat(small.refused()).as("with the blank one").isEqualTo(3);
  }

  @Test
  void anApplicationThatHasMuchLeavesRoomForTheRoutesOfOthers() {
    List<String> many = IntStream.range(0, 9_000).mapToObj(i -> "/x" + i).toList();
    for (Kind kind : Kind.values()) {
      vocabulary.add(owner, kind, many);
    }
    for (Kind kind : List.of(Kind.ROUTE, Kind.SERVLET_PATTERN, Kind.HOST, Kind.EXCEPTION)) {
      vocabulary.add(this, kind, List.of("/b/" + kind));
      assertThat(vocabulary.known(kind, kind == Kind.HOST ? "/b/host" : "/b/" + kind)).isNotNull();
    }
    assertThat(vocabulary.contains(Kind.ROUTE, "/x3999")).isTrue();
    assertThat(vocabulary.contains(Kind.ROUTE, "/x4000")).isFalse();
    assertThat(vocabulary.contains(Kind.SPAN_NAME, "/x3999")).isTrue();
    assertThat(vocabulary.beyondLimit()).isGreaterThanOrEqualTo(5_000L * Kind.values().length);
  }

  @Test
  void knowsAnExceptionsClassByWhatIsConstantOfItsName() throws Exception {
    Class<?> hidden =
        MethodHandles.lookup().defineHiddenClass(bytes(Hidden.class), false).lookupClass();

    assertThat(vocabulary.exception(IllegalStateException.class))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(vocabulary.exception(hidden)).isEqualTo("java.lang.RuntimeException");
    assertThat(vocabulary.contains(Kind.EXCEPTION, "java.lang.IllegalStateException")).isTrue();
    assertThat(vocabulary.contains(Kind.EXCEPTION, "java.lang.RuntimeException")).isTrue();
    assertThat(vocabulary.contains(Kind.EXCEPTION, hidden.getName())).isFalse();
  }

  @Test
  void generatedExceptionsUseUpNoRoom() throws Exception {
    byte[] code = bytes(Hidden.class);
    for (int i = 0; i < 3_000; i++) {
      vocabulary.exception(MethodHandles.lookup().defineHiddenClass(code, false).lookupClass());
    }
    assertThat(vocabulary.beyondLimit()).isZero();

    Map<String, byte[]> generated = generatedExceptions(LoadedExceptions.MOST_OF_A_LOADER + 5);
    ClassLoader loader = Compiled.loader(generated);
    for (String name : generated.keySet()) {
      assertThat(vocabulary.exception(loader.loadClass(name))).isEqualTo(name);
    }
    assertThat(vocabulary.beyondLimit()).isEqualTo(5);
    vocabulary.exception(Named.class);
    vocabulary.add(owner, Kind.ROUTE, List.of("/late"));
    assertThat(vocabulary.contains(Kind.EXCEPTION, Named.class.getName())).isTrue();
    assertThat(vocabulary.contains(Kind.ROUTE, "/late")).isTrue();
  }

  @Test
  void anotherTextOfOneKindLeavesTheOthersAsTheyAre() {
    vocabulary.add(owner, Kind.SERVLET_PATTERN, List.of("/clinic/raw/*"));
    vocabulary.add(owner, Kind.COLUMN, List.of("name"));
    SqlShapes before = vocabulary.sql();

    vocabulary.add(this, Kind.ROUTE, List.of("/clinic/visits/{id}"));

    assertThat(vocabulary.sql()).isSameAs(before);
    assertThat(vocabulary.verifiedRoute("/clinic/visits/{id}")).isEqualTo("/clinic/visits/{id}");
    assertThat(vocabulary.verifiedRoute("/clinic/raw/17")).isEqualTo("/clinic/raw/*");
    vocabulary.add(this, Kind.COLUMN, List.of("city"));
    assertThat(vocabulary.sqlShape("SELECT name, city").text()).isEqualTo("SELECT name, city");
    vocabulary.add(this, Kind.SERVLET_PATTERN, List.of("/clinic/*.do"));
    assertThat(vocabulary.verifiedRoute("/clinic/view.do")).isEqualTo("/clinic/*.do");
    assertThat(vocabulary.verifiedRoute("/clinic/raw/17")).isEqualTo("/clinic/raw/*");
  }

  @Test
  void otherCodeDoesNotChangeHowAStatementIsSpelled() {
    String[] statements = {"INSERT INTO patient (mrn, id)", "INSERT INTO Patient (MRN, ID)"};
    vocabulary.add(owner, Kind.COLLECTION, List.of("patient"));
    vocabulary.add(owner, Kind.COLUMN, List.of("mrn", "id"));
    assertThat(vocabulary.sqlShape(statements[0]).text()).isEqualTo(statements[0]);

    vocabulary.add(this, Kind.COLLECTION, List.of("Patient", "REZEPT"));
    vocabulary.add(this, Kind.COLUMN, List.of("ID", "MRN"));

    for (String statement : statements) {
      assertThat(vocabulary.sqlShape(statement).text()).isEqualTo(statement);
    }
  }

  @Test
  void anotherExceptionClassReplacesNothingOfWhatIsKnown() {
    SqlShapes before = vocabulary.sql();

    vocabulary.exception(Named.class);

    assertThat(vocabulary.sql()).isSameAs(before);
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void forgetsAnExceptionWithItsClassLoader() throws Exception {
    vocabulary.exception(Named.class);
    String name = metInALoaderThatGoes();

    while (vocabulary.contains(Kind.EXCEPTION, name)) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(vocabulary.contains(Kind.EXCEPTION, Named.class.getName())).isTrue();
  }

  private String metInALoaderThatGoes() throws Exception {
    Map<String, byte[]> generated = generatedExceptions(1);
    String name = generated.keySet().iterator().next();
    return vocabulary.exception(Compiled.loader(generated).loadClass(name));
  }

  private static Map<String, byte[]> generatedExceptions(int count) {
    StringBuilder source = new StringBuilder("package gen; public class Generated {\n");
    for (int i = 0; i < count; i++) {
      source.append("public static class E").append(i).append(" extends Exception {}\n");
    }
    Map<String, byte[]> classes = Compiled.classes(17, source.append('}').toString());
    classes.remove("gen.Generated");
    return classes;
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (var in = type.getResourceAsStream("VocabularyTest$" + type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    }
  }

  /** Defined as a hidden class. */
  public static final class Hidden extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Named extends RuntimeException {
    private static final long serialVersionUID = 1;
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
