// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Exceptions of compiled code, thrown for real, through the whole gate. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MessageShapesTest {

  private static final List<Integer> RELEASES = List.of(8, 17);
  private static final AttributeKey<String> MESSAGE = AttributeKey.stringKey("exception.message");
  private static final AttributeKey<String> STACK = AttributeKey.stringKey("exception.stacktrace");
  private static final String JANE = "Jane\nRoe 078-05-1120";

  private static final String CLINIC =
      """
      package com.acme;
      public class Clinic implements java.util.function.BiFunction<String, String, Object> {
        static class NoBed extends RuntimeException { NoBed(String ward) { super("No bed in " + ward); } }
        static class Night extends NoBed { Night(String ward) { super(ward); } }
        static class Lying extends RuntimeException {
          @Override public String getMessage() { throw new StackOverflowError(); }
          @Override public StackTraceElement[] getStackTrace() { return null; }
        }
        public Object apply(String how, String who) {
          switch (how) {
            case "concatenated": throw new IllegalStateException("Patient " + who + " not found");
            case "formatted": throw new IllegalStateException(String.format("Chart of %s (%05d) is locked", who, 12));
            case "message format":
              throw new IllegalStateException(java.text.MessageFormat.format("Ward {0} is closed", who));
            case "constant": throw new IllegalStateException("Ward is closed");
            case "library": java.util.Objects.requireNonNull(null, "Patient is missing");
            case "own class": throw new NoBed(who);
            case "parent class": throw new Night(who);
            case "data": throw new IllegalStateException(who);
            case "number": Integer.parseInt(who);
            case "none": throw new IllegalStateException();
            case "huge": throw new IllegalStateException("Patient " + "x".repeat(5000) + " not found");
            case "lying": throw new Lying();
            case "wrapped": throw new IllegalStateException(new java.util.concurrent.CompletionException(new NoBed(who)));
            case "wrapped data": throw new IllegalStateException(new RuntimeException(who));
            case "caused": throw new IllegalArgumentException("Cannot admit " + who, new NoBed(who));
            default: throw new Error();
          }
        }
      }
      """;

  private static Attributes thrown(int release, String how) throws ReflectiveOperationException {
    return thrown(release, how, Policy.strict(), true);
  }

  @SuppressWarnings("unchecked")
  private static Attributes thrown(int release, String how, Policy policy, boolean known)
      throws ReflectiveOperationException {
    Map<String, byte[]> classes =
        Compiled.classes(
            release,
            release == 8
                ? CLINIC.replace("\"x\".repeat(5000)", "new String(new char[5000])")
                : CLINIC);
    ClassLoader loader = Compiled.loader(classes);
    Vocabulary vocabulary = new Vocabulary();
    Object owner = new Object();
    if (known) {
      vocabulary.addLoader(loader);
      CodeVocabulary code = new CodeVocabulary();
      classes.values().forEach(code::add);
      code.addTo(vocabulary, owner);
    }
    var clinic =
        (java.util.function.BiFunction<String, String, Object>)
            loader.loadClass("com.acme.Clinic").getDeclaredConstructor().newInstance();
    try {
      clinic.apply(how, JANE);
      throw new AssertionError();
    } catch (RuntimeException e) {
      SpanData redacted =
          new SpanRedactor(policy, vocabulary, Resource.empty(), new Ledger()).redact(recorded(e));
      assertThat(Canaries.in(redacted)).isEmpty();
      java.lang.ref.Reference.reachabilityFence(owner);
      return redacted.getEvents().get(0).getAttributes();
    }
  }

  private static SpanData recorded(Throwable thrown) {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      Span span = provider.get("test").spanBuilder("test").startSpan();
      try {
        span.recordException(thrown);
      } catch (StackOverflowError ofLying) {
        return Spans.span(io.opentelemetry.api.trace.SpanKind.INTERNAL)
            .setEvents(
                List.of(
                    io.opentelemetry.sdk.trace.internal.data.ExceptionEventData.create(
                        io.opentelemetry.sdk.trace.SpanLimits.getDefault(),
                        1,
                        thrown,
                        Attributes.empty())))
            .build();
      }
      span.end();
      return exporter.getFinishedSpanItems().get(0);
    }
  }

  private static void check(int release, String how, String shape) throws Exception {
    assertThat(thrown(release, how).get(MESSAGE)).as(how).isEqualTo(shape);
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void keepsTheConstantsOfTheCodeThatMadeTheMessage(int release) throws Exception {
    check(release, "concatenated", "Patient ? not found");
    check(release, "formatted", "Chart of ? (?) is locked");
    check(release, "message format", "Ward ? is closed");
    check(release, "constant", "Ward is closed");
    check(release, "library", "Patient is missing");
    check(release, "own class", "No bed in ?");
    check(release, "parent class", "No bed in ?");
    check(release, "caused", "Cannot admit ?");
    check(release, "number", "For input string: ?");
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void dropsWhatNoKnownCodeMade(int release) throws Exception {
    check(release, "data", null);
    check(release, "none", null);
    check(release, "huge", null);
  }

  /** As EJBException, CompletionException and many that wrap another do it. */
  @ParameterizedTest
  @FieldSource("RELEASES")
  void aMessageThatRepeatsTheCauseIsWhatRemainsOfTheCause(int release) throws Exception {
    check(
        release,
        "wrapped",
        "java.util.concurrent.CompletionException: com.acme.Clinic$NoBed: No bed in ?");
    check(release, "wrapped data", "java.lang.RuntimeException");
  }

  @Test
  void ofACauseThatLiesOrNeverEndsNoTextIsLeft() {
    Evidence evidence = new Evidence(new Vocabulary(), new ThrownTypes());

    assertThat(evidence.messageOf(new IllegalStateException("Jane", new Repeating("Roe"))))
        .isNull();
    assertThat(evidence.messageOf(new Repeating("Jane"))).doesNotContain("Jane");
  }

  private static final class Repeating extends RuntimeException {
    private static final long serialVersionUID = 1;

    Repeating(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable getCause() {
      return new Repeating(getMessage());
    }

    @Override
    public String toString() {
      return getMessage();
    }
  }

  @Test
  void survivesAThrowableWhoseGettersFail() throws Exception {
    assertThat(thrown(17, "lying").get(MESSAGE)).isNull();
  }

  @Test
  void writesTheShapesOfTheWholeChainIntoTheStack() throws Exception {
    assertThat(thrown(17, "caused").get(STACK))
        .startsWith(
            "java.lang.IllegalArgumentException: Cannot admit ?\n\tat com.acme.Clinic.apply(")
        .contains("\nCaused by: com.acme.Clinic$NoBed: No bed in ?\n");
  }

  @Test
  void saysNothingUntilTheCodeHasBeenRead() throws Exception {
    Attributes attributes = thrown(17, "concatenated", Policy.strict(), false);

    assertThat(attributes.get(MESSAGE)).isNull();
    assertThat(attributes.get(STACK)).startsWith("java.lang.IllegalStateException");
  }

  @Test
  void obeysAPolicyThatDropsMessages() throws Exception {
    Policy tighter = Policy.strict().dropping(List.of("exception.message"));

    assertThat(thrown(17, "concatenated", tighter, true).asMap().toString())
        .doesNotContain("not found");
  }

  @Test
  void aClassThatThrowsMoreConstantsThanItHasErrorsIsClosed() throws Exception {
    StringBuilder towns =
        new StringBuilder("package com.acme; public class Towns { Object all = \"\"");
    for (int i = 0; i <= MessageShapes.MOST_CONSTANT; i++) {
      towns.append("; String t").append(i).append(" = \"Town number ").append(i).append('"');
    }
    towns.append("; String other(String town) { return \"No such town: \" + town; }");
    towns.append(" void book() throws Exception {} }");
    Vocabulary vocabulary = new Vocabulary();
    CodeVocabulary code = new CodeVocabulary();
    Compiled.classes(17, towns.toString()).values().forEach(code::add);
    code.addTo(vocabulary, this);
    Ledger ledger = new Ledger();
    Evidence evidence = new Evidence(vocabulary, new ThrownTypes(), 200, ledger);

    for (int i = 0; i < MessageShapes.MOST_CONSTANT; i++) {
      assertThat(evidence.messageOf(inTowns("Town number " + i))).isNotNull();
    }
    assertThat(evidence.messageOf(inTowns("Town number " + MessageShapes.MOST_CONSTANT))).isNull();
    assertThat(evidence.messageOf(inTowns("Town number 1"))).as("closed for good").isNull();
    assertThat(evidence.messageOf(inTowns("No such town: Roe"))).isEqualTo("No such town: ?");
    assertThat(ledger.subjectsClosed()).isOne();
  }

  /** A list of values that look like formats is a list of values. */
  @Test
  void constantsThatLookLikeFormatsCountAsConstants() throws Exception {
    StringBuilder towns =
        new StringBuilder("package com.acme; public class Towns { Object all = \"\"");
    for (int i = 0; i <= MessageShapes.MOST_CONSTANT; i++) {
      towns.append("; String t").append(i).append(" = \"Solution ").append(i).append(" 70%v/v\"");
    }
    towns.append("; void book() throws Exception {} }");
    Vocabulary vocabulary = new Vocabulary();
    CodeVocabulary code = new CodeVocabulary();
    Compiled.classes(17, towns.toString()).values().forEach(code::add);
    code.addTo(vocabulary, this);
    Evidence evidence = new Evidence(vocabulary, new ThrownTypes(), 200, new Ledger());

    for (int i = 0; i < MessageShapes.MOST_CONSTANT; i++) {
      evidence.messageOf(inTowns("Solution " + i + " 70%v/v"));
    }
    assertThat(evidence.messageOf(inTowns("Solution " + MessageShapes.MOST_CONSTANT + " 70%v/v")))
        .isNull();
  }

  private static Throwable inTowns(String message) {
    Throwable thrown = new IllegalArgumentException(message);
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("com.acme.Towns", "book", null, 1)});
    return thrown;
  }
}
