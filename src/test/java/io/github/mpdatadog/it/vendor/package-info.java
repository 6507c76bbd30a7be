// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
/** What a database's vendor delivers; this one's driver takes the server down with it. */
package io.github.mpdatadog.it.vendor;
