// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.mpdatadog.config.OnBypass;
import io.github.mpdatadog.privacy.Ledger;
import io.github.mpdatadog.privacy.Policy;
import io.github.mpdatadog.privacy.SpanRedactor;
import io.github.mpdatadog.privacy.Vocabulary;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In the JVM's own MBean server, as a monitoring tool sees it. */
class TelemetryBeanTest {

  private static final String CANARY = "Zephyrine";
  private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

  private final Ledger ledger = new Ledger();
  private final Gate gate = new Gate(OnBypass.FAIL);
  private final TelemetryBean bean = bean("bean-test");
  private final TelemetryBean twin = bean("bean-test");

  private TelemetryBean bean(String application) {
    Account account =
        new Account(
            application, Policy.strict(), ledger, gate, Instant.parse("2026-11-22T08:00:00Z"));
    account.selfTestPassed(Instant.parse("2026-11-22T08:00:01Z"));
    return new TelemetryBean(
        account, new AuditLog(account, Duration.ofHours(1), Clock.systemUTC(), line -> {}));
  }

  @AfterEach
  void unregister() {
    bean.unregister();
    twin.unregister();
  }

  private static ObjectName name(String rest) throws JMException {
    return new ObjectName("io.github.mpdatadog:type=Telemetry,application=" + rest);
  }

  private void redactASpan() {
    InMemorySpanExporter captured = InMemorySpanExporter.create();
    try (SdkTracerProvider provider =
        SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(captured))
            .build()) {
      provider
          .get("t")
          .spanBuilder(CANARY)
          .setAttribute("url.query", CANARY)
          .setAttribute("url.path", CANARY)
          .setAttribute(CANARY, CANARY)
          .startSpan()
          .end();
      new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), ledger)
          .redact(captured.getFinishedSpanItems().get(0));
    }
  }

  @Test
  void theLedgerCanBeReadUnderTheApplicationsName() throws JMException {
    redactASpan();
    bean.register();

    assertThat(SERVER.getAttribute(name("bean-test"), "SpansSeen")).isEqualTo(1L);
    assertThat(SERVER.getAttribute(name("bean-test"), "UnknownKeysRemoved")).isEqualTo(1L);
    assertThat(SERVER.getAttribute(name("bean-test"), "RemovedByKey"))
        .isEqualTo(Map.of("url.path", 1L, "url.query", 1L));
    assertThat(SERVER.getAttribute(name("bean-test"), "RemovedByRule"))
        .isEqualTo(Map.of("drop", 1L, "path", 1L));
    assertThat(SERVER.getAttribute(name("bean-test"), "PolicySha256"))
        .isEqualTo(Policy.strict().effectiveSha256());
    assertThat(SERVER.getAttribute(name("bean-test"), "SelfTestTime"))
        .isEqualTo("2026-11-22T08:00:01Z");
    assertThat(SERVER.getAttribute(name("bean-test"), "GateClosed")).isEqualTo(false);
  }

  @Test
  void namesThatTheVocabularyHadNoRoomForCanBeRead() throws JMException {
    bean.register();

    assertThat(SERVER.getAttribute(name("bean-test"), "TextsBeyondLimit"))
        .isEqualTo(Vocabulary.shared().beyondLimit());
  }

  @Test
  void everyAttributeIsDescribedAndReadableAndHoldsNoValue() throws JMException {
    redactASpan();
    bean.register();

    MBeanAttributeInfo[] attributes = SERVER.getMBeanInfo(name("bean-test")).getAttributes();
    assertThat(attributes).hasSizeGreaterThan(20);
    for (MBeanAttributeInfo attribute : attributes) {
      assertThat(attribute.getDescription()).as(attribute.getName()).isNotBlank();
      assertThat(attribute.isWritable()).isFalse();
      Object value = SERVER.getAttribute(name("bean-test"), attribute.getName());
      assertThat(value).as(attribute.getName()).isNotNull();
      assertThat(value.toString()).doesNotContain(CANARY);
    }
  }

  @Test
  void explainTellsTheRuleOfAKeyAndRepeatsNoUnknownOne() throws JMException {
    redactASpan();
    bean.register();

    assertThat(explain("url.query")).isEqualTo("url.query: drop; removed 1 times");
    assertThat(explain("http.response.status_code")).contains("int(100..599)", "removed 0 times");
    assertThat(explain(CANARY)).startsWith("no rule").doesNotContain(CANARY);
  }

  private static String explain(String key) throws JMException {
    Object answer =
        SERVER.invoke(
            name("bean-test"), "explain", new Object[] {key}, new String[] {"java.lang.String"});
    return answer.toString();
  }

  @Test
  void twoApplicationsOfOneNameDoNotClash() throws JMException {
    bean.register();
    twin.register();

    assertThat(SERVER.isRegistered(name("bean-test"))).isTrue();
    assertThat(SERVER.isRegistered(name("bean-test,instance=2"))).isTrue();
    twin.unregister();
    assertThat(SERVER.isRegistered(name("bean-test"))).isTrue();
    assertThat(SERVER.isRegistered(name("bean-test,instance=2"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,type=X", "a=b", "a:b", "*", "a\"b", "a b", "a\nb", ""})
  void anyNameIsQuotedSafely(String application) throws JMException {
    Set<ObjectName> before = SERVER.queryNames(name("*"), null);
    TelemetryBean odd = bean(application);
    odd.register();
    Set<ObjectName> after = SERVER.queryNames(name("*"), null);
    odd.unregister();

    after.removeAll(before);
    assertThat(after)
        .singleElement()
        .satisfies(
            found ->
                assertThat(ObjectName.unquote(found.getKeyProperty("application")))
                    .isEqualTo(application));
  }

  @Test
  void nothingCanBeSetOrCalledThroughIt() throws JMException {
    bean.register();

    assertThatThrownBy(
            () ->
                SERVER.setAttribute(
                    name("bean-test"), new javax.management.Attribute("SpansSeen", 0L)))
        .isInstanceOf(JMException.class);
    assertThatThrownBy(
            () -> SERVER.invoke(name("bean-test"), "unregister", new Object[0], new String[0]))
        .isInstanceOf(Exception.class);
  }
}
