// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class StackTextTest {

  private static final StackTraceElement FRAME =
      new StackTraceElement("com.ibm.Visits", "book", "Visits.java", 17);

  private final Vocabulary vocabulary = new Vocabulary();

  @Test
  void writesTypesAndFramesOfTheWholeChain() {
    SQLException next = at(new SQLException("next"), FRAME);
    SQLException cause = at(new SQLException("cause"), FRAME);
    cause.setNextException(next);
    IllegalStateException top = at(new IllegalStateException("top", cause), FRAME);
    top.addSuppressed(at(new IllegalArgumentException("suppressed")));

    assertThat(written(top))
        .isEqualTo(
            """
            java.lang.IllegalStateException
            \tat com.ibm.Visits.book(Visits.java:17)
            \tSuppressed: java.lang.IllegalArgumentException
            Caused by: java.sql.SQLException
            \t... 1 more
            Next: java.sql.SQLException
            \t... 1 more
            """);
  }

  @Test
  void matchesTheJdkForAPlainException() {
    RuntimeException plain = new RuntimeException();
    java.io.StringWriter expected = new java.io.StringWriter();
    plain.printStackTrace(new java.io.PrintWriter(expected));

    String[] ours = written(plain).split("\n", -1);

    assertThat(ours[0]).isEqualTo("java.lang.RuntimeException");
    assertThat(ours[1]).startsWith("\tat io.github.mpdatadog.privacy.StackTextTest.matches");
    assertThat(expected.toString()).contains(ours[1].strip());
  }

  @Test
  void replacesFramesOutsideTheGrammar() {
    Throwable thrown =
        at(
            new RuntimeException(),
            new StackTraceElement("jane roe", "m", "A.java", 1),
            new StackTraceElement("com.ibm.A", "m", "jane roe.java", 1),
            new StackTraceElement("com.ibm.A", "m", "A.java", -2),
            new StackTraceElement("com.ibm.A", "m", "A.java", 8_675_309),
            new StackTraceElement("com.ibm.A", "m", null, 3));

    assertThat(written(thrown))
        .isEqualTo(
            """
            java.lang.RuntimeException
            \tat redacted.frame(Unknown Source)
            \tat com.ibm.A.m(Unknown Source)
            \tat com.ibm.A.m(Native Method)
            \tat com.ibm.A.m(A.java)
            \tat com.ibm.A.m(Unknown Source)
            """);
  }

  @Test
  void neverPrintsAMessageEvenIfItForgesFrames() {
    Throwable thrown = at(new RuntimeException("x\n\tat com.jane.Roe.m(Roe.java:1)"), FRAME);

    assertThat(written(thrown)).doesNotContain("jane", "Roe", "x\n");
  }

  @Test
  void cutsCycles() {
    Exception a = at(new Exception("a"));
    Exception b = at(new Exception("b", a));
    a.initCause(b);
    a.addSuppressed(b);

    assertThat(written(a)).isEqualTo("java.lang.Exception\n\tSuppressed: java.lang.Exception\n");
  }

  @Test
  void limitsThrowablesAndFrames() {
    StackTraceElement[] deep = new StackTraceElement[1_000];
    for (int i = 0; i < deep.length; i++) {
      deep[i] = new StackTraceElement("com.ibm.A", "m", "A.java", i);
    }
    Throwable chain = at(new RuntimeException(), deep);
    for (int i = 0; i < 100; i++) {
      chain = at(new RuntimeException(chain), FRAME, FRAME);
    }

    String text = written(chain);
    String single = written(at(new RuntimeException(), deep));

    assertThat(text.lines().filter(line -> line.contains("RuntimeException")).count())
        .isEqualTo(StackText.MOST_THROWABLES);
    assertThat(single.lines().filter(line -> line.contains("\tat ")).count())
        .isEqualTo(StackText.MOST_FRAMES);
    assertThat(single).endsWith("\t... 936 more\n");
  }

  @Test
  void survivesAThrowableWhoseMethodsFail() {
    assertThat(written(new Failing())).isEqualTo(Failing.class.getName() + "\n");
  }

  @Test
  void survivesAThrowableWhoseMethodsReturnNull() {
    assertThat(written(new Empty())).isEqualTo(Empty.class.getName() + "\n");
  }

  @Test
  void survivesAThrowableThatAlwaysHasAnotherCause() {
    assertThat(written(new Endless()).lines().filter(line -> line.contains("Endless")).count())
        .isEqualTo(StackText.MOST_THROWABLES);
  }

  @Test
  void survivesNullFramesAndHugeTraces() {
    assertThat(written(new Huge())).startsWith(Huge.class.getName() + "\n\tat redacted.frame");
  }

  private String written(Throwable throwable) {
    return StackText.of(throwable, new Evidence(vocabulary, new ThrownTypes()), false);
  }

  private static StackTraceElement frame(String type, String method, String file) {
    return new StackTraceElement(type, method, file, 17);
  }

  @Test
  void aFrameOfAnUnknownClassIsNotWritten() {
    Throwable readFromJson =
        at(
            new RuntimeException(),
            new StackTraceElement(
                "John.Roe.born_1969_04_11", "mrn_4711", "SSN_999_12_3456.java", 4711),
            frame("java.john.Roe", "mrn", "Roe.java"),
            frame("jdk.john.Roe$$Lambda", "mrn", "Roe.java"),
            frame("John$$Roe", "mrn", "Roe.java"),
            frame("john.$Proxy12", "roe", null));

    assertThat(written(readFromJson))
        .isEqualTo(
            "java.lang.RuntimeException\n" + "\tat redacted.frame(Unknown Source)\n".repeat(5));
  }

  @Test
  void aMethodOrFileThatAKnownClassDoesNotHaveIsNotWritten() {
    String own = getClass().getName();
    Throwable readFromJson =
        at(
            new RuntimeException(),
            frame(own, "john_roe", "StackTextTest.java"),
            frame(own, "frame", "Roe.java"),
            frame("java.lang.String", "mrn4711", "String.java"),
            frame("com.ibm.Visits", "book", "Roe.java"),
            frame("com.ibm.Visits", "mrn_4711", "Visits.java"));

    assertThat(written(readFromJson))
        .isEqualTo(
            "java.lang.RuntimeException\n"
                + "\tat "
                + own
                + ".redacted(Unknown Source)\n\tat "
                + own
                + ".frame(Unknown Source)\n"
                + "\tat java.lang.String.redacted(Unknown Source)\n"
                + "\tat com.ibm.Visits.book(Unknown Source)\n"
                + "\tat redacted.frame(Unknown Source)\n");
  }

  /** Its class file was read once, and names of methods were not kept. */
  @Test
  void ofAClassThatOnlyTheVocabularyKnowsNothingButItsNameIsWritten() {
    vocabulary.add(this, Vocabulary.Kind.CLASS, List.of("com.clinic.Intake"));
    Throwable readFromJson =
        at(new RuntimeException(), frame("com.clinic.Intake", "JaneRoe", "Intake.java"));

    assertThat(written(readFromJson))
        .isEqualTo("java.lang.RuntimeException\n\tat com.clinic.Intake.redacted(Unknown Source)\n");
  }

  @Test
  void aLineThatTheMethodDoesNotHaveIsNotWritten() {
    String own = getClass().getName();
    int line = new Throwable().getStackTrace()[0].getLineNumber();
    Throwable read = new RuntimeException();
    String method = read.getStackTrace()[0].getMethodName();
    for (int each : new int[] {1, line, line + 30, 48_711}) {
      at(read, new StackTraceElement(own, method, "StackTextTest.java", each));

      assertThat(written(read).lines().skip(1).findFirst())
          .as("line %s", each)
          .contains(
              "\tat "
                  + own
                  + "."
                  + method
                  + "(StackTextTest.java"
                  + (each == line ? ":" + line : "")
                  + ")");
    }
  }

  /** No class file tells how long these are. */
  @Test
  void linesOfAClassOfTheServerAreFew() {
    Evidence evidence = new Evidence(vocabulary, new ThrownTypes());
    long left =
        IntStream.rangeClosed(1, 1_000)
            .mapToObj(line -> new StackTraceElement("com.ibm.ws.A", "run", "A.java", line))
            .map(frame -> StackText.of(at(new Exception(), frame), evidence, false))
            .filter(text -> text.contains("A.java:"))
            .count();

    assertThat(left).isEqualTo(KnownFrames.MOST_LINES);
  }

  @Test
  void framesOfTheJdkOfLambdasAndOfProxiesAreWritten() throws Exception {
    Runnable proxied =
        (Runnable)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Runnable.class},
                (proxy, method, arguments) -> {
                  throw new IllegalStateException();
                });
    Throwable thrown = assertThatThrownBy(() -> List.of(1).forEach(each -> proxied.run())).actual();
    String text = written(thrown);

    assertThat(text)
        .contains("\tat " + getClass().getName() + ".lambda$", "(StackTextTest.java:")
        // Of Iterable, or of the list since Java 25.
        .containsPattern("\tat java\\.(lang|util)\\.\\S*forEach\\(\\w+\\.java:\\d+\\)")
        .containsPattern("\tat \\S*[$]Proxy\\.redacted\\(Unknown Source\\)")
        .doesNotContain("redacted.frame");
  }

  @Test
  void framesOfGeneratedSubclassesAreWrittenByTheClassTheyWereMadeFor() {
    String own = getClass().getName();
    Throwable thrown =
        at(
            new RuntimeException(),
            frame(own + "$Proxy$_$$_WeldClientProxy", "frame", null),
            frame(own + "$$Lambda/0x00007f0012345678", "frame", null),
            frame(own + "$$EnhancerByRoe$$4711", "frame", null),
            frame("jdk.internal.reflect.GeneratedMethodAccessor4711", "invoke", null));

    assertThat(written(thrown))
        .isEqualTo(
            "java.lang.RuntimeException\n\tat "
                + own
                + "$Proxy$_$$.frame(Unknown Source)\n"
                + ("\tat " + own + "$$.frame(Unknown Source)\n").repeat(2)
                + "\tat jdk.internal.reflect.GeneratedMethodAccessor.invoke(Unknown Source)\n");
  }

  @Test
  void framesOfTheServerAreWrittenByItsPackagesUnlessTheyLookLikeData() {
    Throwable thrown =
        at(
            new RuntimeException(),
            frame("com.ibm.ws.webcontainer.filter.WebAppFilterManager", "doFilter", null),
            frame("com.ibm.ws.jaxrs20.Handler$1", "lambda$run$12", "Handler.java"),
            frame("com.ibm.born_1969.Roe", "run", "Roe.java"),
            frame("com.ibm.Roe", "mrn4711", "Roe.java"),
            frame("com.ibm.Roe_12_34_56", "run", "Roe.java"));

    assertThat(written(thrown))
        .isEqualTo(
            """
            java.lang.RuntimeException
            \tat com.ibm.ws.webcontainer.filter.WebAppFilterManager.doFilter(Unknown Source)
            \tat com.ibm.ws.jaxrs20.Handler$1.lambda$run$12(Handler.java:17)
            \tat redacted.frame(Unknown Source)
            \tat redacted.frame(Unknown Source)
            \tat redacted.frame(Unknown Source)
            """);
  }

  @Test
  void theClassLoaderOfAThrowableShowsItsClasses() throws Exception {
    URL classes =
        files(
            "package lib; public class Driver { public static class Broken extends Exception {}"
                + " void connect() {} }");
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, getClass().getClassLoader())) {
      StackTraceElement connect = new StackTraceElement("lib.Driver", "connect", "Driver.java", 1);
      Evidence evidence = new Evidence(vocabulary, new ThrownTypes());
      Throwable known =
          at(
              (Throwable)
                  loader.loadClass("lib.Driver$Broken").getDeclaredConstructor().newInstance(),
              connect);

      assertThat(StackText.of(at(new Exception(), connect), evidence, false))
          .contains("redacted.frame");
      assertThat(StackText.of(known, evidence, false))
          .contains("lib.Driver.connect(Driver.java:1)");
      assertThat(StackText.of(at(new Exception(), connect), evidence, false))
          .as("found, now that the class loader is known")
          .contains("lib.Driver.connect(Driver.java:1)");
    }
  }

  @Test
  void theClassLoaderOfAnApplicationShowsItsClasses() throws Exception {
    try (URLClassLoader application =
        new URLClassLoader(
            new URL[] {files("package app; public class Ward { void open() {} }")}, null)) {
      Throwable thrown =
          at(new Exception(), new StackTraceElement("app.Ward", "open", "Ward.java", 1));
      assertThat(written(thrown)).contains("redacted.frame");

      vocabulary.addLoader(application);

      assertThat(written(thrown)).contains("app.Ward.open(Ward.java:1)");
    }
  }

  @Test
  void aClassWithoutAClassFileIsLookedForOnceForAllItsMethods() {
    List<String> asked = new ArrayList<>();
    vocabulary.addLoader(
        new ClassLoader(null) {
          @Override
          protected URL findResource(String path) {
            asked.add(path);
            return null;
          }
        });

    written(
        at(
            new Exception(),
            new StackTraceElement("com.ibm.ws.Handler", "open", "Handler.java", 17),
            new StackTraceElement("com.ibm.ws.Handler", "close", "Handler.java", 71)));

    assertThat(asked).containsExactly("com/ibm/ws/Handler.class");
  }

  private static URL files(String source) throws IOException {
    Path directory = Files.createTempDirectory("classes");
    for (Map.Entry<String, byte[]> each : Compiled.classes(17, source).entrySet()) {
      Path file = directory.resolve(each.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, each.getValue());
    }
    return directory.toUri().toURL();
  }

  private static <T extends Throwable> T at(T throwable, StackTraceElement... frames) {
    throwable.setStackTrace(frames);
    return throwable;
  }

  private static class Failing extends SQLException {
    private static final long serialVersionUID = 1;

    @Override
    public StackTraceElement[] getStackTrace() {
      throw new IllegalStateException();
    }

    @Override
    public synchronized Throwable getCause() {
      return getCause();
    }

    @Override
    public SQLException getNextException() {
      throw new LinkageError();
    }

    @Override
    public String toString() {
      throw new IllegalStateException();
    }
  }

  private static final class Empty extends SQLException {
    private static final long serialVersionUID = 1;

    @Override
    public StackTraceElement[] getStackTrace() {
      return null;
    }
  }

  private static final class Endless extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      return new StackTraceElement[0];
    }
  }

  private static final class Huge extends Exception {
    private static final long serialVersionUID = 1;

    @Override
    public StackTraceElement[] getStackTrace() {
      return new StackTraceElement[2_000_000];
    }
  }
}
