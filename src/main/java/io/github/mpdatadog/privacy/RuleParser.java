// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the text of a rule, such as {@code int(100..599)}, into a {@link Rule}. */
final class RuleParser {

  static Rule parse(String text) {
    if (text.startsWith(Rule.FEW) && text.endsWith(")")) {
      return parse(text.substring(Rule.FEW.length(), text.length() - 1)).few();
    }
    int open = text.indexOf('(');
    if (open >= 0 && !text.endsWith(")")) {
      throw new IllegalArgumentException("Rule without closing parenthesis: " + text);
    }
    String word = open < 0 ? text : text.substring(0, open);
    String arguments = open < 0 ? "" : text.substring(open + 1, text.length() - 1);
    return rule(kind(word), text, arguments);
  }

  private static Rule rule(RuleKind kind, String text, String arguments) {
    return switch (kind) {
      case DROP -> Rule.DROP;
      case RESOURCE, FRAMES, MESSAGE -> Rule.ofText(kind, text, (value, span, evidence) -> null);
      case SQL -> Rule.ofText(kind, text, RuleParser::shape);
      case SQL_SUMMARY -> Rule.ofText(kind, text, (v, s, e) -> e.sqlSummary(v));
      case INT -> integer(text, Range.parse(arguments));
      case DIGITS -> digits(text, Range.parse(arguments));
      case BUCKET -> new Rule(kind, AttributeType.LONG, text, (v, s, e) -> Numbers.bucket(v));
      case BOOL ->
          new Rule(kind, AttributeType.BOOLEAN, text, (v, s, e) -> v instanceof Boolean ? v : null);
      case ENUM -> oneOf(kind, text, Words.exact(arguments));
      case WORD -> oneOf(kind, text, Words.anyCase(arguments));
      case KNOWN -> known(text, Vocabulary.Kind.valueOf(arguments.toUpperCase(Locale.ROOT)));
      case TEMPLATE -> Rule.ofText(kind, text, (v, s, e) -> e.known(Vocabulary.Kind.ROUTE, v));
      case HOST -> Rule.ofText(kind, text, (value, span, evidence) -> evidence.peer(value, span));
      case PORT -> port(text);
      case ROUTE, HINT -> Rule.ofText(kind, text, (v, s, e) -> e.verifiedRoute(v));
      case PATH ->
          // A path is never looked at: the span's verified route takes its place.
          Rule.ofText(kind, text, (value, span, evidence) -> null);
      case URL -> Rule.ofText(kind, text, Urls::reduced);
      case ERROR_TYPE -> errorType(text, Words.exact(arguments).spellings());
      case CONSTANT -> Rule.ofText(kind, text, (v, s, e) -> e.known(Vocabulary.Kind.EVENT_NAME, v));
      case CLASS -> Rule.ofText(kind, text, (v, s, e) -> e.className(v));
      case SQL_STATE -> sqlState(text, Words.exact(arguments));
    };
  }

  private static @Nullable String shape(String statement, SpanKind span, Evidence evidence) {
    SqlShape shape = evidence.shape(statement);
    return shape == null ? null : shape.text();
  }

  private static Rule integer(String text, Range range) {
    return new Rule(
        RuleKind.INT,
        AttributeType.LONG,
        text,
        (value, span, evidence) ->
            value instanceof Long number && range.contains(number) ? value : null);
  }

  private static Rule digits(String text, Range range) {
    return Rule.ofText(
        RuleKind.DIGITS,
        text,
        (value, span, evidence) ->
            Numbers.isPlainDigits(value) && range.contains(Long.parseLong(value)) ? value : null);
  }

  private static Rule port(String text) {
    Range ports = new Range(1, 65_535);
    return new Rule(
        RuleKind.PORT,
        AttributeType.LONG,
        text,
        (value, span, evidence) ->
            span != SpanKind.SERVER && value instanceof Long number && ports.contains(number)
                ? value
                : null);
  }

  private static Rule oneOf(RuleKind kind, String text, Words words) {
    return Rule.ofText(kind, text, (value, span, evidence) -> words.spelling(value));
  }

  private static Rule known(String text, Vocabulary.Kind kind) {
    if (kind == Vocabulary.Kind.HOST) {
      return Rule.ofText(RuleKind.KNOWN, text, (value, span, evidence) -> evidence.host(value));
    }
    return Rule.ofText(
        RuleKind.KNOWN, text, (value, span, evidence) -> evidence.known(kind, value));
  }

  private static Rule errorType(String text, Map<String, String> table) {
    return Rule.ofText(
        RuleKind.ERROR_TYPE, text, (value, span, evidence) -> evidence.errorType(value, table));
  }

  private static Rule sqlState(String text, Words words) {
    return Rule.ofText(
        RuleKind.SQL_STATE,
        text,
        (value, span, evidence) -> {
          String known = SqlStates.known(value);
          return known != null ? known : words.spelling(value);
        });
  }

  private static RuleKind kind(String word) {
    for (RuleKind kind : List.of(RuleKind.values())) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("Not a rule: " + word);
  }

  private RuleParser() {}
}
