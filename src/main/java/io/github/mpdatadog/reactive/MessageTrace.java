// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.reactive;

import io.opentelemetry.context.Context;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Metadata of a message: the context it belongs to. A thread does not tell, since stages complete
 * and emitters drain on any.
 */
record MessageTrace(Context context) {

  /** Of the message, else of the thread. */
  static Context of(Message<?> message) {
    return message
        .getMetadata(MessageTrace.class)
        .map(MessageTrace::context)
        .orElse(Context.current());
  }
}
