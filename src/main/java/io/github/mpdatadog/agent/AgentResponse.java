// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Locale;

/**
 * The status of an HTTP/1.1 answer.
 *
 * <p>Its body is read past, never kept: the rates in it are for tracers that let the Agent decide.
 *
 * @param reusable whether the connection can carry another request
 */
record AgentResponse(int status, boolean reusable) {
  private static final int HEAD_LIMIT = 16 * 1024;
  private static final int BODY_LIMIT = 64 * 1024;
  private static final int INFORMATIONAL = 200;

  /**
   * Reads one answer.
   *
   * @throws ProtocolException if it is not HTTP, or longer than any Agent's
   */
  static AgentResponse read(ByteSource in) throws IOException {
    return new Reader(in).response();
  }

  /** Counts what it reads, so that no peer can keep it busy for ever. */
  private static final class Reader {
    private final ByteSource in;
    private int budget = HEAD_LIMIT;
    private int status;
    private boolean keepAlive;
    private boolean chunked;
    private long length;

    Reader(ByteSource in) {
      this.in = in;
    }

    AgentResponse response() throws IOException {
      do {
        head();
      } while (status < INFORMATIONAL);
      budget = BODY_LIMIT;
      boolean finished;
      if (status == 204 || status == 304) {
        finished = true;
      } else if (chunked) {
        finished = skipChunks();
      } else {
        finished = length >= 0 && skip(length);
      }
      return new AgentResponse(status, keepAlive && finished);
    }

    private void head() throws IOException {
      statusLine(line());
      chunked = false;
      length = -1;
      for (String line = line(); !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        if (colon < 1) {
          throw malformed();
        }
        header(line.substring(0, colon), line.substring(colon + 1).trim());
      }
    }

    private void statusLine(String line) throws IOException {
      boolean valid =
          line.length() >= 12
              && line.startsWith("HTTP/1.")
              && line.charAt(8) == ' '
              && (line.length() == 12 || line.charAt(12) == ' ');
      if (!valid) {
        throw malformed();
      }
      status = number(line.substring(9, 12), 10);
      if (status < 100 || status > 599) {
        throw malformed();
      }
      keepAlive = line.charAt(7) != '0';
    }

    private void header(String name, String value) throws IOException {
      switch (name.toLowerCase(Locale.ROOT)) {
        case "content-length" -> {
          int announced = number(value, 10);
          if (length >= 0 && length != announced) {
            throw malformed();
          }
          length = announced;
        }
        case "transfer-encoding" -> chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        case "connection" -> keepAlive &= !value.equalsIgnoreCase("close");
        default -> {}
      }
    }

    private boolean skipChunks() throws IOException {
      while (true) {
        String line = line();
        int extension = line.indexOf(';');
        int size = number((extension < 0 ? line : line.substring(0, extension)).trim(), 16);
        if (size == 0) {
          while (!line().isEmpty()) {} // trailers
          return true;
        }
        if (!skip(size)) {
          return false;
        }
        if (!line().isEmpty()) {
          throw malformed();
        }
      }
    }

    /** False if that is more than is worth reading: then the connection is thrown away. */
    private boolean skip(long bytes) throws IOException {
      if (bytes > budget) {
        return false;
      }
      for (long i = 0; i < bytes; i++) {
        next();
      }
      return true;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int c = next(); c != '\n'; c = next()) {
        line.append((char) c);
      }
      int end = line.length();
      if (end > 0 && line.charAt(end - 1) == '\r') {
        line.setLength(end - 1);
      }
      return line.toString();
    }

    private int next() throws IOException {
      if (budget-- <= 0) {
        throw malformed();
      }
      int c = in.read();
      if (c < 0) {
        throw new EOFException();
      }
      return c;
    }

    private static int number(String digits, int radix) throws IOException {
      try {
        if (digits.isEmpty() || Character.digit(digits.charAt(0), radix) < 0) {
          throw malformed(); // parseInt would take a sign
        }
        return Integer.parseInt(digits, radix);
      } catch (NumberFormatException e) {
        throw malformed();
      }
    }

    private static ProtocolException malformed() {
      return new ProtocolException("not an HTTP answer of an Agent");
    }
  }
}
