// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;

/** A canary between any two texts, under any key and under all those that the policy knows. */
class RedactorFuzz {

  private final SpanRedactor redactor =
      new SpanRedactor(Policy.strict(), new Vocabulary(), Resource.empty(), new Ledger());

  @FuzzTest(maxDuration = "60s")
  void theCanaryNeverComesOut(@NotNull String key, @NotNull String before, @NotNull String behind) {
    String text = before + Canaries.SENTENCE + behind;
    AttributesBuilder attributes = Attributes.builder().put(key, text);
    attributes.put(key + Canaries.WORD, before);
    for (String known :
        List.of(
            "http.route",
            "url.full",
            "url.path",
            "http.request.method",
            "server.address",
            "db.query.text",
            "db.query.summary",
            "db.collection.name",
            "error.type",
            "messaging.destination.name",
            "code.function.name",
            "db.response.status_code",
            "network.protocol.version")) {
      attributes.put(known, text);
    }
    SpanData span =
        redactor.redact(
            Spans.span(SpanKind.CLIENT, attributes.build())
                .setName(text)
                .setEvents(List.of(EventData.create(1, text, attributes.build())))
                .build());

    assertThat(span == null ? List.of() : Canaries.in(span)).isEmpty();
  }
}
