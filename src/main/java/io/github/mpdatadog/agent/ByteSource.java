// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import java.io.IOException;

/** Where an answer is read from, byte by byte. */
@FunctionalInterface
interface ByteSource {

  /** The next byte, or -1 at the end of the stream. */
  int read() throws IOException;
}
