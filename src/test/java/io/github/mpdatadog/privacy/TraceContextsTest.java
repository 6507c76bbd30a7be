// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.propagation.Decision;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.junit.jupiter.api.Test;

class TraceContextsTest {

  @Test
  void passesACleanContextOfTheApiAsItIs() {
    SpanContext context = Spans.context(TraceState.getDefault());

    assertThat(TraceContexts.clean(context)).isSameAs(context);
  }

  @Test
  void reducesTheStateToTheDatadogMember() {
    TraceState state = TraceState.builder().put("dd", "s:2;x:y").put("vendor", "jane").build();

    SpanContext clean = TraceContexts.clean(Spans.context(state));

    assertThat(clean.getTraceState().asMap()).containsOnlyKeys("dd").containsEntry("dd", "s:2");
    assertThat(clean.getTraceId()).isEqualTo(Spans.TRACE_ID);
    assertThat(clean.isSampled()).isTrue();
  }

  /** What our sampler and reader noted; the same as text may be anybody's number. */
  @Test
  void keepsSharesAndErrorsOfOurOwnStateOnly() {
    TraceState own =
        new Decision(1, "-3", null, null, "malformed_tid", "0.5", "0.25").toTraceState();
    TraceState read =
        TraceState.builder().put("dd", "s:1;r:0.078051120;l:0.19690411;e:malformed_tid").build();

    assertThat(dd(own)).isEqualTo("s:1;t.dm:-3;e:malformed_tid;r:0.5;l:0.25");
    assertThat(dd(own.toBuilder().build())).isEqualTo("s:1;t.dm:-3");
    assertThat(dd(read)).isEqualTo("s:1");
  }

  private static String dd(TraceState state) {
    return TraceContexts.clean(Spans.context(state)).getTraceState().get("dd");
  }

  @Test
  void keepsARemoteContextRemote() {
    TraceState state = TraceState.builder().put("vendor", "jane").build();
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            Spans.TRACE_ID, Spans.SPAN_ID, TraceFlags.getDefault(), state);

    SpanContext clean = TraceContexts.clean(remote);

    assertThat(clean.isRemote()).isTrue();
    assertThat(clean.isSampled()).isFalse();
    assertThat(clean.getTraceState().isEmpty()).isTrue();
  }

  @Test
  void replacesAForeignImplementation() {
    SpanContext clean = TraceContexts.clean(new Foreign(Spans.TRACE_ID));

    assertThat(clean).isEqualTo(Spans.context(TraceState.getDefault()));
    assertThat(clean.toString()).doesNotContain("Foreign");
  }

  @Test
  void isInvalidWhenTheIdsAreNoIds() {
    assertThat(TraceContexts.clean(new Foreign("janeroejaneroejaneroejaneroejane")))
        .isSameAs(SpanContext.getInvalid());
  }

  private record Foreign(String traceId) implements SpanContext {
    @Override
    public String getTraceId() {
      return traceId;
    }

    @Override
    public String getSpanId() {
      return Spans.SPAN_ID;
    }

    @Override
    public TraceFlags getTraceFlags() {
      return TraceFlags.getSampled();
    }

    @Override
    public TraceState getTraceState() {
      return TraceState.getDefault();
    }

    @Override
    public boolean isValid() {
      return true;
    }

    @Override
    public boolean isRemote() {
      return false;
    }
  }
}
