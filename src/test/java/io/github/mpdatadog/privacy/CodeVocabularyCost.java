// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures what reading an application of 2,000 classes costs. Run it on its own: the first round
 * is what a server sees when it starts.
 */
final class CodeVocabularyCost {

  private static final int CLASSES = 2_000;

  public static void main(String[] args) {
    List<byte[]> application = application();
    long bytes = application.stream().mapToLong(file -> file.length).sum();
    System.out.printf("%d classes, %,d bytes%n", application.size(), bytes);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (int round = 1; round <= 10; round++) {
      Vocabulary vocabulary = new Vocabulary();
      Object owner = new Object();
      long before = used();
      long start = System.nanoTime();
      long cpu = threads.getCurrentThreadCpuTime();
      CodeVocabulary code = new CodeVocabulary();
      application.forEach(code::add);
      code.addTo(vocabulary, owner);
      cpu = threads.getCurrentThreadCpuTime() - cpu;
      long wall = System.nanoTime() - start;
      code = null;
      System.out.printf(
          "round %d: %d ms, %d ms of CPU, %,d KB kept, %d refused%n",
          round,
          wall / 1_000_000,
          cpu / 1_000_000,
          (used() - before) / 1_024,
          vocabulary.refused());
      java.lang.ref.Reference.reachabilityFence(owner);
    }
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** One class as an application has them, under as many names of the same length. */
  private static List<byte[]> application() {
    StringBuilder source =
        new StringBuilder(
            """
            package com.acme.clinic;
            public class Service00000 {
              private final java.util.Map<String, String> cache = new java.util.HashMap<>();
              io.opentelemetry.api.trace.Tracer tracer;
            """);
    for (int i = 0; i < 8; i++) {
      source.append(
          """
            public String method#(String name, int bed) {
              if (name.isEmpty()) { throw new IllegalArgumentException("Name of method # is empty"); }
              String sql = "SELECT id, given_name, column# FROM table# WHERE ward = ? AND bed = 'x'";
              cache.computeIfAbsent(name, key -> key + " in bed " + bed + " by method #");
              for (String each : cache.keySet()) { if (each.startsWith(sql)) { return each + bed; } }
              throw new IllegalStateException("Patient " + name + " of method # not found in bed " + bed);
            }
          """
              .replace("#", Integer.toString(i))
              .replace("SELECT", i == 0 ? "SELECT" : "Not a statement: "));
    }
    Map<String, byte[]> compiled = Compiled.classes(17, source.append('}').toString());
    String template =
        new String(compiled.get("com.acme.clinic.Service00000"), StandardCharsets.ISO_8859_1);
    List<byte[]> classes = new ArrayList<>();
    for (int i = 0; i < CLASSES; i++) {
      classes.add(
          template
              .replace("Service00000", String.format("Service%05d", i))
              .getBytes(StandardCharsets.ISO_8859_1));
    }
    return classes;
  }

  private CodeVocabularyCost() {}
}
