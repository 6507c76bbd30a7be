// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Locale;

/**
 * The kinds of rule the policy table knows. What each admits is said once, at the top of {@code
 * policy.txt}; the word for a kind in that table is its {@link #word()}. Not an API.
 */
public enum RuleKind {
  DROP,
  RESOURCE,
  INT,
  DIGITS,
  BUCKET,
  BOOL,
  ENUM,
  WORD,
  KNOWN,
  HOST,
  PORT,
  ROUTE,
  TEMPLATE,
  PATH,
  URL,
  HINT,
  ERROR_TYPE,
  SQL_STATE,
  SQL,
  SQL_SUMMARY,
  FRAMES,
  MESSAGE,
  CONSTANT,
  CLASS;

  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  /** How the policy table spells this kind. */
  public String word() {
    return word;
  }
}
