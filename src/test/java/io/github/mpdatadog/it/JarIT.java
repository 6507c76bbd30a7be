// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.jdbc.TracingDriver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the jar beside its classes. */
class JarIT {

  private static JarFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(System.getProperty("product.jar"));
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  private static byte[] read(String name) throws IOException {
    ZipEntry entry = jar.getEntry(name);
    assertThat(entry).as(name).isNotNull();
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** A stack trace in a report of an operator says where we are. */
  @Test
  void classesHaveLineNumbersAndNoNamesOfVariables() throws IOException {
    byte[] type = read("io/github/mpdatadog/jdbc/TracingDriver.class");

    assertThat(new String(type, StandardCharsets.ISO_8859_1))
        .contains("LineNumberTable", "SourceFile")
        .doesNotContain("LocalVariableTable");
  }

  /**
   * Written by hand there: a manifest could be another jar's, into which someone put the classes.
   */
  @Test
  void theDriverHasTheVersionOfTheProject() throws IOException {
    TracingDriver driver = new TracingDriver();

    assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
        .startsWith(driver.getMajorVersion() + "." + driver.getMinorVersion() + ".");
  }

  @Test
  void whoGetsTheJarGetsTheLicence() throws IOException {
    assertThat(read("META-INF/LICENSE")).isEqualTo(Files.readAllBytes(Path.of("LICENSE")));
  }
}
