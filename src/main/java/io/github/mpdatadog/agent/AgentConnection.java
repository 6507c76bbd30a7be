// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection to the Agent, over TCP or a unix socket.
 *
 * <p>Our own and not the JDK's {@code HttpClient}, because that one has no unix sockets, and its
 * selector thread outlives the application: it would hold the class loader after an undeploy. This
 * one has no thread; the caller's waits, never past the deadline. Only the look-up of a host name
 * has no time limit in the JDK.
 *
 * <p>{@link #exchange} is for one thread at a time, {@link #abort} for any.
 */
final class AgentConnection {
  private final AgentAddress address;
  private final Duration connectTimeout;
  private final Duration requestTimeout;
  private volatile @Nullable DeadlineChannel channel;
  private volatile boolean aborted;

  AgentConnection(AgentAddress address, Duration connectTimeout, Duration requestTimeout) {
    this.address = address;
    this.connectTimeout = connectTimeout;
    this.requestTimeout = requestTimeout;
  }

  /**
   * Sends a request and returns the answer's status.
   *
   * @throws IOException {@link ConnectException}, {@link SocketTimeoutException}, {@link
   *     ProtocolException} or any other; the connection is closed then
   */
  int exchange(ByteBuffer head, ByteBuffer body) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted"); // not only if the Agent happens to be slow
    }
    long deadline = System.nanoTime() + requestTimeout.toNanos();
    DeadlineChannel idle = channel;
    if (idle != null && !idle.isStale()) {
      try {
        return attempt(idle, head.duplicate(), body.duplicate(), deadline);
      } catch (ClosedWhileIdle e) {
        // The peer closed it while the request was on its way: that is normal, try a new one.
      }
    }
    close();
    return attempt(connect(deadline), head, body, deadline);
  }

  /** Makes a running request fail at once, and every later one. */
  void abort() {
    aborted = true;
    DeadlineChannel running = channel;
    if (running != null) {
      running.abort();
    }
  }

  /** Not while a request runs. */
  void close() {
    DeadlineChannel old = channel;
    channel = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException e) {
        // nothing is lost with it
      }
    }
  }

  private int attempt(DeadlineChannel open, ByteBuffer head, ByteBuffer body, long deadline)
      throws IOException {
    boolean keep = false;
    open.setDeadline(deadline);
    FirstByte answer = new FirstByte(open);
    try {
      boolean whole = write(open, head, body);
      AgentResponse response = AgentResponse.read(answer);
      keep = whole && response.reusable();
      return response.status();
    } catch (InterruptedIOException | AsynchronousCloseException | ProtocolException e) {
      throw e;
    } catch (IOException e) {
      throw answer.came ? e : new ClosedWhileIdle(e);
    } finally {
      if (!keep) {
        close();
      }
    }
  }

  /** A refusal of a large body often comes with a reset, after an answer that can still be read. */
  private static boolean write(DeadlineChannel open, ByteBuffer head, ByteBuffer body)
      throws IOException {
    try {
      return open.write(head, body);
    } catch (InterruptedIOException | AsynchronousCloseException e) {
      throw e;
    } catch (IOException e) {
      return false;
    }
  }

  private DeadlineChannel connect(long deadline) throws IOException {
    IOException failure = new ConnectException("no address");
    for (SocketAddress candidate : address.resolve()) {
      DeadlineChannel fresh = DeadlineChannel.open(candidate);
      channel = fresh;
      if (aborted) { // checked after the channel is visible, so that abort() cannot miss it
        close();
        throw new AsynchronousCloseException();
      }
      try {
        fresh.setDeadline(Math.min(deadline, System.nanoTime() + connectTimeout.toNanos()));
        fresh.connect(candidate);
        return fresh;
      } catch (ConnectException | SocketTimeoutException e) {
        close();
        failure = e;
      } catch (IOException | RuntimeException e) {
        close();
        throw e;
      }
    }
    throw failure;
  }

  /** Remembers whether the peer answered at all: only if not may the request be sent again. */
  private static final class FirstByte implements ByteSource {
    private final ByteSource in;
    private boolean came;

    FirstByte(ByteSource in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      int c = in.read();
      came |= c >= 0;
      return c;
    }
  }

  private static final class ClosedWhileIdle extends IOException {
    ClosedWhileIdle(IOException cause) {
      super("closed before the answer", cause);
    }
  }
}
