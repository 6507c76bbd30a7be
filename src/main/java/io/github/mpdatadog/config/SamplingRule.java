// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import java.util.Map;

/**
 * One rule of {@code dd.trace.sampling.rules}. A glob has {@code *} for any text and {@code ?} for
 * one character, and does not mind case.
 *
 * @param service glob for the service; {@code *} where the rule names none
 * @param name glob for the operation's name; same
 * @param resource glob for the resource; same
 * @param tags globs by attribute, all of which must be there and match
 * @param rate share of the matching traces that is kept, 0 to 1
 */
public record SamplingRule(
    String service, String name, String resource, Map<String, String> tags, double rate) {}
