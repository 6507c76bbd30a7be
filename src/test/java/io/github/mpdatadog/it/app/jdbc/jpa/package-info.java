// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
/** The same tables by way of Jakarta Persistence. */
package io.github.mpdatadog.it.app.jdbc.jpa;
