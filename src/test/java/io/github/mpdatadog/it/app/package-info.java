// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The applications under test. They do what careless and careful programmers do with user input;
 * identifiers reach them over HTTP only, never as constants.
 */
package io.github.mpdatadog.it.app;
