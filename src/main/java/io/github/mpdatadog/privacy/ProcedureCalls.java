// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/**
 * The name of the procedure that a constant calls. "Call home (again)" is a sentence: without
 * JDBC's braces, arguments must be nothing but parameters. What still looks like a call, as "Call
 * me()" does, is a name where something is called, and nowhere else.
 */
final class ProcedureCalls {

  private static final String HOLE = String.valueOf(ClassFile.HOLE);
  private static final String OPENING_QUOTES = "[\"`";
  private static final String CLOSING_QUOTES = "]\"`";

  private final String text;
  private int at;
  private String name = "";

  private ProcedureCalls(String text) {
    this.text = text;
  }

  /** The name without its schema, or null where the constant is no call. */
  static @Nullable String procedure(String constant) {
    ProcedureCalls call = new ProcedureCalls(constant);
    return call.isCall() && call.isEnd() ? call.name : null;
  }

  private boolean isCall() {
    boolean braces = take("{");
    skipResult();
    if (takeWord("call")) {
      return takeName() && (braces ? skipArguments() && take("}") : takeHere('(') && takeList());
    }
    if (!braces && takeWord("begin")) {
      skipResult();
      return takeName() && (!takeHere('(') || takeList()) && take(";") && takeWord("end");
    }
    if (!braces && (takeWord("exec") || takeWord("execute"))) {
      skipResult();
      return takeName() && isSpace() && takeParameters();
    }
    return false;
  }

  private boolean isEnd() {
    take(";");
    skipSpaces();
    return at == text.length();
  }

  /** Perhaps quoted, and behind a schema, in place of which a program may put anything. */
  private boolean takeName() {
    skipSpaces();
    do {
      int quote = at < text.length() ? OPENING_QUOTES.indexOf(text.charAt(at)) : -1;
      int from = quote < 0 ? at : at + 1;
      at = text.startsWith(HOLE, from) ? from + 1 : SqlNames.wordEnd(text, from);
      name = text.substring(from, at);
      if (name.isEmpty() || (quote >= 0 && !takeHere(CLOSING_QUOTES.charAt(quote)))) {
        return false;
      }
    } while (takeHere('.'));
    return !name.equals(HOLE);
  }

  private boolean takeList() {
    return take(")") || ((take(HOLE) || takeParameters()) && take(")"));
  }

  private boolean takeParameters() {
    boolean parameters;
    do {
      parameters = takeParameter();
    } while (parameters && take(","));
    return parameters;
  }

  /** {@code ?}, {@code :mrn}, {@code @mrn}, {@code @mrn = ? OUT} or {@code mrn => ?}. */
  private boolean takeParameter() {
    boolean taken =
        takeMarker() ? !take("=") || takeMarker() : takeWordHere() && take("=>") && takeMarker();
    if (taken && !takeWord("output")) {
      takeWord("out");
    }
    return taken;
  }

  private boolean takeMarker() {
    boolean numbered = take("?") || take("$");
    boolean named = !numbered && (take(":") || take("@"));
    boolean digits = (numbered || named) && takeDigits();
    return numbered || digits || (named && takeWordHere());
  }

  private void skipResult() {
    int from = at;
    if (!takeMarker() || !(take("=") || take(":="))) {
      at = from;
    }
  }

  /** Whatever they are: no sentence has such braces around it. */
  private boolean skipArguments() {
    if (!take("(")) {
      return true;
    }
    int from = at;
    at = text.lastIndexOf(')') + 1;
    return at > from && text.lastIndexOf('{', at) < from && text.indexOf('}', from) >= at;
  }

  private boolean take(String symbol) {
    skipSpaces();
    boolean here = text.startsWith(symbol, at);
    at += here ? symbol.length() : 0;
    return here;
  }

  private boolean takeHere(char symbol) {
    boolean here = at < text.length() && text.charAt(at) == symbol;
    at += here ? 1 : 0;
    return here;
  }

  private boolean takeWord(String word) {
    skipSpaces();
    int end = SqlNames.wordEnd(text, at);
    boolean here = end - at == word.length() && text.regionMatches(true, at, word, 0, end - at);
    at = here ? end : at;
    return here;
  }

  private boolean takeWordHere() {
    int end = SqlNames.wordEnd(text, at);
    boolean here = end > at;
    at = end;
    return here;
  }

  private boolean takeDigits() {
    int from = at;
    while (at < text.length() && SqlQuotes.isDigit(text.charAt(at))) {
      at++;
    }
    return at > from;
  }

  private boolean isSpace() {
    return at < text.length() && text.charAt(at) <= ' ';
  }

  private void skipSpaces() {
    while (at < text.length() && text.charAt(at) <= ' ' && text.charAt(at) != ClassFile.HOLE) {
      at++;
    }
  }
}
