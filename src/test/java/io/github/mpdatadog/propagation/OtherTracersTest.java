// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.propagation.DatadogPropagator.Family;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Headers as other tracers write them go on as one trace, with its decision and no more. */
class OtherTracersTest {

  private static final List<Family> FAMILIES =
      List.of(Family.DATADOG, Family.TRACECONTEXT, Family.B3MULTI, Family.B3SINGLE);
  private static final DatadogPropagator ALL = DatadogPropagator.create(FAMILIES, FAMILIES);

  /** {@code name=value} for each header, split at two blanks. */
  private static Map<String, String> headers(String text) {
    Map<String, String> headers = new HashMap<>();
    for (String header : text.split(" {2,}", -1)) {
      int equals = header.indexOf('=');
      headers.put(header.substring(0, equals), header.substring(equals + 1));
    }
    return headers;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ddtrace (Python)     | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=1  x-datadog-tags=_dd.p.dm=-0,_dd.p.tid=640cfd8d00000000  traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-01  tracestate=dd=p:000000003ade68b1;s:1;t.dm:-0;t.tid:640cfd8d00000000 | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          ddtrace, asm         | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=2  x-datadog-tags=_dd.p.ts=02,_dd.p.dm=-5,_dd.p.tid=640cfd8d00000000,_dd.p.usr.id=SmFuZSBSb2U= | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 2
          ddtrace, 64 bits     | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=0 | 0000000000000000112210f47de98115 | 000000003ade68b1 | 0
          dd-trace-go          | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=2  x-datadog-tags=_dd.p.dm=-3,_dd.p.tid=640cfd8d00000000  traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-01  tracestate=dd=s:2;p:000000003ade68b1;t.dm:-3,congo=t61rcWkgMzE | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 2
          dd-trace-js          | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=-1  x-datadog-tags=_dd.p.tid=640cfd8d00000000  traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-00  tracestate=dd=s:-1;p:000000003ade68b1 | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | -1
          dd-trace-java        | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=1  x-datadog-origin=synthetics  x-datadog-tags=_dd.p.tid=640cfd8d00000000,_dd.p.dm=934086a686-4  ot-baggage-user=Roe  baggage=user.id=Roe  traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-01  tracestate=dd=s:1;o:synthetics;p:000000003ade68b1;t.dm:934086a686-4 | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          dd-trace-dotnet      | traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-01  tracestate=dd=s:1;p:000000003ade68b1;t.dm:-0;t.usr.id:SmFuZSBSb2U~  x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=1  x-datadog-tags=_dd.p.tid=640cfd8d00000000,_dd.p.dm=-0,_dd.p.usr.id=SmFuZSBSb2U= | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          dd-trace-rb          | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=1  x-datadog-tags=_dd.p.dm=-1,_dd.p.tid=640cfd8d00000000  traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-01  tracestate=dd=s:1;t.dm:-1;p:000000003ade68b1 | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          dd-trace-php         | x-datadog-trace-id=1234567890123456789  x-datadog-parent-id=987654321  x-datadog-sampling-priority=1  x-datadog-tags=_dd.p.tid=640cfd8d00000000,_dd.p.dm=-1,_dd.p.hn=Roe  tracestate=dd=t.dm:-1;s:1  traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-01 | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          OpenTelemetry, kept  | traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-01 | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          OpenTelemetry, random flag | traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-03  tracestate=ot=th:8;rv:6e6d1a75832a2f | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          OpenTelemetry, dropped | traceparent=00-640cfd8d00000000112210f47de98115-000000003ade68b1-00  tracestate=vendor=Roe  baggage=patient=Roe | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 0
          a later version      | traceparent=01-640cfd8d00000000112210f47de98115-000000003ade68b1-01-Roe | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          Zipkin, many headers | x-b3-traceid=640cfd8d00000000112210f47de98115  x-b3-spanid=000000003ade68b1  x-b3-parentspanid=00000000000000ff  x-b3-sampled=1 | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          Zipkin, one header   | b3=640cfd8d00000000112210f47de98115-000000003ade68b1-1-00000000000000ff | 640cfd8d00000000112210f47de98115 | 000000003ade68b1 | 1
          Envoy, 64 bits       | x-b3-traceid=112210f47de98115  x-b3-spanid=000000003ade68b1  x-b3-sampled=0  x-request-id=Roe | 0000000000000000112210f47de98115 | 000000003ade68b1 | 0
          """)
  void oneTraceGoesOn(String tracer, String text, String trace, String span, int priority) {
    SpanContext context = Carrier.extract(ALL, headers(text));

    assertThat(context.getTraceId()).isEqualTo(trace);
    assertThat(context.getSpanId()).isEqualTo(span);
    assertThat(Decision.of(context.getTraceState()).priority()).isEqualTo(priority);
    assertThat(context.isSampled()).isEqualTo(priority > 0);
    assertThat(Carrier.inject(ALL, context).toString())
        .contains(trace, span)
        .doesNotContainIgnoringCase("roe")
        .doesNotContain(
            "SmFuZSBSb2U", "congo", "934086a686", "640cfd8d00000000112210f47de98115-Roe");
  }
}
