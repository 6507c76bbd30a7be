// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static io.github.mpdatadog.privacy.ClassFile.HOLE;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Texts as the code of one class makes them, with holes for what it puts in, and the search for the
 * one that a message was made by. All recipes of a class are one string, since an application has
 * thousands of classes.
 */
final class Recipes {

  /** Between two recipes; a constant that contains it is left out. */
  private static final char END = '\0';

  private static final int LONGEST = 512;
  private static final int FEWEST_LETTERS = 3;
  private static final String FLAGS = "-#+0,(.123456789$";

  /** All usable recipes, joined; empty where there is none. */
  static String joined(Collection<String> recipes, Collection<String> constants, int most) {
    StringBuilder joined = new StringBuilder();
    for (String recipe : recipes) {
      add(joined, recipe, most);
    }
    for (String constant : constants) {
      // In a plain constant a hole's character is not a hole.
      if (constant.indexOf(HOLE) < 0 && constant.length() <= LONGEST) {
        add(joined, withHoles(constant), most);
      }
    }
    return joined.toString();
  }

  private static void add(StringBuilder joined, String recipe, int most) {
    boolean room = joined.length() + recipe.length() < most;
    if (room && recipe.length() <= LONGEST && recipe.indexOf(END) < 0 && says(recipe)) {
      joined.append(recipe).append(END);
    }
  }

  /** Too few letters would match, and claim, nearly anything. */
  private static boolean says(String recipe) {
    int letters = 0;
    for (int i = 0; i < recipe.length() && letters < FEWEST_LETTERS; i++) {
      letters += Character.isLetter(recipe.charAt(i)) ? 1 : 0;
    }
    return letters == FEWEST_LETTERS;
  }

  /**
   * Puts holes where {@code %s}, {@code %-5.2f}, {@code {}} or {@code {0,number}} stands. With the
   * last of these, two apostrophes make one.
   */
  static String withHoles(String constant) {
    if (constant.indexOf('%') < 0 && constant.indexOf('{') < 0) {
      return constant;
    }
    StringBuilder text = new StringBuilder(constant.length());
    boolean numbered = false;
    int i = 0;
    while (i < constant.length()) {
      char c = constant.charAt(i);
      int end = c == '%' ? conversion(constant, i + 1) : c == '{' ? argument(constant, i + 1) : -1;
      if (end < 0) {
        text.append(c);
        i++;
      } else {
        char last = constant.charAt(end - 1);
        text.append(c == '{' ? HOLE : last == '%' ? '%' : last == 'n' ? '\n' : HOLE);
        numbered |= c == '{' && end - i > 2;
        i = end;
      }
    }
    return numbered ? text.toString().replace("''", "'") : text.toString();
  }

  /** Where the conversion ends that begins behind a percent sign, or -1. */
  private static int conversion(String text, int from) {
    int i = from;
    while (i < text.length() && FLAGS.indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    if (i < text.length() && (text.charAt(i) == 't' || text.charAt(i) == 'T')) {
      i++;
    }
    boolean ends =
        i < text.length()
            && (text.charAt(i) == '%'
                || (Character.isLetter(text.charAt(i)) && text.charAt(i) < 128));
    return ends ? i + 1 : -1;
  }

  private static int argument(String text, int from) {
    int end = text.indexOf('}', from);
    boolean numbered = end == from || (end > from && Character.isDigit(text.charAt(from)));
    return numbered && end - from <= 40 ? end + 1 : -1;
  }

  /**
   * The shape of the message: the matching recipe with the most constant text, with {@code ?} for
   * its holes. Made of the recipe alone, so nothing of the message can be in it.
   */
  static @Nullable String shape(String joined, String message) {
    int best = -1;
    int bestText = 0;
    int from = 0;
    while (from < joined.length()) {
      int end = joined.indexOf(END, from);
      int text = matchedText(joined, from, end, message);
      if (text > bestText) {
        best = from;
        bestText = text;
      }
      from = end + 1;
    }
    return best < 0 ? null : joined.substring(best, joined.indexOf(END, best)).replace(HOLE, '?');
  }

  /** How many characters of the recipe are constant, or -1 if the message is not of its making. */
  private static int matchedText(String joined, int from, int end, String message) {
    int hole = nextHole(joined, from, end);
    if (hole == end) {
      boolean same = message.length() == end - from;
      return same && joined.startsWith(message, from) ? end - from : -1;
    }
    int last = end - 1;
    while (joined.charAt(last) != HOLE) {
      last--;
    }
    int at = hole - from;
    int to = message.length() - (end - last - 1);
    if (at > to
        || !joined.regionMatches(from, message, 0, at)
        || !joined.regionMatches(last + 1, message, to, end - last - 1)) {
      return -1;
    }
    int constant = at + end - last - 1;
    while (hole < last) {
      int next = nextHole(joined, hole + 1, end);
      int found = message.indexOf(joined.substring(hole + 1, next), at);
      at = found + next - hole - 1;
      if (found < 0 || at > to) {
        return -1;
      }
      constant += next - hole - 1;
      hole = next;
    }
    return constant;
  }

  private static int nextHole(String joined, int from, int end) {
    int i = from;
    while (i < end && joined.charAt(i) != HOLE) {
      i++;
    }
    return i;
  }

  private Recipes() {}
}
