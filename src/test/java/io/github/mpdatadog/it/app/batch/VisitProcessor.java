// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.batch.api.BatchProperty;
import jakarta.batch.api.chunk.ItemProcessor;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** Chokes on one of the visits: for ever, until it is skipped, or once. */
@Named("visitProcessor")
@Dependent
public class VisitProcessor implements ItemProcessor {
  @Inject @BatchProperty String bad;

  private boolean choked;

  @Override
  public Object processItem(Object item) {
    String[] parts = item.toString().split(";", 2);
    if (bad == null || !bad.endsWith(":" + parts[0])) {
      return item;
    }
    switch (bad.split(":")[0]) {
      case "skip" -> throw new UnreadableVisit(parts[1]);
      case "retry" -> {
        if (!choked) {
          choked = true;
          throw new UnreadableVisit(parts[1]);
        }
        return item;
      }
      default -> throw new IllegalArgumentException("no such visit of " + parts[1]);
    }
  }

  /** Named in the job XML as one to be skipped or tried again. */
  public static class UnreadableVisit extends RuntimeException {
    UnreadableVisit(String patient) {
      super(patient);
    }
  }
}
