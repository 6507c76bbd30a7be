// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Jakarta REST and servlet filters: the first line, which keeps request data off the span and tells
 * the gate which routes the deployed code declares.
 *
 * <p>Every class here is reached through a services file or the application's own web.xml, and must
 * load, or stay unloaded without harm, under every set of server features.
 */
@NullMarked
package io.github.mpdatadog.rest;

import org.jspecify.annotations.NullMarked;
