// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchNullPointerException;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HelpfulMessagesTest {

  private static final String HERE = HelpfulMessagesTest.class.getName();

  /** Where the members are that a message names, and where code writes them: in Sub. */
  private static final ClassLoader APPLICATION =
      Compiled.loader(
          Compiled.classes(
              17,
              """
              package com.acme;
              interface Listed {
                String[] NONE = none();
                static String[] none() { return null; }
                default String label() { return null; }
              }
              class Base extends java.util.ArrayList<String> {
                String inherited; static String shared; transient String cache; Sub next; int beds;
                String name() { return null; }
              }
              class Middle extends Base implements Listed {}
              public class Sub extends Middle {
                static Sub first; static String[] rows = new String[1]; private transient String own;
                public void field() { inherited.length(); }
                public void transientField() { cache.length(); }
                public void ownField() { own.length(); }
                public void staticField() { shared.length(); }
                public void ownStatic() { first.name(); }
                public void ofInterface() { NONE.clone(); }
                public void method() { name().length(); }
                public void ofSuper() { super.name().length(); }
                public void methodOfInterface() { label().length(); }
                public void methodOfJdk() { add(null); get(0).length(); }
                public void read() { beds = next.beds; }
                public void assigned() { next.beds = 2; }
                public void length() { beds = Listed.NONE.length; }
                public void load() { cache = Sub.NONE[0]; }
                public void store() { NONE[0] = ""; }
                public void lock() { synchronized (next) { beds = 2; } }
                public void ofOther() { next = new Sub(); next.next.name(); }
                public void element() { rows[0].length(); }
                public void local() { String jane = cache; jane.length(); }
                public void nothing() { throw (RuntimeException) (Object) null; }
              }
              """));

  private final Vocabulary vocabulary = new Vocabulary();
  private final Evidence evidence = new Evidence(vocabulary, new ThrownTypes());

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
        "field | invoke String.length() | this.inherited",
        "transientField | invoke String.length() | this.cache",
        "ownField | invoke String.length() | this.own",
        "staticField | invoke String.length() | com.acme.Sub.shared",
        "ownStatic | invoke com.acme.Sub.name() | com.acme.Sub.first",
        "method | invoke String.length() | the return value of com.acme.Sub.name()",
        "ofSuper | invoke String.length() | the return value of com.acme.Middle.name()",
        "methodOfInterface | invoke String.length()"
            + " | the return value of com.acme.Sub.label()",
        "methodOfJdk | invoke String.length() | the return value of com.acme.Sub.get()",
        "read | read field ? | this.next",
        "assigned | assign field ? | this.next",
        "length | read the array length | com.acme.Listed.NONE",
        "load | load from ? array | com.acme.Sub.NONE",
        "store | store to ? array | com.acme.Sub.NONE",
        "lock | enter synchronized block | this.next",
        "ofInterface | invoke ? | com.acme.Sub.NONE",
        "ofOther | invoke com.acme.Sub.name() | ?",
        "element | invoke String.length() | ?",
        "local | invoke String.length() | ?",
        "nothing | throw exception | ?"
      })
  void aMemberIsKnownWhereverItIsInheritedFrom(String method, String action, String reason)
      throws Exception {
    vocabulary.addLoader(APPLICATION);
    Class<?> sub = APPLICATION.loadClass("com.acme.Sub");
    Object object = sub.getDeclaredConstructor().newInstance();
    NullPointerException thrown = null;
    try {
      sub.getMethod(method).invoke(object);
    } catch (InvocationTargetException expected) {
      thrown = (NullPointerException) expected.getCause();
    }

    assertThat(evidence.messageOf(thrown))
        .as("%s", thrown)
        .isEqualTo("Cannot " + action + " because " + reason + " is null");
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
        "Cannot invoke \"Jane\" because \"this.jane roe\" because Roe is null",
        "Cannot invoke \" because \" because \" is null",
        "Cannot invoke \"Jane.length(\" because \"java.lang.String.jane\" is null",
        "Cannot invoke java.lang.String.length() because java.lang.String.value is null",
        "Cannot invoke \"Jane\" because \"roe.java.lang.String.value\" is null",
        "Cannot invoke \"Jane\" because \"java.lang.String.value.roe\" is null",
        "Cannot invoke \"Jane\" because \".value\" is null",
        "Cannot invoke \"Jane\" because \"java.lang.String. \" is null"
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
