// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.batch.api.chunk.AbstractItemWriter;
import jakarta.enterprise.context.Dependent;
import java.util.List;

/** A bean of a class that cannot be extended, so not one to intercept. */
@Dependent
public final class PlainWriter extends AbstractItemWriter {
  @Override
  public void writeItems(List<Object> items) {}
}
