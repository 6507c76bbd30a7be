// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.TraceState;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A decision behaves as any trace state does: OpenTelemetry and its exporters see no difference.
 */
class DecisionStateTest {

  private final Decision decision = new Decision(2, "-3", "rum");
  private final TraceState state = decision.toTraceState();
  private final TraceState plain = TraceState.builder().put("dd", "s:2;o:rum;t.dm:-3").build();

  @Test
  void isATraceStateWithDatadogsMemberAndNoOther() {
    Map<String, String> seen = new HashMap<>();
    state.forEach(seen::put);

    assertThat(seen).isEqualTo(plain.asMap());
    assertThat(state.asMap()).isEqualTo(plain.asMap());
    assertThat(state.get("dd")).isEqualTo(plain.get("dd"));
    assertThat(state.get("other")).isNull();
    assertThat(state.size()).isEqualTo(1);
    assertThat(state.isEmpty()).isFalse();
  }

  @Test
  void canBeBuiltUpon() {
    assertThat(state.toBuilder().put("other", "1").build().asMap())
        .isEqualTo(plain.toBuilder().put("other", "1").build().asMap());
  }

  @Test
  void isEqualToTheSameDecision() {
    assertThat(new Decision(2, "-3", "rum").toTraceState())
        .isEqualTo(state)
        .hasSameHashCodeAs(state);
    assertThat(new Decision(1, "-3", "rum").toTraceState()).isNotEqualTo(state);
  }

  @Test
  void isReadBackFromItsTextToo() {
    assertThat(Decision.of(state)).isSameAs(decision);
    assertThat(Decision.of(plain)).isEqualTo(decision);
  }

  @Test
  void whatOnlyThisJvmNotesIsNotReadFromText() {
    TraceState read =
        TraceState.builder().put("dd", "s:2;o:rum;t.dm:-3;e:malformed_tid;r:0.07;l:0.5").build();

    assertThat(Decision.of(read)).isEqualTo(decision);
  }

  @Test
  void nothingDecidedIsNoState() {
    assertThat(Decision.NONE.toTraceState()).isSameAs(TraceState.getDefault());
    assertThat(Decision.of(TraceState.getDefault())).isEqualTo(Decision.NONE);
  }
}
