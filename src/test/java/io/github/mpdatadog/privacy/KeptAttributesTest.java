// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;

/** What the SDK's own attributes do, as far as an exporter can tell. */
class KeptAttributesTest {

  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<Long> PORT = AttributeKey.longKey("server.port");

  private final KeptPairs pairs = new KeptPairs();

  @Test
  void whatWasAddedIsFoundByItsKeyAndType() {
    pairs.add(ROUTE, "/visits");
    pairs.add(PORT, 9443L);

    assertThat(kept().get(ROUTE)).isEqualTo("/visits");
    assertThat(kept().get(PORT)).isEqualTo(9443L);
    assertThat(kept().get(AttributeKey.stringKey("server.port"))).isNull();
    assertThat(kept().size()).isEqualTo(2);
  }

  @Test
  void itEqualsWhatHoldsTheSame() {
    pairs.add(ROUTE, "/visits");
    pairs.add(PORT, 9443L);
    KeptPairs others = new KeptPairs();
    others.add(PORT, 9443L);
    others.add(ROUTE, "/visits");
    Attributes other = kept(others);

    assertThat(kept())
        .isEqualTo(other)
        .hasSameHashCodeAs(other)
        .hasToString(kept().asMap().toString());
    assertThat(kept().hashCode()).isNotZero();
    others.add(DESTINATION, "visits");
    assertThat(kept()).isNotEqualTo(kept(others)).isNotEqualTo(Attributes.empty());
  }

  @Test
  void itsCopyIsTheSdksOwn() {
    pairs.add(ROUTE, "/visits");

    assertThat(kept().toBuilder().build()).isEqualTo(Attributes.of(ROUTE, "/visits"));
  }

  @Test
  void aRemovedOneLeavesTheOthersInTheirOrder() {
    pairs.add(ROUTE, "/visits");
    pairs.add(DESTINATION, "visits");
    pairs.add(PORT, 9443L);

    pairs.remove(Role.DESTINATION);

    assertThat(kept().size()).isEqualTo(2);
    assertThat(kept().get(DESTINATION)).isNull();
    assertThat(kept().get(ROUTE)).isEqualTo("/visits");
    assertThat(kept().get(PORT)).isEqualTo(9443L);
    pairs.add(DESTINATION, "again");
    assertThat(kept().asMap()).containsOnlyKeys(ROUTE, PORT, DESTINATION);
  }

  @Test
  void itHoldsAsManyAsASpanHas() {
    for (long i = 0; i < 200; i++) {
      pairs.add(AttributeKey.longKey("k" + i), i);
    }

    assertThat(kept().size()).isEqualTo(128);
    assertThat(kept().get(AttributeKey.longKey("k127"))).isEqualTo(127);
    assertThat(kept().get(AttributeKey.longKey("k128"))).isNull();
  }

  private Attributes kept() {
    return kept(pairs);
  }

  private static Attributes kept(KeptPairs pairs) {
    return KeptAttributes.of(pairs.toArray());
  }
}
