// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import org.junit.jupiter.api.BeforeAll;

/** Jobs that the server keeps in memory, as it does unless told otherwise. */
class BatchIT extends BatchContract {
  @BeforeAll
  static void start() {
    start("it-batch", "<server/>");
  }
}
