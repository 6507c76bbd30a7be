// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * Chunks are transactions: the container begins one for each, and their end tells whether the items
 * were written. So a chunk that is rolled back and tried again is several. Thread-safe.
 */
final class Chunks {

  private static final Object KEY = Chunks.class.getName();

  /** Calls that a chunk begins with. A reader is opened and closed in transactions of its own. */
  private static final Set<String> FIRST =
      Set.of("beforeChunk", "beforeRead", "readItem", "processItem", "writeItems");

  private final Spans spans;
  private final Lookup lookup;

  Chunks(Spans spans, Lookup lookup) {
    this.spans = spans;
    this.lookup = lookup;
  }

  /** The chunk of the transaction that this thread works in. */
  @Nullable WorkSpan current() {
    TransactionSynchronizationRegistry active = active();
    return active != null && active.getResource(KEY) instanceof WorkSpan chunk ? chunk : null;
  }

  /** Begins one if the method does, else gives the step. */
  WorkSpan begin(String method, WorkSpan step) {
    TransactionSynchronizationRegistry active = FIRST.contains(method) ? active() : null;
    if (active == null) {
      return step;
    }
    End end = new End(spans);
    try {
      active.registerInterposedSynchronization(end);
    } catch (RuntimeException | LinkageError over) {
      // A transaction that tells no end has no span, which nobody would end.
      return step;
    }
    WorkSpan chunk = spans.chunk(step);
    end.chunk = chunk;
    active.putResource(KEY, chunk);
    return chunk;
  }

  private @Nullable TransactionSynchronizationRegistry active() {
    TransactionSynchronizationRegistry all = lookup.transactions();
    return all == null || all.getTransactionKey() == null ? null : all;
  }

  private static final class End implements Synchronization {

    private final Spans spans;
    private volatile @Nullable WorkSpan chunk;

    End(Spans spans) {
      this.spans = spans;
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      WorkSpan begun = chunk;
      if (begun != null) {
        begun.end(status != Status.STATUS_COMMITTED, null, spans.vocabulary());
      }
    }
  }

  /** Where the server's transactions are found; asked when a job first runs, not before. */
  static class Lookup {

    private volatile @Nullable TransactionSynchronizationRegistry found;

    @SuppressWarnings("BanJNDI") // a name that every server has
    @Nullable TransactionSynchronizationRegistry transactions() {
      if (found == null) {
        try {
          found =
              (TransactionSynchronizationRegistry)
                  new InitialContext().lookup("java:comp/TransactionSynchronizationRegistry");
        } catch (NamingException | RuntimeException none) {
          // Then a step has no chunks.
          return null;
        }
      }
      return found;
    }
  }
}
