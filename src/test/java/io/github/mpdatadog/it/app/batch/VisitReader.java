// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.AbstractItemReader;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;

/** Reads some visits of the one patient. */
@Named("visitReader")
@Dependent
public class VisitReader extends AbstractItemReader {
  @Inject @BatchProperty String patient;
  @Inject @BatchProperty String count;

  private int next;

  @Override
  public void open(Serializable checkpoint) {
    next = checkpoint == null ? 0 : Integer.parseInt(checkpoint.toString().split(";")[0]);
  }

  @Override
  public Object readItem() {
    return next < Integer.parseInt(count) ? next++ + ";" + patient : null;
  }

  @Override
  public Serializable checkpointInfo() {
    return next + ";" + patient;
  }
}
