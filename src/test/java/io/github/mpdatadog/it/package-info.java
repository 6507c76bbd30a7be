// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The library in a real Open Liberty, seen from outside: over HTTP as its users do, and from the
 * Datadog Agent's end as Datadog does. Nothing here may look into the jar's own classes.
 */
package io.github.mpdatadog.it;
