// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Jakarta Batch: a trace for each execution of a job, with spans for its steps and chunks.
 *
 * <p>This room reads ids, statuses, times and counts of executions, and what job and step are
 * called. It never reads parameters, properties, exit statuses, user data, checkpoints or items.
 * Whatever goes wrong in here, the artifact is called as the container meant to. All but the
 * extension links the Batch API, which can be hidden: it is reached only after a visibility check.
 */
@NullMarked
package io.github.mpdatadog.batch;

import org.jspecify.annotations.NullMarked;
