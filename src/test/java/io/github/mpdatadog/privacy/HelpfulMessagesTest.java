// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchNullPointerException;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HelpfulMessagesTest {

  private static final String HERE = HelpfulMessagesTest.class.getName();

  private final Evidence evidence = new Evidence(new Vocabulary(), new ThrownTypes());

  private final String chart = null;
  private final String[] rows = new String[1];

  static String name() {
    return null;
  }

  private int lengthOfChart() {
    return chart.length();
  }

  private int lengthOfRow() {
    return rows[0].length();
  }

  static List<Arguments> real() {
    HelpfulMessagesTest test = new HelpfulMessagesTest();
    return List.of(
        made(
            () -> name().trim(),
            "String.trim() because the return value of " + HERE + ".name() is null"),
        made(test::lengthOfChart, "String.length() because this.chart is null"),
        made(test::lengthOfRow, "String.length() because ? is null"));
  }

  private static Arguments made(ThrowingCallable failing, String expected) {
    return Arguments.of(catchNullPointerException(failing), "Cannot invoke " + expected);
  }

  @ParameterizedTest
  @MethodSource("real")
  void theJvmsMessageOfANullPointerKeepsWhatClassFilesName(
      NullPointerException thrown, String expected) {
    assertThat(evidence.messageOf(thrown)).as("%s", thrown).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Cannot invoke \"Jane.roe()\" because \"this.ssn\" is null",
        "Cannot invoke \"java.lang.String.roe()\" because the return value of \"Jane.Roe()\" is null",
        "Cannot invoke \"com.ibm.Jane.roe()\" because \"jane\" is null",
        "Cannot invoke \"String.roe()\" because \"jane\" is null",
        "Cannot invoke \"java.lang.Roe.length()\" because \"jane\" is null",
        "Cannot invoke \"java.lang.String.123-45-6789()\" because \"\" is null",
        "Cannot invoke \"Jane Roe\" because the return value of \"\" is null",
        "Cannot invoke \"jane. roe()\" because \"this.\" is null",
        "Cannot invoke \"Jane\" because \"this.jane roe\" because Roe is null"
      })
  void aMessageThatNamesOtherThingsKeepsNoneOfThem(String message) {
    assertThat(evidence.messageOf(new NullPointerException(message)))
        .isEqualTo("Cannot invoke ? because ? is null");
  }

  @Test
  void whatTheJvmSaysIsLookedForInTheClassOfTheTopFrame() {
    NullPointerException thrown =
        new NullPointerException(
            "Cannot invoke \"java.lang.String.length()\" because \"this.chart\" is null");
    thrown.setStackTrace(
        new StackTraceElement[] {new StackTraceElement("java.lang.String", "trim", null, 1)});

    assertThat(evidence.messageOf(thrown))
        .isEqualTo("Cannot invoke java.lang.String.length() because ? is null");
    thrown.setStackTrace(new StackTraceElement[0]);
    assertThat(evidence.messageOf(thrown)).endsWith("because ? is null");
  }

  @Test
  void otherExceptionsAreNotTheJvms() {
    assertThat(
            evidence.messageOf(
                new IllegalStateException(
                    "Cannot invoke \"java.lang.String.trim()\" because \"this.chart\" is null")))
        .isNull();
  }
}
