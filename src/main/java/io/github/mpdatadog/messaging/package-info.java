// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Jakarta Messaging: spans for messages that are sent, received and processed, and the trace
 * context that travels in their properties.
 *
 * <p>This room reads of a message its trace context, its destination and its delivery count, and
 * never its body, its other properties or its ids. Whatever goes wrong in here, the application's
 * call is made as it was written. All but the extension links the Messaging API, which can be
 * hidden: it is reached only after a visibility check.
 */
@NullMarked
package io.github.mpdatadog.messaging;

import org.jspecify.annotations.NullMarked;
