// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
/** Applications that get at a database in every way that a server offers. */
package io.github.mpdatadog.it.app.jdbc;
