// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Whom an address means, read in one way wherever that decides what a host may learn: the hosts of
 * requests, and the Agent.
 *
 * <p>Uses the JDK only, and must load wherever any other room does.
 */
@NullMarked
package io.github.mpdatadog.address;

import org.jspecify.annotations.NullMarked;
