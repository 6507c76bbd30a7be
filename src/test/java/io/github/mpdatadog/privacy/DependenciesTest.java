// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The room sees no container, and of OpenTelemetry only what a server shows to applications. */
class DependenciesTest {

  private static final JavaClasses ROOM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.mpdatadog.privacy");

  @Test
  void usesOnlyTheJdkAndVisiblePackagesOfOpenTelemetry() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.github.mpdatadog.privacy",
            "java..",
            "org.jspecify.annotations",
            "io.opentelemetry.api.common",
            "io.opentelemetry.api.trace",
            "io.opentelemetry.sdk.common",
            "io.opentelemetry.sdk.resources",
            "io.opentelemetry.sdk.trace.data")
        .check(ROOM);
  }

  @Test
  void neitherLogsNorWritesNorUsesARegularExpression() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging", "java.util.regex", "java.nio.file..", "java.net..", "javax..")
        .check(ROOM);
  }
}
