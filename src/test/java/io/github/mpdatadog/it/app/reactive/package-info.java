// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/** An application that sends and receives records of Kafka by Reactive Messaging. */
package io.github.mpdatadog.it.app.reactive;
