// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class StackTextTest {

  private static final StackTraceElement FRAME =
      new StackTraceElement("com.clinic.Visits", "book", "Visits.java", 17);

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
            \tat com.clinic.Visits.book(Visits.java:17)
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
            new StackTraceElement("A", "m", "jane roe.java", 1),
            new StackTraceElement("A", "m", "A.java", -2),
            new StackTraceElement("A", "m", "A.java", 8_675_309),
            new StackTraceElement("A", "m", null, 3));

    assertThat(written(thrown))
        .isEqualTo(
            """
            java.lang.RuntimeException
            \tat redacted.frame(Unknown Source)
            \tat A.m(Unknown Source)
            \tat A.m(Native Method)
            \tat A.m(A.java)
            \tat A.m(Unknown Source)
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
      deep[i] = new StackTraceElement("A", "m", "A.java", i);
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

  private static String written(Throwable throwable) {
    return StackText.of(throwable, null);
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
