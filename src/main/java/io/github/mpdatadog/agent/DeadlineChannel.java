// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connected socket on which every operation ends at the deadline.
 *
 * <p>All methods are for one thread at a time, except {@link #abort}.
 */
final class DeadlineChannel implements ByteSource, Closeable {
  private static final int READ_BUFFER = 4 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final ByteBuffer received = ByteBuffer.allocate(READ_BUFFER).flip();
  private long deadline;
  private volatile boolean aborted;

  private DeadlineChannel(SocketChannel channel, Selector selector) throws IOException {
    this.channel = channel;
    this.selector = selector;
    channel.configureBlocking(false);
    key = channel.register(selector, 0);
  }

  /** A channel that is not connected yet. */
  static DeadlineChannel open(SocketAddress address) throws IOException {
    boolean unix = address instanceof UnixDomainSocketAddress;
    SocketChannel channel =
        unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
    try {
      if (!unix) {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
      Selector selector = channel.provider().openSelector();
      try {
        return new DeadlineChannel(channel, selector);
      } catch (IOException | RuntimeException e) {
        selector.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The time, by {@link System#nanoTime}, at which everything after this call gives up. */
  void setDeadline(long deadline) {
    this.deadline = deadline;
  }

  void connect(SocketAddress address) throws IOException {
    try {
      if (!channel.connect(address)) {
        do {
          await(SelectionKey.OP_CONNECT);
        } while (!channel.finishConnect());
      }
    } catch (InterruptedIOException | AsynchronousCloseException e) {
      throw e;
    } catch (IOException e) {
      // Of a unix socket it is a plain SocketException.
      throw (ConnectException) new ConnectException("no connection").initCause(e);
    }
  }

  /**
   * Writes both buffers, or stops where the peer answers early.
   *
   * @return whether everything was written
   */
  boolean write(ByteBuffer head, ByteBuffer body) throws IOException {
    ByteBuffer[] both = {head, body};
    while (true) {
      channel.write(both);
      if (!body.hasRemaining()) {
        return true;
      }
      await(SelectionKey.OP_WRITE | SelectionKey.OP_READ);
      if (key.isReadable()) {
        return false;
      }
    }
  }

  @Override
  public int read() throws IOException {
    while (!received.hasRemaining()) {
      received.clear();
      int count = channel.read(received);
      received.flip();
      if (count < 0) {
        return -1;
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return received.get() & 0xff;
  }

  /** Whether the peer closed it, or sent something unasked, while it lay idle. */
  boolean isStale() {
    if (received.hasRemaining()) {
      return true;
    }
    try {
      received.clear();
      int count = channel.read(received);
      received.flip();
      return count != 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** From any thread: makes a running operation throw at once. */
  void abort() {
    aborted = true;
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      channel.close();
    }
  }

  private void await(int operations) throws IOException {
    key.interestOps(operations);
    while (true) {
      long left = deadline - System.nanoTime();
      if (aborted) {
        throw new AsynchronousCloseException();
      }
      if (left <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted"); // select would return at once from now on
      }
      selector.selectedKeys().clear();
      if (selector.select(1 + left / 1_000_000) > 0) {
        return;
      }
    }
  }
}
