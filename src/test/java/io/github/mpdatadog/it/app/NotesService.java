// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import io.opentelemetry.instrumentation.annotations.SpanAttribute;
import io.opentelemetry.instrumentation.annotations.WithSpan;
import jakarta.enterprise.context.ApplicationScoped;

/** Methods that the server itself makes spans of. */
@ApplicationScoped
public class NotesService {
  @WithSpan("notes.store")
  public void store(
      @SpanAttribute("note.text") String text, @SpanAttribute("author") String author) {}

  @WithSpan
  public void fail(@SpanAttribute("note.text") String text) {
    throw new IllegalArgumentException("invalid note '" + text + "'");
  }
}
