// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcedureCallsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{call book_visit}",
        "{call book_visit()}",
        "{call book_visit(?, ?)}",
        "{call book_visit(?, 'open', 30, sysdate)}",
        " { CALL book_visit ( ? ) } ",
        "{?=call book_visit(?)}",
        "{? = call clinic.book_visit(?)};",
        "{call EHR.dbo.book_visit(?)}",
        "{call [dbo].[book_visit](?)}",
        "{call \"CLINIC\".\"book_visit\"(?)}",
        "{call \u0001.book_visit(?)}",
        "call book_visit()",
        "call book_visit(?, ?);",
        "CALL clinic.book_visit(:patient, :ward)",
        "call book_visit($1, $2)",
        "call book_visit(\u0001)",
        "? = call book_visit(?)",
        "call book_visit(p_mrn => ?, p_ward => :ward)",
        "exec book_visit ?, ?",
        "EXEC dbo.book_visit @mrn = ?, @ward = @ward output",
        "execute book_visit @mrn=?",
        "EXEC ? = book_visit ?",
        "begin clinic.book_visit(?, p_ward => :ward); end;",
        "BEGIN book_visit; END;",
        "begin ? := book_visit(:1); end",
      })
  void aCallNamesItsProcedure(String constant) {
    assertThat(ProcedureCalls.procedure(constant)).isEqualTo("book_visit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "call",
        "Call home (again)",
        "Call Smith (8675309)",
        "call Smith",
        "Call the ward: ?",
        "Execute order",
        "execute order 66",
        "exec Smith, Jane",
        "{call}",
        "{call Roe, Jane}",
        "{call 'Roe'(?)}",
        "{call \u0001(?)}",
        "{call \u0001_visit(?)}",
        "{call book\u0001(?)}",
        "{call book_visit(?)} and {call other(?)}",
        "{call [book_visit(?)}",
        "exec Smith : Jane",
        "exec Smith ?,",
        "exec Smith mrn => Jane",
        "executes Smith ?",
        "call Smith(?",
        "Call Smith (?)",
        "Call me ()",
        "Execute Smith?",
        "exec a@a",
        "execute Smith \u0001",
        "Begin Smith; then the end",
        "begin book_visit(?)",
        "call Smith.(?)",
        "Calls book_visit(?)",
        "please {call book_visit(?)}",
        "select book_visit(?) from dual",
      })
  void whatMayBeASentenceNamesNone(String constant) {
    assertThat(ProcedureCalls.procedure(constant)).isNull();
  }

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void noConstantTakesLong() {
    for (String part : List.of("@a=", "?,", "a.", " ", "(", "{", "@a @a", "[a].", "a=>?,", "(?)")) {
      for (String begin : List.of("call a(", "exec a ", "{call ", "exec ", "")) {
        assertThat(ProcedureCalls.procedure(begin + part.repeat(1_900 / part.length()) + "!"))
            .isNull();
      }
    }
  }
}
