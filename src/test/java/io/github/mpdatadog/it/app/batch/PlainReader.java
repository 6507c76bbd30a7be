// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.inject.Inject;

/** No bean: named in the job XML by its class. */
public class PlainReader extends AbstractItemReader {
  @Inject @BatchProperty String patient;

  private int next;

  @Override
  public Object readItem() {
    if ("broken".equals(patient)) {
      throw new ArithmeticException(patient);
    }
    return next < 5 ? next++ + ";" + patient : null;
  }
}
