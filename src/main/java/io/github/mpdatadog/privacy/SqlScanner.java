// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reduces a statement to its shape in one pass, without knowing its dialect.
 *
 * <p>Why nothing of the data can be in a shape: a shape is written through {@link SqlText} only,
 * and that takes keywords, the vocabulary's own copies of words, and the constants below. The
 * statement's characters are compared and never written.
 *
 * <p>What is left to go wrong is that data is taken for code and one of its words happens to be a
 * word of the table. Hence the scan stops at the first place where two dialects would disagree on
 * what is quoted ({@link SqlQuotes}), where a word follows a literal that cannot ({@code
 * 'O'Brien'}), in statements that do not begin like one, as when the front was cut off, and where
 * names or rows of data stand without quotes (behind PIVOT, and INSERT ... FORMAT CSV). What
 * follows is one {@code ?}.
 */
final class SqlScanner extends SqlCursor {

  private static final int LONGEST_MODIFIER = 16;

  /** May stand between CREATE and the kind of object. */
  private static final String MODIFIERS =
      " BITMAP CLUSTERED FULLTEXT GLOBAL LOCAL NONCLUSTERED OR REPLACE SPATIAL TEMP TEMPORARY"
          + " UNLOGGED ";

  private static final String[] SYMBOLS = OPERATORS.split("", -1);

  private final SqlWords words;
  private final SqlText out;
  private final SqlSummary summary = new SqlSummary();
  private final SqlPlaces places = new SqlPlaces();

  /** Of JDBC's escapes, that were opened and not closed. */
  private int braces;

  /** What the token before was, as in {@link SqlWord}; 0 for all but keywords. */
  private long lastFlags;

  /** Whether the token before was an operator, and what is behind the last one. */
  private boolean operates;

  private int operatorEnd;

  /** At the beginning of a statement. */
  private boolean expectsVerb = true;

  /** Behind a literal, where few words can stand. */
  private boolean afterLiteral;

  /** In an INSERT or COPY, which can have data without quotes behind it; and right before rows. */
  private boolean bringsData;

  private boolean rowsFollow;

  /** In CREATE, ALTER and DROP. */
  private boolean defines;

  /** Whether quotes did not match, so that nothing behind the first literal counts. */
  private boolean outOfStep;

  /** Behind the name that was written last. */
  private int nameEnd;

  /** Whether double quotes hold names, as a table's name showed. */
  private final boolean namesQuoted;

  /** Whether double quotes hold a name here for certain, and whether they may hold a text. */
  private boolean provesNamesQuoted;

  private boolean doubtsNamesQuoted;

  private SqlScanner(String text, SqlWords words, boolean namesQuoted) {
    super(text);
    this.namesQuoted = namesQuoted;
    this.words = words;
    this.out = new SqlText(end);
  }

  static SqlShape scan(String statement, SqlWords words) {
    SqlScanner scanner = new SqlScanner(statement, words, false);
    boolean whole = scanner.scanned();
    if (whole && scanner.provesNamesQuoted && scanner.doubtsNamesQuoted) {
      scanner = new SqlScanner(statement, words, true);
      whole = scanner.scanned();
    }
    if (scanner.outOfStep) {
      scanner.out.backToMark();
      scanner.summary.backToMark();
    }
    if (!whole || statement.length() > MOST_CHARS || scanner.out.isFull()) {
      scanner.out.cutOff();
    }
    return scanner.summary.shape(scanner.out.toString());
  }

  /** False when the rest of the text must not be looked at. */
  private boolean scanned() {
    while (at < end) {
      char c = chars[at];
      byte kind = c < 128 ? KINDS[c] : LETTER;
      if (kind == SPACE) {
        at++;
        continue;
      }
      if (!token(c, kind)) {
        return false;
      }
    }
    return true;
  }

  private boolean token(char c, byte kind) {
    if (kind != LETTER && isComment(c)) {
      return comment(c);
    }
    boolean afterOperator = operates;
    operates = false;
    places.token();
    if (kind == LETTER) {
      return word(afterOperator);
    }
    if (kind == STOP
        || (expectsVerb && "({?=;}".indexOf(c) < 0)
        || (rowsFollow && "(?;:@$".indexOf(c) < 0)) {
      return false;
    }
    rowsFollow = false;
    if (kind == OPERATOR) {
      return isOperatorHere(c, afterOperator) && operator(c);
    }
    if (kind == OTHER) {
      return other(c);
    }
    if (kind == DIGIT) {
      return number();
    }
    if (c == '?') {
      at++;
      return value();
    }
    return bitOperator(c, afterOperator);
  }

  /** {@code & ^ ~}, of which only the last may stand before its only operand. */
  private boolean bitOperator(char c, boolean afterOperator) {
    boolean adjacent = afterOperator && operatorEnd == at;
    if (c != '~' && !adjacent && (afterOperator || (lastFlags & SqlWord.COMPARES) != 0)) {
      return false; // REGEXP ^roe
    }
    at++;
    parameter();
    places.operator();
    operates = true;
    operatorEnd = at;
    return c != '&' || !nextIs('['); // a member of MDX
  }

  private boolean other(char c) {
    boolean literal = afterLiteral;
    afterLiteral = false;
    switch (c) {
      case '\'' -> {
        return isApostrophe() ? outOfStep() : literal(SqlQuotes.quoted(text, at, end));
      }
      case '"' -> {
        return doubleQuoted();
      }
      case '`' -> {
        return name(SqlQuotes.backticked(text, at, end));
      }
      case '[' -> {
        return name(SqlQuotes.bracketed(text, at, end));
      }
      case '$' -> {
        return dollar();
      }
      case '{' -> {
        return brace();
      }
      case '}' -> {
        at++;
        return --braces >= 0;
      }
      case '(' -> {
        boolean tables = (lastFlags & SqlWord.TABLE) != 0;
        summary.open();
        out.open(at > 0 && chars[at - 1] <= ' ');
        places.open(tables);
        out.compares(places.isInList());
      }
      case ')' -> {
        summary.close();
        out.close();
        places.close();
      }
      case ',' -> {
        if (places.isCondition() || (places.isAssignment() && !isAssigned(at + 1))) {
          out.takeBackCompared(); // the value was Roe, Jane
          return false;
        }
        summary.comma();
        out.comma();
        places.comma();
        out.compares(places.isInList());
      }
      case ';' -> {
        summary.semicolon();
        out.semicolon();
        expectsVerb = true;
        places.semicolon();
      }
      case '.' -> {
        return dot();
      }
      case ':' -> {
        return colon(literal);
      }
      case '!' -> {
        places.operator();
        if (!startsWith("!=", at)) {
          out.parameter();
        } else {
          out.operator("<>", false);
          at++;
          operates = true;
          operatorEnd = at + 1;
        }
      }
      default -> { // @, as in @p1 and @@rowcount
        at++;
        boolean whole = marker();
        skipStage();
        return whole;
      }
    }
    lastFlags = 0;
    at++;
    return true;
  }

  private boolean word(boolean afterOperator) {
    int from = at;
    skipPlainWord();
    if (at == from) {
      return false; // neither ASCII nor a letter
    }
    if (nextIs('\'') && isOracleQuote(from)) {
      out.parameter();
      return !expectsVerb && literal(SqlQuotes.oracleQuoted(text, at, end));
    }
    SqlWord word = words.find(chars, from, at, wordHigh, wordLow);
    if (expectsVerb) {
      return word != null && verb(word);
    }
    return word(word, from, afterOperator && chars[operatorEnd - 1] != '*');
  }

  private boolean word(@Nullable SqlWord word, int from, boolean afterOperator) {
    long flags = word == null ? 0 : word.flags();
    if (afterLiteral && (flags & SqlWord.AFTER_LITERAL) == 0) {
      return outOfStep();
    }
    if ((rowsFollow && (flags & SqlWord.AFTER_ROWS) == 0)
        || (bringsData && places.depth() == 0 && isDataNext(flags))) {
      return false;
    }
    afterLiteral = false;
    rowsFollow = false;
    boolean qualified = nextIs('.') || (from > 0 && chars[from - 1] == '.');
    String keyword = word == null || qualified ? null : word.keyword();
    if (word == null
        || keyword == null
        || !isKeywordHere(flags)
        || ((flags & SqlWord.OPERAND) == 0 && isOperand(afterOperator) && !opensNext())) {
      name(word == null || word.own() == null || isTornHere() ? null : word);
      return true;
    }
    return structure(word, keyword);
  }

  /** False where what follows a keyword must not be looked at. */
  private boolean structure(SqlWord word, String keyword) {
    if (word.is(SqlWord.CALL)) {
      return out.last() != SqlText.Last.OPERATOR && call(word, keyword);
    }
    keyword(word, keyword);
    rowsFollow = bringsData && word.is(SqlWord.ROWS_FOLLOW);
    return !word.is(SqlWord.ENDS)
        && (!word.is(SqlWord.PARTS) || isBy())
        && (!word.is(SqlWord.DEFINES) || defines || definesObject());
  }

  /** A table of another database has an @ behind it. */
  private boolean isTornHere() {
    return isTorn() && !summary.expectsTable();
  }

  private boolean isDataNext(long flags) {
    return (flags & SqlWord.DATA_FOLLOWS) != 0 && !opensNext();
  }

  private boolean isKeywordHere(long flags) {
    return (flags & (SqlWord.STRUCTURE | SqlWord.CALL)) != 0
        || ((flags & SqlWord.LED) != 0 && (lastFlags & SqlWord.LEADS) != 0)
        || ((flags & SqlWord.FUNCTION) != 0 && opensNext());
  }

  /** Whether a value is expected, which a keyword seldom is: {@code name = Cross}. */
  private boolean isOperand(boolean afterOperator) {
    return afterOperator
        || (lastFlags & SqlWord.COMPARES) != 0
        || (places.isInRow()
            && (out.last() == SqlText.Last.OPEN || out.last() == SqlText.Last.COMMA));
  }

  private void keyword(SqlWord word, String constant) {
    boolean rows = word.is(SqlWord.ROWS_FOLLOW) || (word.is(SqlWord.VALUE) && opensNext());
    places.keyword(word, rows, lastFlags != 0, out.last(), summary);
    summary.keyword(word, constant, places.depth() > 0);
    if (word.is(SqlWord.FUNCTION) && opensNext()) {
      out.function(constant);
    } else {
      out.keyword(constant, word.is(SqlWord.AS));
    }
    out.compares(word.is(SqlWord.COMPARES));
    lastFlags = word.flags();
    bringsData |= word.is(SqlWord.BRINGS_DATA);
  }

  private boolean verb(SqlWord word) {
    String keyword = word.keyword();
    if (keyword == null || !word.is(SqlWord.VERB)) {
      return false;
    }
    expectsVerb = word.is(SqlWord.PREFIX);
    bringsData = false;
    places.verb(word);
    defines = word.is(SqlWord.DEFINES);
    if (word.is(SqlWord.CALL) || (word.is(SqlWord.BLOCK) && !endsNext())) {
      return call(word, keyword);
    }
    keyword(word, keyword);
    if (word.is(SqlWord.OPAQUE)) {
      return endsNext();
    }
    return !defines || definesObject();
  }

  private boolean endsNext() {
    skipSpaces();
    return at == end || chars[at] == ';';
  }

  /** In {@code CREATE USER roe} and its like any name or password may follow. */
  private boolean definesObject() {
    skipSpaces();
    int start = at;
    SqlWord object;
    boolean modifier;
    do {
      int from = at;
      skipWord();
      object = words.find(chars, from, at);
      String word = at - from > LONGEST_MODIFIER ? "" : text.substring(from, at);
      modifier = at > from && MODIFIERS.contains(" " + word.toUpperCase(Locale.ROOT) + " ");
      skipSpaces();
    } while (modifier);
    at = start;
    return object != null && object.is(SqlWord.OBJECT);
  }

  /**
   * What follows a procedure's name is data even where it looks like code: {@code EXEC p Smith}.
   */
  private boolean call(SqlWord verb, String keyword) {
    skipSpaces();
    skipResult();
    SqlWord procedure = procedure();
    skipSpaces();
    boolean called = at == end || "(};".indexOf(chars[at]) >= 0 || verb.is(SqlWord.BARE_ARGUMENTS);
    String own =
        called && procedure != null && procedure.is(SqlWord.PROCEDURE) ? procedure.own() : null;
    summary.call(keyword, own);
    out.keyword(keyword, false);
    if (own != null) {
      out.own(own);
    } else {
      out.parameter();
    }
    if (nextIs('(')) {
      out.open(false);
      out.parameter();
      out.close();
      at = end;
    } else if (nextIs('}') || nextIs(';')) {
      at++;
      skipSpaces();
    }
    return at == end;
  }

  /** As in {@code EXEC ? = p} and {@code BEGIN :1 := f(); END}. */
  private void skipResult() {
    int from = at;
    if (nextIs('?') || nextIs('@') || nextIs(':')) {
      at++;
      skipWord();
      skipSpaces();
      at += nextIs(':') ? 1 : 0;
      at = nextIs('=') ? skipSpaces(at + 1) : from;
    }
  }

  /** The last part of its name. */
  private @Nullable SqlWord procedure() {
    SqlWord procedure;
    do {
      int from = at;
      skipWord();
      procedure = at > from ? words.find(chars, from, at) : quotedProcedure();
    } while (nextIs('.') && ++at < end);
    return procedure;
  }

  private @Nullable SqlWord quotedProcedure() {
    int from = at + 1;
    int close =
        nextIs('[')
            ? SqlQuotes.bracketed(text, at, end)
            : nextIs('"') ? SqlQuotes.quoted(text, at, end) : SqlQuotes.UNSURE;
    return to(close) ? words.find(chars, from, close - 1) : null;
  }

  private void name(@Nullable SqlWord word) {
    boolean qualifier = nextIs('.');
    String own = word != null && places.allowsName() && isNameHere(word) ? word.own() : null;
    summary.name(own == null ? null : word, qualifier);
    boolean isType = (lastFlags & SqlWord.BARS) != 0;
    lastFlags = 0;
    if (places.isBarred() && out.last() == SqlText.Last.WORD && !opensNext()) {
      takeBack();
    }
    if (qualifier) {
      places.qualifier(at + 1 < end && chars[at + 1] <= ' ');
    } else {
      places.name(own != null, isType);
    }
    if (own != null) {
      nameEnd = at;
      out.own(own);
    } else if (qualifier) {
      at++; // of an alias's column only the column is of interest
    } else if (!isAlias()) {
      out.parameter();
    }
  }

  /** Many a constant may be a procedure's name, and few places have one. */
  private boolean isNameHere(SqlWord word) {
    return word.is(SqlWord.COLUMN | SqlWord.COLLECTION) || nextIs('(');
  }

  /** Two names in a row: the first was a value, unless the second can be its alias. */
  private void takeBack() {
    if (places.isArgument()) {
      out.takeBack();
    } else {
      out.takeBackCompared();
    }
  }

  /**
   * An unknown word right behind a known table, column or subquery: it would be nothing but a ?.
   */
  private boolean isAlias() {
    return (out.last() == SqlText.Last.WORD || out.last() == SqlText.Last.CLOSE) && !opensNext();
  }

  private boolean name(int close) {
    int from = at + 1;
    if (!to(close) || touchesWord()) {
      return outOfStep();
    }
    name(words.find(chars, from, close - 1));
    return true;
  }

  /** A name in standard SQL and a text in MySQL; a name for certain only where a text cannot be. */
  private boolean doubleQuoted() {
    int from = at;
    int close = SqlQuotes.quoted(text, at, end);
    boolean certain =
        summary.expectsTable()
            || (from > 0 && chars[from - 1] == '.')
            || (close > 0 && close < end && chars[close] == '.');
    provesNamesQuoted |= certain;
    doubtsNamesQuoted |= !certain;
    certain |= namesQuoted && !out.isCompared();
    if (!certain && out.last() == SqlText.Last.WORD) {
      afterLiteral = true; // an alias, like a bare word in its place
      takeBack();
      return (to(close) && !touchesWord()) || outOfStep();
    }
    return certain ? name(close) : literal(close);
  }

  private boolean literal(int close) {
    if (out.last() == SqlText.Last.WORD && followsName()) {
      takeBack();
      return outOfStep();
    }
    if (!to(close) || touchesWord()) {
      return outOfStep();
    }
    parameter();
    out.mark();
    summary.mark();
    afterLiteral = true;
    return true;
  }

  /** Directly, and not as in {@code date '2026-01-31'}, where the type may be a column as well. */
  private boolean followsName() {
    int to = at;
    while (to > 0 && chars[to - 1] <= ' ') {
      to--;
    }
    return to == nameEnd && !isPrefix(to);
  }

  /**
   * Where quotes do not match, an earlier one may have been part of a value, as in {@code 'O',
   * Roe'}: nothing behind the first literal can be trusted then.
   */
  private boolean outOfStep() {
    outOfStep = true;
    return false;
  }

  private boolean number() {
    skipNumber();
    afterLiteral = false;
    char next = at < end ? chars[at] : ' ';
    boolean torn = next >= 128 || "$'\"`".indexOf(next) >= 0;
    return torn ? outOfStep() : value();
  }

  private boolean dollar() {
    if (wordBefore()) {
      return outOfStep(); // part of a name or the beginning of a literal
    }
    int from = at++;
    if (at < end && SqlQuotes.isDigit(chars[at])) {
      return number(); // a bind marker or money
    }
    while (at < end && chars[at] != '$' && isWordPart(chars[at])) {
      at++;
    }
    return nextIs('$')
        ? literal(SqlQuotes.dollarQuoted(text, from, at, end))
        : parameter() && !touchesWord();
  }

  private boolean dot() {
    boolean field = at > 0 && chars[at - 1] == ')';
    at++;
    if (at < end && SqlQuotes.isDigit(chars[at]) && out.last() != SqlText.Last.WORD) {
      return number();
    }
    if (nextIs('.') && startsWith("..", at)) {
      return false; // an ellipsis
    }
    if (field) {
      places.field();
    }
    out.dot();
    return true;
  }

  /** A cast is left out, {@code :=} becomes {@code =}, and {@code :name} is a bind marker. */
  private boolean colon(boolean literal) {
    at++;
    if (nextIs(':')) {
      at++;
      int from = at;
      skipWord();
      afterLiteral = literal;
      places.cast();
      return at == from || !endsOddly(from);
    }
    if (nextIs('=')) {
      return operator('=');
    }
    return marker();
  }

  /** The name of a bind marker or variable; a quote right behind it could be Oracle's q'. */
  private boolean marker() {
    int from = at;
    skipWord();
    return value() && (at == from || !endsOddly(from));
  }

  /**
   * {@code LIKE %roe%}, {@code = *roe*} and {@code =~ /roe/} are texts without quotes: what has two
   * operands is in another place.
   */
  private boolean isOperatorHere(char c, boolean afterOperator) {
    if (c == '+' || c == '-') {
      return true;
    }
    if (afterOperator) {
      char before = chars[at - 1]; // |/ is a root and <% compares words in PostgreSQL
      return operatorEnd == at && (c == '/' ? before == '|' : c != '%' || before == '<');
    }
    if ((lastFlags & SqlWord.COMPARES) != 0) {
      return false;
    }
    SqlText.Last before = out.last();
    return (c != '/' && c != '%')
        || before == SqlText.Last.WORD
        || before == SqlText.Last.PARAMETER
        || before == SqlText.Last.CLOSE
        || (lastFlags & SqlWord.ENDS_OPERAND) != 0; // CASE ... END / 2
  }

  private boolean operator(char c) {
    afterLiteral = false;
    places.operator();
    summary.operator();
    SqlText.Last before = out.last();
    boolean sign =
        (c == '-' || c == '+')
            && before != SqlText.Last.WORD
            && before != SqlText.Last.PARAMETER
            && before != SqlText.Last.CLOSE
            && (lastFlags & SqlWord.ENDS_OPERAND) == 0; // the sign of a number belongs to it
    if (before == SqlText.Last.WORD && "*%/".indexOf(c) >= 0 && !hasOperand(at + 1)) {
      takeBack(); // LIKE roe%
      return false;
    }
    if (!sign) {
      out.operator(SYMBOLS[OPERATORS.indexOf(c)], operatorEnd == at);
    }
    lastFlags = 0;
    at++;
    operates = true;
    operatorEnd = at;
    return true;
  }

  /** Whether an operand can begin there. */
  private boolean hasOperand(int from) {
    int i = skipSpaces(from);
    if (i == end || "),;".indexOf(chars[i]) >= 0) {
      return false;
    }
    int to = i;
    while (to < end && isWordPart(chars[to])) {
      to++;
    }
    SqlWord word = words.find(chars, i, to);
    return word == null
        || word.keyword() == null
        || (word.flags() & (SqlWord.STRUCTURE | SqlWord.OPERAND)) != SqlWord.STRUCTURE
        || (to < end && (chars[to] == '(' || chars[to] == '.'));
  }

  /** JDBC's call is looked into, its other escapes are one value: Informix has comments here. */
  private boolean brace() {
    int from = at++;
    skipSpaces();
    if (expectsVerb) {
      braces++;
      return nextIs('?') || startsWith("call", at);
    }
    return isEscape() && literal(SqlQuotes.bracketed(text, from, end));
  }

  private boolean comment(char c) {
    if (c == '/' && startsWith("/*", at)) {
      return to(SqlQuotes.blockComment(text, at, end));
    }
    boolean sure = c == '-' && (at + 2 >= end || chars[at + 2] <= ' ');
    int close = SqlQuotes.lineComment(text, c == '#' ? at + 1 : at + 2, end, sure);
    return to(close) && (c != '#' || at < end); // to others an operator, or part of a name
  }

  /** Behind a name it shows that this was none. */
  private boolean value() {
    if (places.isBarred()) {
      out.takeBack();
    }
    return parameter();
  }

  private boolean parameter() {
    out.parameter();
    summary.value();
    lastFlags = 0;
    places.value();
    return true;
  }
}
