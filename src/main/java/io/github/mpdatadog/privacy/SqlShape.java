// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What of a statement may leave the JVM. Not an API.
 *
 * @param text keywords, words of the vocabulary, punctuation and {@code ?}
 * @param summary the operation and its tables, null when not even the operation is known
 * @param operation the first verb, in capitals
 * @param collection the table, when there is exactly one
 */
public record SqlShape(
    String text,
    @Nullable String summary,
    @Nullable String operation,
    @Nullable String collection) {}
