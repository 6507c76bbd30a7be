// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.mpdatadog.privacy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttributeRulesTest {

  private final List<Integer> codes = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();

  private Map<String, String> parse(String text) {
    return AttributeRules.parse(
        text,
        (number, said) -> {
          codes.add(number);
          advice.add(said);
        });
  }

  @Test
  void readsEveryRuleOfTheExampleInTheOrderWritten() {
    assertThat(
            parse(
                "claim.kind:enum(dental,vision), retry.count:int(0..10), ward.open:bool,"
                    + " result.size:bucket, phase:constant, handler:class"))
        .containsExactly(
            Map.entry("claim.kind", "enum(dental,vision)"),
            Map.entry("retry.count", "int(0..10)"),
            Map.entry("ward.open", "bool"),
            Map.entry("result.size", "bucket"),
            Map.entry("phase", "constant"),
            Map.entry("handler", "class"));
    assertThat(codes).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.b:bool;c.d:bucket                 | {a.b=bool, c.d=bucket}
          a.b:bool,c.d:bucket                 | {a.b=bool, c.d=bucket}
          a.b:enum(x,y);c.d:bool,e.f:bool     | {a.b=enum(x,y), c.d=bool, e.f=bool}
          a.b:bool,                           | {a.b=bool}
          ,,a.b:bool;;                        | {a.b=bool}
           a.b : bool                         | {a.b=bool}
          a.b:enum( x , y )                   | {a.b=enum(x,y)}
          a.b:enum (x)                        | {a.b=enum(x)}
          a.b:enum(in progress,n/a,Ü,a:b,a=b) | {a.b=enum(in progress,n/a,Ü,a:b,a=b)}
          a.b:int(-5..-1)                     | {a.b=int(-5..-1)}
          a.b:int( 0 .. 10 )                  | {a.b=int(0..10)}
          a.b:int(7..7)                       | {a.b=int(7..7)}
          claimKind:bool                      | {claimKind=bool}
          a-b.c_d2:bool                       | {a-b.c_d2=bool}
          httpx.a:bool                        | {httpx.a=bool}
          """)
  void reads(String text, String rules) {
    assertThat(parse(text)).hasToString(rules);
    assertThat(codes).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          canary                             | 120
          :bool                              | 120
          canary canary:bool                 | 120
          1canary:bool                       | 120
          .canary:bool                       | 120
          canary.:bool                       | 120
          canary..x:bool                     | 120
          canary.12345:bool                  | 120
          canäry:bool                        | 120
          a.canary)b:bool                    | 120
          canary.*:bool                      | 120
          a.b:                               | 121
          a.b:canary                         | 121
          a.b:string                         | 121
          a.b:Bool                           | 121
          a.b:known(host)                    | 121
          a.b:url                            | 121
          a.b:drop                           | 121
          a.b:word(canary)                   | 121
          a.b:digits(1..9)                   | 121
          a.b:bool:canary                    | 121
          a.b:bool()                         | 122
          a.b:bucket(canary)                 | 122
          a.b:constant(canary)               | 122
          a.b:class(canary)                  | 122
          a.b:enum                           | 122
          a.b:enum()                         | 122
          a.b:enum(canary,)                  | 122
          a.b:enum(canary,canary)            | 122
          a.b:enum(canary;_OTHER)            | 122
          a.b:enum(canary                    | 122
          a.b:enum(canary))                  | 122
          a.b:enum((canary)                  | 122
          a.b:enum(canary)x                  | 122
          a.b:int                            | 122
          a.b:int()                          | 122
          a.b:int(canary)                    | 122
          a.b:int(1)                         | 122
          a.b:int(..)                        | 122
          a.b:int(9..1)                      | 122
          a.b:int(0..99999999999999999999)   | 122
          a.b:int(0..1.5)                    | 122
          http.canary:bool                   | 123
          HTTP.canary:bool                   | 123
          http.request.header.canary:bool    | 123
          http.route:enum(canary)            | 123
          _dd.canary:bool                    | 123
          usr.canary:enum(a)                 | 123
          resource.name:constant             | 123
          env:enum(canary)                   | 123
          db.query.text:constant             | 123
          io.github.mpdatadog.route:constant | 123
          a.b:bool,a.b:int(0..1)             | 124
          """)
  void reportsAProblemByItsCodeWithoutTheText(String text, int code) {
    parse(text);

    assertThat(codes).containsExactly(code);
    assertThat(advice.toString().toLowerCase(java.util.Locale.ROOT)).doesNotContain("canary");
  }

  @Test
  void reportsAllProblemsByTheNumberOfTheirEntry() {
    parse("x.y:bool, nothing, x.z:string; x.y:int(2..1), http.x:bool");

    assertThat(codes).containsExactly(120, 121, 122, 124, 123);
    assertThat(advice.get(0)).startsWith("in entry 2 ");
    assertThat(advice.get(4)).startsWith("in entry 5 ");
  }

  @Test
  void takesSoManyKeysAndNoMore() {
    assertThat(parse(keys(256))).hasSize(256);
    assertThat(codes).isEmpty();

    parse(keys(257));
    assertThat(codes).containsExactly(126);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65})
  void takesAKeyOfSixtyFourCharacters(int length) {
    assertThat(parse("k".repeat(length) + ":bool")).hasSize(length == 64 ? 1 : 0);
  }

  @Test
  void reservesNothingThatThePolicyDoesNot() {
    for (String namespace : ReservedNames.NAMESPACES) {
      assertThatIllegalArgumentException()
          .as(namespace)
          .isThrownBy(() -> Policy.strict().allowing(Map.of(namespace + ".x", "bool")));
    }
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "k" + i + ":bool")
        .collect(Collectors.joining(","));
  }
}
