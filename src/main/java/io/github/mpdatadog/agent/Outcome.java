// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/** What a request's status, or its failure, means for the spans in it. */
final class Outcome {

  /** A request that returns its status. */
  @FunctionalInterface
  interface Request {
    int status() throws IOException;
  }

  private Outcome() {}

  /** Null if the Agent took the spans, else why not. */
  static @Nullable DropReason of(Request request) {
    try {
      return ofStatus(request.status());
    } catch (SocketTimeoutException e) {
      return DropReason.TIMEOUT;
    } catch (InterruptedIOException | AsynchronousCloseException e) {
      return DropReason.SHUTDOWN;
    } catch (ConnectException | UnknownHostException e) {
      return DropReason.UNREACHABLE;
    } catch (ProtocolException e) {
      return DropReason.MALFORMED_ANSWER;
    } catch (IOException | RuntimeException e) {
      return DropReason.CONNECTION_LOST;
    }
  }

  static @Nullable DropReason ofStatus(int status) {
    if (status >= 200 && status < 300) {
      return null;
    }
    if (status >= 500) {
      return DropReason.AGENT_ERROR;
    }
    return switch (status) {
      case 413 -> DropReason.TOO_LARGE;
      case 429 -> DropReason.OVERLOADED;
      default -> DropReason.REJECTED;
    };
  }
}
