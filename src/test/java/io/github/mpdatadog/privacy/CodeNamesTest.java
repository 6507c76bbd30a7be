// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeNamesTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          com.clinic.Visits,                        com.clinic.Visits
          com.clinic.Visits$Book$1,                 com.clinic.Visits$Book$1
          Unpackaged,                               Unpackaged
          com.clinic.Visits$$Lambda$14/0x0000abc,   com.clinic.Visits$$
          com.clinic.Visits$$Lambda/0x0000abc,      com.clinic.Visits$$
          com.clinic.Visits$Proxy$_$$_WeldSubclass, com.clinic.Visits$Proxy$_$$
          com.clinic.Visits/0x0000abc,              com.clinic.Visits
          jdk.proxy2.$Proxy57,                      jdk.proxy2.$Proxy
          jdk.internal.reflect.GeneratedMethodAccessor12, jdk.internal.reflect.GeneratedMethodAccessor
          jane roe,                                 -
          com..Visits,                              -
          com.clinic.,                              -
          com.1clinic.A,                            -
          com.clinic.Visits;jane,                   -
          com.clinic.Ärzte,                         -
          '',                                       -
          -,                                        -
          """)
  void reducesTypes(String name, String expected) {
    assertThat(CodeNames.type(name)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          book,                  book
          <init>,                <init>
          <clinit>,              <clinit>
          lambda$book$0,         lambda$book$0
          access$000,            access$000
          <jane>,                -
          'book(jane)',          -
          'book\tjane',          -
          '',                    -
          -,                     -
          """)
  void reducesMethods(String name, String expected) {
    assertThat(CodeNames.method(name)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          Visits.java,       Visits.java
          Visits.kt,         Visits.kt
          Visits.scala,      Visits.scala
          Visits.groovy,     Visits.groovy
          .java,             -
          Visits,            -
          jane.roe.java,     -
          /home/jane/A.java, -
          Visits.java.txt,   -
          -,                 -
          """)
  void reducesSourceFiles(String name, String expected) {
    assertThat(CodeNames.sourceFile(name)).isEqualTo(expected);
  }

  @Test
  void refusesOverlongNames() {
    assertThat(CodeNames.type("x".repeat(301))).isNull();
    assertThat(CodeNames.method("x".repeat(301))).isNull();
    assertThat(CodeNames.sourceFile("x".repeat(300) + ".java")).isNull();
  }

  @Test
  void namesAThrowableByItsNearestSuperclassWithAName() {
    class Ärger extends IllegalStateException {}

    assertThat(CodeNames.type(Ärger.class)).isEqualTo("java.lang.IllegalStateException");
  }

  /** As script engines and rule engines name what they compile: after what it is made of. */
  @Test
  void aClassMadeWhileRunningIsNamedByItsNearestSuperclassWithAClassFile() throws Exception {
    Class<?> made =
        Compiled.loader(
                Compiled.classes(
                    17,
                    "package rules; public class Rule_Jane_Roe_4711 extends IllegalStateException {}"),
                false)
            .loadClass("rules.Rule_Jane_Roe_4711");

    assertThat(CodeNames.type(made)).isEqualTo("java.lang.IllegalStateException");
    assertThat(new Vocabulary().exception(made)).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void aClassMadeForOneWithAClassFileIsNamedByThat() throws Exception {
    String own = SqlFixture.class.getName() + "$$Enhanced";
    Class<?> made =
        Compiled.loader(
                Compiled.classes(
                    17,
                    "package io.github.mpdatadog.privacy; public class Shell {} class SqlFixture$$Enhanced extends Exception {}"),
                false)
            .loadClass(own);

    assertThat(CodeNames.type(made)).isEqualTo(SqlFixture.class.getName() + "$$");
  }

  /** Bundles of the server need not show their class files. */
  @Test
  void aClassOfTheServerIsNamedByItsPackageUnlessItLooksLikeData() throws Exception {
    ClassLoader bundle =
        Compiled.loader(
            Compiled.classes(
                17,
                "package com.ibm.ws; public class BundleException extends Exception {}",
                "package com.ibm.ws; public class Roe_4711 extends Exception {}"),
            false);

    assertThat(CodeNames.type(bundle.loadClass("com.ibm.ws.BundleException")))
        .isEqualTo("com.ibm.ws.BundleException");
    assertThat(CodeNames.type(bundle.loadClass("com.ibm.ws.Roe_4711")))
        .isEqualTo("java.lang.Exception");
  }

  @Test
  void namesARealProxyWithoutItsNumber() {
    Object proxy =
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null);

    assertThat(CodeNames.type(proxy.getClass().getName())).endsWith("$Proxy");
  }
}
