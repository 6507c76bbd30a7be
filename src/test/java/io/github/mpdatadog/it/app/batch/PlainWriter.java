// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import java.util.List;

/** No bean: named in the job XML by its class. */
public final class PlainWriter extends AbstractItemWriter {
  @Override
  public void writeItems(List<Object> items) {}
}
