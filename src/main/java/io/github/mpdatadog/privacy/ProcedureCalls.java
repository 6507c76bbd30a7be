// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of the procedure that a constant calls. Only JDBC's braces, and calls whose arguments
 * are nothing but parameters, are told from a sentence: "Call home (again)".
 */
final class ProcedureCalls {

  private static final int LONGEST = 2_000;

  private static final String WORD = "[A-Za-z_][\\w$]*+";
  private static final String NAME = "[\\[\"`]?(" + WORD + ")[]\"`]?";

  /** What a program puts in place of a schema is as good as one. */
  private static final String SCHEMAS = "(?:(?:[\\[\"`]?" + WORD + "[]\"`]?|\u0001)\\.){0,3}";

  private static final String MARKER = "(?:\\?\\d*|[:@]" + WORD + ")";
  private static final String ARGUMENT =
      "\\s*+(?:@?" + WORD + "\\s*+=>?\\s*+)?" + MARKER + "(?:\\s++out(?:put)?)?\\s*+";
  private static final String ARGUMENTS = ARGUMENT + "(?:," + ARGUMENT + "){0,99}";
  private static final String RESULT = "(?:" + MARKER + "\\s*+=\\s*+)?";

  private static final List<Pattern> CALLS =
      List.of(
          pattern("\\{\\s*+", RESULT, "call\\s++", SCHEMAS, NAME, "\\s*+(?:\\([^{}]*\\)\\s*+)?\\}"),
          pattern("call\\s++", SCHEMAS, NAME, "\\s*+\\((?:", ARGUMENTS, "|\\s*+)\\)"),
          pattern("exec(?:ute)?\\s++", RESULT, SCHEMAS, NAME, "\\s++", ARGUMENTS),
          pattern("execute\\s++procedure\\s++", NAME, "\\s*+\\(", ARGUMENTS, "\\)"));

  private static Pattern pattern(String... parts) {
    return Pattern.compile(String.join("", parts), Pattern.CASE_INSENSITIVE);
  }

  /** The name without its schema, or null where the constant is no call. */
  static @Nullable String procedure(String constant) {
    if (constant.length() > LONGEST || !mayCall(constant)) {
      return null;
    }
    String call = withoutEnd(constant);
    for (Pattern pattern : CALLS) {
      Matcher matcher = pattern.matcher(call);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return null;
  }

  /** Most constants of an application are told by their first letter. */
  private static boolean mayCall(String constant) {
    return !constant.isBlank() && "{cCeE".indexOf(constant.strip().charAt(0)) >= 0;
  }

  private static String withoutEnd(String constant) {
    String call = constant.strip();
    return call.endsWith(";") ? call.substring(0, call.length() - 1).strip() : call;
  }

  private ProcedureCalls() {}
}
