// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeKeyTest {

  enum ClaimKind {
    DENTAL,
    VISION {
      @Override
      public String toString() {
        return "Jane Roe";
      }
    }
  }

  private static final SafeKey<ClaimKind> KIND = SafeKey.ofEnum("claim.kind", ClaimKind.class);
  private static final SafeKey<Boolean> OPEN = SafeKey.ofFlag("ward.open");
  private static final SafeKey<Integer> RETRIES = SafeKey.ofCount("retry.count", 0, 10);

  /** In a method of the class that is being initialized: still no request in sight. */
  private static final SafeKey<Boolean> BY_METHOD = flag("ward.full");

  private static SafeKey<Boolean> flag(String key) {
    return SafeKey.ofFlag(key);
  }

  private final Ledger ledger = new Ledger();
  private final SpanRedactor redactor = redactor(Policy.strict());

  private SpanRedactor redactor(Policy policy) {
    return new SpanRedactor(policy, new Vocabulary(), Resource.empty(), ledger);
  }

  @Test
  void whatATypedKeySetsLeavesWithoutConfiguration() {
    Attributes left =
        redacted(
            span -> {
              KIND.set(span, ClaimKind.DENTAL);
              OPEN.set(span, true);
              RETRIES.set(span, 3);
              BY_METHOD.set(span, false);
            });

    assertThat(left.asMap())
        .isEqualTo(
            Map.of(
                AttributeKey.stringKey("claim.kind"),
                "DENTAL",
                AttributeKey.booleanKey("ward.open"),
                true,
                AttributeKey.longKey("retry.count"),
                3L,
                AttributeKey.booleanKey("ward.full"),
                false));
    assertThat(ledger.unknownKeys()).isZero();
  }

  @Test
  void anEnumLeavesByItsNameWhateverItPrints() {
    assertThat(redacted(span -> KIND.set(span, ClaimKind.VISION)).asMap()).containsValue("VISION");
  }

  @Test
  void anEnumThatAnInterceptorPrintedPassesIfItPrintsItsName() {
    // What @SpanAttribute makes of a parameter.
    assertThat(redacted(span -> span.setAttribute("claim.kind", "" + ClaimKind.DENTAL)).asMap())
        .containsValue("DENTAL");
    assertThat(redacted(span -> span.setAttribute("claim.kind", "" + ClaimKind.VISION)).asMap())
        .isEmpty();
    assertThat(redacted(span -> span.setAttribute("ward.open", true)).asMap()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 11, 8_675_309, Integer.MIN_VALUE})
  void aCountOutOfItsRangeIsNotEvenSet(int count) {
    SpanData raw = recorded(span -> RETRIES.set(span, count));

    assertThat(raw.getAttributes().isEmpty()).isTrue();
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void aCastCannotMakeItHoldText() {
    SpanData raw =
        recorded(
            span -> {
              ((SafeKey) KIND).set(span, "Jane Roe");
              ((SafeKey) OPEN).set(span, new StringBuilder("Jane Roe"));
              ((SafeKey) RETRIES).set(span, 86_753_099L);
              ((SafeKey) RETRIES).set(span, null);
            });

    assertThat(raw.getAttributes().isEmpty()).isTrue();
  }

  @EveryCanaryShape
  void theGateChecksAgainWhatAnyoneSetsUnderTheKey(String type) {
    Attributes planted =
        Canaries.under(List.of("claim.kind", "ward.open", "retry.count", "ward.full"), type);

    assertThat(Canaries.in(redactor.redact(Spans.span(SpanKind.SERVER, planted).build())))
        .isEmpty();
  }

  @Test
  void anotherEnumUnderTheSameKeyIsDropped() {
    assertThat(redacted(span -> span.setAttribute("claim.kind", TimeUnit.DAYS.name())).isEmpty())
        .isTrue();
    assertThat(ledger.attributesRemoved(RuleKind.ENUM)).isOne();
  }

  @Test
  void theEffectivePolicyCountsTheKeysThatCodeHasMade() {
    Policy policy = Policy.strict();

    assertThat(policy.effectiveSha256())
        .matches("[0-9a-f]{64}")
        .isNotEqualTo(policy.sha256())
        .isEqualTo(policy.effectiveSha256());
    assertThat(policy.rule("claim.kind")).isEqualTo("enum(DENTAL,VISION)");
    assertThat(policy.rule("patient_jane")).isNull();
  }

  @Test
  void whatWasRemovedUnderSuchKeysIsCountedTogether() {
    redacted(span -> span.setAttribute("claim.kind", "Jane Roe"));

    assertThat(ledger.attributesRemoved(Policy.strict())).isEqualTo(Map.of("(SafeKey)", 1L));
  }

  @Test
  void theOperatorsRuleForAKeyWins() {
    SpanRedactor configured =
        redactor(Policy.strict().allowing(Map.of("claim.kind", "enum(VISION)")));

    assertThat(
            configured
                .redact(recorded(span -> KIND.set(span, ClaimKind.DENTAL)))
                .getAttributes()
                .isEmpty())
        .isTrue();
  }

  @Test
  void aSpanThatRecordsNothingIsFine() {
    KIND.set(Span.getInvalid(), ClaimKind.DENTAL);
    OPEN.set(Span.current(), true);
    RETRIES.set(Span.getInvalid(), 1);
  }

  @Test
  void aKeyIsMadeWhereNoRequestHasASayInItsName() {
    assertThatIllegalStateException()
        .isThrownBy(() -> SafeKey.ofFlag("patient_jane"))
        .withMessageNotContaining("jane");
    assertThatIllegalStateException().isThrownBy(() -> flag("patient_jane"));
    assertThat(known("patient_jane")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.open",
        "HTTP.open",
        "_dd.open",
        "usr.kind",
        "env",
        "name",
        "db.query.text",
        "k2345678901234567890123456789012345678901234567890123456789012345"
      })
  void aKeyHasANameOfItsOwn(String key) {
    Fixture.key = key;

    assertThatExceptionOfType(ExceptionInInitializerError.class)
        .isThrownBy(() -> deploy(OneFlag.class))
        .withCauseInstanceOf(IllegalArgumentException.class);
    assertThat(known(key)).isNull();
  }

  @Test
  void ofAnEnumWithoutConstantsNothingIsSet() throws Exception {
    Fixture.key = "nothing.kind";
    Fixture.type = Nothing.class;

    ClassLoader loader = deploy(OneEnum.class);

    assertThat(known("nothing.kind")).isNull();
    assertThat(Class.forName(OneEnum.class.getName(), true, loader).getField("KEY").get(null))
        .isNotNull();
    assertThat(redacted(s -> s.setAttribute("nothing.kind", "JANE")).isEmpty()).isTrue();
  }

  @Test
  void aTypeThatIsNoEnumIsRefused() {
    Fixture.key = "any.kind";
    Fixture.type = Enum.class;

    assertThatExceptionOfType(ExceptionInInitializerError.class)
        .isThrownBy(() -> deploy(OneEnum.class))
        .withCauseInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void aKeyIsMadeWhereThrowablesHaveNoStack() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-StackTraceInThrowable",
                "-cp",
                System.getProperty("java.class.path"),
                WithoutStacks.class.getName())
            .redirectErrorStream(true)
            .start();

    String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(jvm.waitFor()).as(said).isZero();
  }

  /** A program of its own. */
  public static final class WithoutStacks {
    private static final SafeKey<Boolean> KEY = SafeKey.ofFlag("plain.open");

    public static void main(String[] none) {
      KEY.set(Span.getInvalid(), true);
    }

    private WithoutStacks() {}
  }

  private enum Nothing {}

  @Test
  void aClassThatMakesKeysFromWhatItReadIsStopped() throws Exception {
    ClassLoader loader = deploy(ManyFlags.class);

    assertThat(known("many.k255")).isNotNull();
    assertThat(known("many.k256")).isNull();
    assertThat(loader).isNotNull();
  }

  @Test
  void applicationsMayShareAKeyForDifferentValues() throws Exception {
    Fixture.key = "shared.kind";
    Fixture.type = ClaimKind.class;
    ClassLoader one = deploy(OneEnum.class);
    Fixture.type = TimeUnit.class;
    ClassLoader two = deploy(OneEnum.class);

    assertThat(redacted(s -> s.setAttribute("shared.kind", "DENTAL")).isEmpty()).isFalse();
    assertThat(redacted(s -> s.setAttribute("shared.kind", "DAYS")).isEmpty()).isFalse();
    assertThat(redacted(s -> s.setAttribute("shared.kind", "JANE")).isEmpty()).isTrue();

    Fixture.key = "shared.kind";
    ClassLoader three = deploy(OneFlag.class);
    assertThat(redacted(s -> s.setAttribute("shared.kind", true)).isEmpty()).isFalse();
    assertThat(redacted(s -> s.setAttribute("shared.kind", "DAYS")).isEmpty()).isFalse();
    assertThat(redacted(s -> s.setAttribute("shared.kind", 1)).isEmpty()).isTrue();
    assertThat(List.of(one, two, three)).doesNotHaveDuplicates();
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void aKeyIsForgottenWithTheApplicationThatMadeIt() throws Exception {
    Fixture.key = "undeployed.open";
    deploy(OneFlag.class);

    while (known("undeployed.open") != null) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(known("ward.open")).isNotNull();
  }

  @Test
  void aKeyWithTooManyValuesIsClosed() {
    SpanRedactor small =
        new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), ledger, 2);
    List<Boolean> left =
        List.of(1, 2, 1, 3, 1).stream()
            .map(count -> recorded(span -> RETRIES.set(span, count)))
            .map(raw -> !small.redact(raw).getAttributes().isEmpty())
            .toList();

    assertThat(left).containsExactly(true, true, true, false, false);
    assertThat(ledger.subjectsClosed()).isOne();
  }

  private static Object known(String key) {
    Evidence evidence = new Evidence(new Vocabulary(), new ThrownTypes());
    return SafeKeys.entry(key, true, SpanKind.INTERNAL, evidence);
  }

  private Attributes redacted(Consumer<Span> work) {
    return redactor.redact(recorded(work)).getAttributes();
  }

  private static SpanData recorded(Consumer<Span> work) {
    InMemorySpanExporter exporter = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()) {
      Span span = provider.get("test").spanBuilder("given").startSpan();
      work.accept(span);
      span.end();
      return exporter.getFinishedSpanItems().get(0);
    }
  }

  /** What the classes of an application under test are made with. */
  public static final class Fixture {
    public static volatile String key = "";
    public static volatile Class<?> type = ClaimKind.class;

    private Fixture() {}
  }

  /** Part of an application. */
  public static final class OneFlag {
    public static final SafeKey<Boolean> KEY = SafeKey.ofFlag(Fixture.key);
  }

  /** Part of an application. */
  public static final class OneEnum {
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static final SafeKey<?> KEY = SafeKey.ofEnum(Fixture.key, (Class) Fixture.type);
  }

  /** Part of an application. */
  public static final class ManyFlags {
    static {
      for (int i = 0; i < 300; i++) {
        SafeKey.ofFlag("many.k" + i);
      }
    }
  }

  private static ClassLoader deploy(Class<?> part) throws Exception {
    ClassLoader loader = new OwnLoader(part);
    Class.forName(part.getName(), true, loader);
    return loader;
  }

  /** Defines one class anew, as the class loader of an application does. */
  private static final class OwnLoader extends ClassLoader {
    private final Class<?> part;

    OwnLoader(Class<?> part) {
      super(part.getClassLoader());
      this.part = part;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(part.getName())) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      try (var bytes =
          part.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] code = bytes.readAllBytes();
        return defineClass(name, code, 0, code.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
