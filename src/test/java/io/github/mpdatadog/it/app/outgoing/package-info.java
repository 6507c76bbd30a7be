// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/** An application that calls others, and works in every kind of thread that a server has. */
package io.github.mpdatadog.it.app.outgoing;
