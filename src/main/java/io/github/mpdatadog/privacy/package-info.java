// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Decides what may leave the JVM: the policy as data, one typed rule for each known attribute, the
 * vocabularies of what code and configuration wrote, and the redactor that applies them to a whole
 * span.
 *
 * <p>What decides is a function over keys and values of OpenTelemetry's data types and over the
 * vocabularies. Only these read anything: class files, once each, which tell what code wrote. This
 * room never sees a Jakarta type, never logs, and never lets a value through because it failed to
 * decide: an unknown key, a value that does not fit its rule and an error all mean "drop".
 */
@NullMarked
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.NullMarked;
