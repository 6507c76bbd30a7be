// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

/** What went wrong, in words for the caller: RFC 9457 without its optional parts. */
public record Problem(String title, int status) {}
