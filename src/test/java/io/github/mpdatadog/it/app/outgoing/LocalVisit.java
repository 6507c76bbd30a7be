// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import java.util.concurrent.Future;

/** A view, because the container refuses a bean without one that has a final method. */
public interface LocalVisit {
  Future<String> run();
}
