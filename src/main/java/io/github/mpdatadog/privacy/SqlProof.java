// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Tells a statement from a sentence that begins like one: "Select the patient from the list, then
 * Rose or Grace may mark it". A statement may end anywhere, because code may complete it.
 */
final class SqlProof {

  private static final int SHORTEST_VERB = 4;
  private static final int LONGEST_VERB = 8;
  private static final Set<String> VERBS =
      words("select insert update delete merge with create replace truncate alter");

  /** Beside the keywords of shapes. */
  private static final Set<String> KEYWORDS =
      new HashSet<>(
          words(
              "at time zone without true false nocycle tablesample force ignore use read"
                  + " div xor glob match overlaps contains sounds member empty"));

  static {
    SqlKeywords.forEach(
        (word, flags) -> {
          if ((flags & (SqlWord.STRUCTURE | SqlWord.LED)) != 0) {
            KEYWORDS.add(word.toLowerCase(Locale.ROOT));
          }
        });
  }

  private static final Set<String> BEFORE_INTO =
      words("or replace ignore low_priority delayed high_priority abort fail rollback all first");
  private static final Set<String> BEFORE_FROM = words("from top low_priority quick ignore");
  private static final Set<String> BEHIND_TARGET =
      words("( ? select values value set default with as partition overriding output on using key");
  private static final Set<String> BEFORE_OBJECT =
      words(
          "or replace global local private temporary temp unlogged external foreign materialized"
              + " unique recursive force column row clustered nonclustered bitmap fulltext");
  private static final Set<String> BEHIND_CREATED =
      words("( ? as clone increment like of on partition select start using with");
  private static final Set<String> BEHIND_ALTERED =
      words(
          "? add alter attach change check convert detach disable drop enable modify move nocheck"
              + " owner rename replica restart set truncate with");
  private static final Set<String> OBJECTS = words("table view index sequence");
  private static final Set<String> BEFORE_NAME = words("if not exists only concurrently");
  private static final Set<String> SOURCES = words("( only lateral table values final old new");

  /** Without one of these before it, AND and OR join no conditions. */
  private static final Set<String> CONDITIONS =
      words(
          "where on having when between case select set values if filter qualify connect by not"
              + " prewhere start using");

  private static final Set<String> NEVER_BEHIND_A_COMMA =
      words(
          "and or then when where from else end as on by is set into group having order join but");

  /** More names than these do not follow one another: a column or table and its alias. */
  private static final int MOST_NAMES = 2;

  private final SqlTokens tokens;

  private SqlProof(SqlTokens tokens) {
    this.tokens = tokens;
  }

  static boolean isStatement(String constant) {
    int end = SqlNames.wordEnd(constant, 0);
    boolean begins =
        end >= SHORTEST_VERB
            && end <= LONGEST_VERB
            && end < constant.length()
            && constant.charAt(end) <= ' '
            && VERBS.contains(constant.substring(0, end).toLowerCase(Locale.ROOT));
    if (!begins) {
      return false;
    }
    SqlProof proof = new SqlProof(SqlTokens.of(constant));
    return proof.isStructured() && !proof.isProse();
  }

  private boolean isStructured() {
    String verb = tokens.next();
    return switch (verb) {
      case "select" -> selects();
      case "insert", "replace" -> tokens.skip(BEFORE_INTO) && inserts();
      case "update" -> updates();
      case "delete" -> deletes();
      case "merge" -> merges();
      case "with" -> defines();
      case "create" -> hasObject() && BEHIND_CREATED.contains(tokens.peek());
      case "alter" -> hasObject() && BEHIND_ALTERED.contains(tokens.peek());
      case "truncate" -> tokens.take("table") && tokens.skip(BEFORE_NAME) && isName(tokens.next());
      default -> false;
    };
  }

  private boolean hasObject() {
    tokens.skip(BEFORE_OBJECT);
    return OBJECTS.contains(tokens.next()) && tokens.skip(BEFORE_NAME) && isName(tokens.next());
  }

  private boolean selects() {
    return !tokens.peek().equals("from") && tokens.find("from") && hasSource();
  }

  private boolean hasSource() {
    String source = tokens.next();
    return isName(source) || source.equals(SqlTokens.END) || SOURCES.contains(source);
  }

  private boolean inserts() {
    boolean into = tokens.take("into");
    boolean overwrites = !into && tokens.take("overwrite");
    boolean table = tokens.take("table");
    return (into || (overwrites && table)) && hasTarget();
  }

  /** A name, perhaps with another one, and then what may follow a target. */
  private boolean hasTarget() {
    String target = tokens.next();
    if (!isName(target)) {
      return target.equals(SqlTokens.END);
    }
    if (isName(tokens.peek())) {
      tokens.next();
    }
    return tokens.peek().equals(SqlTokens.END) || BEHIND_TARGET.contains(tokens.peek());
  }

  private boolean updates() {
    tokens.skip(BEFORE_INTO);
    tokens.skip(BEFORE_NAME);
    if (tokens.take("top")) {
      tokens.skipParentheses();
    }
    if (!isName(tokens.peek()) || !tokens.find("set")) {
      return false;
    }
    String column = tokens.next();
    // No operator between words: "set a reminder".
    return column.equals(SqlTokens.END)
        || column.equals(SqlTokens.ANY)
        || column.equals("(")
        || (isName(column)
            && !SqlTokens.isWord(tokens.peek())
            && !tokens.peek().equals(SqlTokens.END));
  }

  /** What is deleted from a join is one of its tables. */
  private boolean deletes() {
    String target = tokens.next();
    boolean from = target.equals("from") || tokens.find("from");
    boolean known =
        BEFORE_FROM.contains(target) || !SqlTokens.isWord(target) || tokens.holds(target);
    return from && known && hasSource();
  }

  private boolean merges() {
    return tokens.take("into")
        ? hasTarget()
        : isName(tokens.next()) && tokens.find("using") && hasSource();
  }

  private boolean defines() {
    tokens.take("recursive");
    boolean named = isName(tokens.next());
    if (tokens.peek().equals("(")) {
      tokens.skipParentheses();
    }
    return named
        && tokens.take("as")
        && tokens.skip(words("not materialized"))
        && tokens.peek().equals("(");
  }

  /** Words in an order that no dialect has. */
  private boolean isProse() {
    String verb = tokens.first();
    boolean conditions = !verb.equals("update") && !verb.equals("delete");
    boolean defines = verb.equals("create") || verb.equals("alter");
    int names = 0;
    int depth = 0;
    String before = verb;
    tokens.rewind();
    while (!before.isEmpty()) {
      String token = tokens.next();
      boolean bare = SqlTokens.isWord(token) && isName(token);
      boolean name = bare && !tokens.peek().equals("(");
      names = name ? names + 1 : 0;
      boolean article =
          before.equals("the") || (bare && (before.equals("a") || before.equals("an")));
      boolean joins = token.equals("and") || token.equals("or");
      if (article
          || (names > MOST_NAMES && !defines)
          || (before.equals(",") && NEVER_BEHIND_A_COMMA.contains(token))
          || (joins && !conditions)) {
        return true;
      }
      depth += SqlTokens.depth(token);
      boolean from = token.equals("from") && depth == 0 && !before.equals("distinct");
      conditions = CONDITIONS.contains(token) || (conditions && !from);
      before = token;
    }
    return false;
  }

  private static boolean isName(String token) {
    return token.equals(SqlTokens.NAME)
        || token.equals(SqlTokens.ANY)
        || (SqlTokens.isWord(token) && !KEYWORDS.contains(token));
  }

  private static Set<String> words(String words) {
    return Set.of(words.split(" ", -1));
  }
}
