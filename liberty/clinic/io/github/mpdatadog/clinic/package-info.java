// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A small clinic to trace: patients, their notes, a laboratory to ask.
 *
 * <p>It is an ordinary Jakarta application, written as carelessly about telemetry as applications
 * are: identifiers in paths, query strings, exception texts and calls to others. It knows nothing
 * of the product. Every patient is made up; the numbers are reserved ones that belong to nobody.
 */
package io.github.mpdatadog.clinic;
