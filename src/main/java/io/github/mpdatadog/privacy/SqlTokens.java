// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The parts of a text that may be a statement: words in lower case, marks as they are, and two that
 * stand for others. Comments are left out.
 */
final class SqlTokens {

  /** Stands for a name that is quoted or qualified. */
  static final String NAME = "\"";

  /** Stands for a literal, a number, a parameter, or what a format or a program puts there. */
  static final String ANY = "?";

  static final String END = "";

  private final List<String> all = new ArrayList<>();
  private int at;

  /** None where there is something that only a sentence has between its words. */
  static SqlTokens of(String text) {
    SqlTokens tokens = new SqlTokens();
    if (!tokens.read(text)) {
      tokens.all.clear();
    }
    return tokens;
  }

  private boolean read(String text) {
    boolean joined = false;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = SqlNames.wordEnd(text, i);
      if (end > i && isSpelled(text, i, end)) {
        return false;
      }
      if (c == '.' && !all.isEmpty() && isFollowed(text, i + 1)) {
        all.set(all.size() - 1, NAME);
        joined = text.charAt(i + 1) != '*';
        i++;
        continue;
      }
      boolean word = end > i;
      end = word ? end : Math.max(unitEnd(text, i), SqlNames.behindNoise(text, i));
      boolean comment = end > i + 1 && (c == '-' || c == '/');
      boolean blank = c <= ' ' && c != ClassFile.HOLE;
      if (!joined && !blank && !comment) {
        all.add(word ? lower(text, i, end) : kind(c, end > i + 1));
      }
      joined &= blank || comment;
      i = end;
    }
    return true;
  }

  private static String kind(char c, boolean isLong) {
    if (c == '"' || c == '`' || (c == '[' && isLong)) {
      return NAME;
    }
    return isLong || c == ClassFile.HOLE || "':$@#%{".indexOf(c) >= 0 ? ANY : String.valueOf(c);
  }

  /** A full stop, a colon or an apostrophe right behind a word, as no statement has them. */
  private boolean isSpelled(String text, int from, int end) {
    char behind = end < text.length() ? text.charAt(end) : ' ';
    boolean followed = isFollowed(text, end + 1);
    return switch (behind) {
      // "order by v." is the beginning of a statement that knows v already.
      case '.' -> !followed && (end + 1 < text.length() || !all.contains(lower(text, from, end)));
      case ':' -> !followed;
      case '\'' ->
          end - from > 1
              && followed
              && Character.isLetter(text.charAt(end + 1))
              && text.charAt(from) != '_';
      default -> false;
    };
  }

  private static boolean isFollowed(String text, int at) {
    return at < text.length() && (text.charAt(at) > ' ' || text.charAt(at) == ClassFile.HOLE);
  }

  /** Behind a quoted name, or a mark that a format replaces. */
  private static int unitEnd(String text, int from) {
    char c = text.charAt(from);
    boolean lettered = SqlNames.wordEnd(text, from + 1) > from + 1;
    int end =
        switch (c) {
          case '"', '`' -> text.indexOf(c, from + 1);
          case '[' -> lettered ? text.indexOf(']', from) : from - 1;
          case '{' -> text.indexOf('}', from);
          case '%' -> lettered ? from + 1 : from - 1;
          default -> from - 1;
        };
    return end < 0 && from > 0 ? text.length() : end + 1;
  }

  private static String lower(String text, int from, int to) {
    return text.substring(from, to).toLowerCase(Locale.ROOT);
  }

  String first() {
    return all.isEmpty() ? END : all.get(0);
  }

  void rewind() {
    at = 1;
  }

  /** Whether it is still to come. */
  boolean holds(String token) {
    return all.lastIndexOf(token) >= at;
  }

  String peek() {
    return at < all.size() ? all.get(at) : END;
  }

  String next() {
    String token = peek();
    at++;
    return token;
  }

  boolean take(String token) {
    boolean here = peek().equals(token);
    at += here ? 1 : 0;
    return here;
  }

  /** Goes behind the next one that is not in parentheses. */
  boolean find(String wanted) {
    int depth = 0;
    while (at < all.size()) {
      String token = next();
      if (depth == 0 && token.equals(wanted)) {
        return true;
      }
      depth += depth(token);
    }
    return false;
  }

  static int depth(String token) {
    return token.equals("(") ? 1 : token.equals(")") ? -1 : 0;
  }

  void skipParentheses() {
    int depth = 0;
    do {
      depth += depth(next());
    } while (depth > 0 && at < all.size());
  }

  boolean skip(Set<String> words) {
    while (words.contains(peek())) {
      at++;
    }
    return true;
  }

  static boolean isWord(String token) {
    return !token.isEmpty() && (Character.isLetter(token.charAt(0)) || token.charAt(0) == '_');
  }

  private SqlTokens() {}
}
