// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/** An application that sends, receives and answers messages. */
package io.github.mpdatadog.it.app.messaging;
