// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatadogMemberTest {

  @ParameterizedTest(name = "[{0}]")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          s:2;o:rum;p:0123456789abcdef;t.dm:-4            | s:2;o:rum;p:0123456789abcdef;t.dm:-4
          t.dm:934086a686-4;s:-1                          | s:-1;t.dm:-4
          s:1;t.usr.id:amFuZQ==;t.tid:640cfd8d00000000    | s:1
          s:3                                             | s:2
          s:01                                            | s:1
          s:-7                                            | s:-1
          s:12345678901                                   | -
          s:jane                                          | -
          o:jane                                          | -
          o:synthetics-browser                            | o:synthetics-browser
          p:0123456789abcde                               | -
          p:0123456789abcdef0                             | -
          p:0123456789ABCDEF                              | -
          t.dm:4                                          | -
          t.dm:-00                                        | t.dm:-0
          t.dm:934086a6861-4                              | -
          t.dm:-123                                       | -
          t.dm:-                                          | -
          t.dm:jane-4                                     | -
          t.dm:a`-4                                       | -
          t.dm:g-4                                        | -
          t.dm:/-4                                        | -
          t.dm::-4                                        | -
          s:2;e:malformed_tid;r:0.5;l:1                   | s:2;e:malformed_tid;r:0.5;l:1
          e:inconsistent_tid                              | e:inconsistent_tid
          e:extract_max_size                              | e:extract_max_size
          e:decoding_error                                | e:decoding_error
          e:malformed_tid JaneRoe                         | -
          e:jane                                          | -
          r:0                                             | r:0
          r:1.000                                         | r:1.000
          r:0.000001                                      | r:0.000001
          r:1.5                                           | -
          r:1.9                                           | -
          r:0.9                                           | r:0.9
          r:0.:                                           | -
          r:0./                                           | -
          r:2                                             | -
          r:0.                                            | -
          r:.5                                            | -
          r:0,5                                           | -
          r:05                                            | -
          r:-0.5                                          | -
          r:1E-6                                          | -
          r:0.1234567890123456789012                      | r:0.1234567890123456789012
          r:0.12345678901234567890123                     | -
          l:                                              | -
          l:jane                                          | -
          ;;s:1;;                                         | s:1
          S:1                                             | -
          jane                                            | -
          ''                                              | -
          """)
  void keepsOnlyFieldsInTheirGrammar(String member, String expected) {
    assertThat(DatadogMember.clean(member, true)).isEqualTo(expected);
  }

  @Test
  void aMemberHasAtMost256Characters() {
    String longest = "s:1" + ";".repeat(253);

    assertThat(DatadogMember.clean(longest, true)).isEqualTo("s:1");
    assertThat(DatadogMember.clean(longest + ";", true)).isNull();
    assertThat(DatadogMember.clean(null, true)).isNull();
  }
}
