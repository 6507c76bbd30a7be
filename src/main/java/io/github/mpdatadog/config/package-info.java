// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the operator wrote: every {@code dd.*} property, read once from MicroProfile Config and
 * validated as a whole, with all problems reported together.
 *
 * <p>This room links no OpenTelemetry type, because it must load where a server hides that API from
 * the application. It never logs, echoes or puts into an exception the value of a property, only
 * its name, its source and what to write instead.
 */
@NullMarked
package io.github.mpdatadog.config;

import org.jspecify.annotations.NullMarked;
