// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A span of which every object is hostile: each call into any of them is counted, and in run n the
 * n-th call fails. Whatever comes out then is searched.
 */
class EveryCallFailsTest {

  /** Ways to fail; all carry data, which must not come out either. */
  enum Fault {
    EXCEPTION(() -> new IllegalStateException(Canaries.SENTENCE)),
    CHECKED(() -> new SQLException(Canaries.SENTENCE)),
    ERROR(() -> new LinkageError(Canaries.SENTENCE)),
    ASSERTION(() -> new AssertionError(Canaries.SENTENCE)),
    RECURSION(StackOverflowError::new),
    MEMORY(() -> new OutOfMemoryError(Canaries.SENTENCE));

    private final Supplier<Throwable> thrown;

    Fault(Supplier<Throwable> thrown) {
      this.thrown = thrown;
    }
  }

  private int calls;
  private int failing;
  private Fault fault;

  @ParameterizedTest
  @EnumSource(Fault.class)
  void whicheverCallFailsNoDataComesOut(Fault fault) {
    this.fault = fault;
    failing = Integer.MAX_VALUE;
    assertThat(redacted(new Ledger())).isNotNull();
    int all = calls;
    assertThat(all).as("calls into a hostile span").isGreaterThan(60);

    for (failing = 1; failing <= all; failing++) {
      Ledger ledger = new Ledger();
      SpanData span = redacted(ledger);

      assertThat(calls).as("the call that fails was reached").isGreaterThanOrEqualTo(failing);
      assertThat(span == null ? Set.of() : Canaries.in(span)).as("call %d", failing).isEmpty();
      assertThat(ledger.spansSeen()).isOne();
      assertThat(ledger.spansDropped()).isEqualTo(span == null ? 1 : 0);
    }
  }

  /** Nothing but the end of the JVM passes; then the SDK's worker is told, and not the request. */
  private SpanData redacted(Ledger ledger) {
    calls = 0;
    SpanRedactor redactor =
        new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), ledger);
    SpanData hostile = hostile();
    try {
      return redactor.redact(hostile);
    } catch (OutOfMemoryError dying) {
      assertThat(fault).isEqualTo(Fault.MEMORY);
      return null;
    }
  }

  private SpanData hostile() {
    Attributes attributes = failing(Attributes.class, attributes(), Map.of());
    SpanContext context = failing(SpanContext.class, context(), Map.of());
    EventData event =
        failing(
            EventData.class,
            EventData.create(1, Canaries.SENTENCE, Attributes.empty()),
            Map.of("getAttributes", attributes));
    LinkData link =
        failing(
            LinkData.class,
            LinkData.create(context()),
            Map.of("getSpanContext", context, "getAttributes", attributes));
    StatusData status =
        failing(StatusData.class, StatusData.create(StatusCode.ERROR, Canaries.SENTENCE), Map.of());
    return failing(
        SpanData.class,
        Spans.span(SpanKind.CLIENT).setName(Canaries.SENTENCE).build(),
        Map.of(
            "getAttributes", attributes,
            "getSpanContext", context,
            "getParentSpanContext", context,
            "getStatus", status,
            "getEvents", failing(List.class, List.of(event, exceptionEvent()), Map.of()),
            "getLinks", failing(List.class, List.of(link), Map.of())));
  }

  private Attributes attributes() {
    Map<AttributeKey<?>, Object> all = new LinkedHashMap<>();
    all.put(key("patient.name"), Canaries.SENTENCE);
    all.put(key("http.request.method"), "GET");
    all.put(key("http.route"), "/" + Canaries.WORD);
    all.put(key("db.system.name"), "mysql");
    all.put(key("db.query.text"), "select '" + Canaries.WORD + "'");
    all.put(key("error.type"), Canaries.WORD);
    all.put(key("url.scheme"), new HostileText());
    Attributes empty = Attributes.empty();
    return (Attributes)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Attributes.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("forEach")) {
                @SuppressWarnings("unchecked")
                BiConsumer<AttributeKey<?>, Object> to =
                    (BiConsumer<AttributeKey<?>, Object>) arguments[0];
                all.forEach(to);
                return null;
              }
              return method.getName().equals("size") ? all.size() : method.invoke(empty, arguments);
            });
  }

  /** A key is an interface that anybody may implement. */
  private AttributeKey<?> key(String key) {
    return failing(AttributeKey.class, AttributeKey.stringKey(key), Map.of());
  }

  private static SpanContext context() {
    return Spans.context(TraceState.builder().put("dd", "s:1;t.usr.id:" + Canaries.WORD).build());
  }

  private EventData exceptionEvent() {
    return io.opentelemetry.sdk.trace.internal.data.ExceptionEventData.create(
        SpanLimits.getDefault(), 1, new HostileException(3), Attributes.empty());
  }

  /** Counts each call, and fails in the one whose turn it is. */
  private <T> T failing(Class<T> type, T real, Map<String, ?> instead) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              // In a hash map of the test itself, and for messages of assertions.
              if (!method.getName().equals("hashCode") || type != AttributeKey.class) {
                count();
              }
              if (instead.containsKey(method.getName())) {
                return instead.get(method.getName());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  private void count() {
    if (++calls == failing) {
      EveryCallFailsTest.<RuntimeException>sneak(fault.thrown.get());
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /** Not a String, though its key says so. */
  private final class HostileText implements CharSequence {
    @Override
    public int length() {
      count();
      return 5;
    }

    @Override
    public char charAt(int index) {
      count();
      return 'x';
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      count();
      return this;
    }

    @Override
    public String toString() {
      count();
      return Canaries.SENTENCE;
    }

    @Override
    public boolean equals(Object other) {
      count();
      return true;
    }

    @Override
    public int hashCode() {
      count();
      return "https".hashCode();
    }
  }

  private final class HostileException extends SQLException {
    private static final long serialVersionUID = 1;

    private final transient int more;

    HostileException(int more) {
      super(Canaries.SENTENCE, Canaries.WORD);
      this.more = more;
      setStackTrace(
          new StackTraceElement[] {new StackTraceElement("a b", Canaries.SENTENCE, "c d", 1)});
    }

    @Override
    public String getMessage() {
      count();
      return Canaries.SENTENCE;
    }

    @Override
    public String getLocalizedMessage() {
      count();
      return Canaries.SENTENCE;
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      count();
      return super.getStackTrace();
    }

    @Override
    public synchronized Throwable getCause() {
      count();
      return more == 0 ? null : new HostileException(more - 1);
    }

    @Override
    public SQLException getNextException() {
      count();
      return more == 0 ? null : new HostileException(0);
    }

    @Override
    public String toString() {
      count();
      return Canaries.SENTENCE;
    }
  }
}
