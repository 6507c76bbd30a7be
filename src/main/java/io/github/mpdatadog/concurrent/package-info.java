// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Lets the trace follow work to other threads, and gives work that no request started a trace of
 * its own.
 *
 * <p>Jakarta Concurrency and Enterprise Beans may be hidden from the application, so classes that
 * the container loads in any case name their types as text. This room never changes what a task
 * returns or throws, nor when it runs.
 */
@NullMarked
package io.github.mpdatadog.concurrent;

import org.jspecify.annotations.NullMarked;
