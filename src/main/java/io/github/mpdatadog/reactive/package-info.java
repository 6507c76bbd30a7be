// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * MicroProfile Reactive Messaging on Open Liberty's Kafka connector: spans for records that are
 * sent and processed, and the trace context that travels in their headers.
 *
 * <p>This room reads of a record its trace headers and its topic, and never its key, its value or
 * its other headers. It stands between the connector and the channels, where it must neither hold a
 * message back nor end a stream. All but the extension links Reactive Messaging and the Kafka
 * client, which an application need not have: it is reached only after a visibility check.
 */
@NullMarked
package io.github.mpdatadog.reactive;

import org.jspecify.annotations.NullMarked;
