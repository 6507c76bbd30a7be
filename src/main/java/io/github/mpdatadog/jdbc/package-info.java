// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Spans for SQL. Data sources, connections and statements are wrapped in proxies that show every
 * interface of the driver's own objects and hand every call through.
 *
 * <p>A statement gets onto a span as its shape only; bind values, user names and the texts of
 * errors never do. This room never changes what a driver answers or throws, never blocks, holds no
 * thread and no application, and hands out the driver's own objects where tracing is off.
 */
@NullMarked
package io.github.mpdatadog.jdbc;

import org.jspecify.annotations.NullMarked;
