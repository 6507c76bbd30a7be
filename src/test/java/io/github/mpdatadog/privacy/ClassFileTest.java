// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClassFileTest {

  private static final String SOURCE =
      """
      package com.acme;
      public class Ward extends IllegalStateException implements java.io.Closeable {
        public void close() {}
        static final String TRICKY = "a\\u0001b";
        private String name;
        private transient String cache;
        private static String shared;
        private long big = 0x123456789L;
        Ward(String name, int beds) { super("Ward " + name + " has " + beds + " beds"); }
        String one(Object o) { return "Patient " + o; }
        String chars(Object o) { return "<" + o + '>' + o + "end"; }
        String tricky(Object o) { return "x" + TRICKY + o; }
        String choice(boolean b, Object o) { return "He is " + (b ? "well" : "ill") + " now " + o; }
        String nested(Object o) { return "outer " + ("inner " + o).trim() + " end"; }
        String umlaut(Object o) { return "Pr\\u00fcfung \\ud83d\\ude00 \\u0000 " + o; }
        String explicit(Object o) {
          StringBuilder b = new StringBuilder();
          b.append("never ");
          b.append(o);
          return b.append(" in order").toString();
        }
        String sized(Object o) { return new StringBuilder(32).append("sized ").append(o).toString(); }
        int jump(int i) { switch (i) { case 1: return 5; case 2: return 6; case 99999: return 7; default: return 8; } }
      }
      """;

  private static final List<Integer> RELEASES = Compiled.RELEASES;

  private static ClassFile ward(int release) {
    return ClassFile.read(Compiled.classes(release, SOURCE).get("com.acme.Ward"));
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void readsTheNamesOfAClassAndItsMembers(int release) {
    ClassFile file = ward(release);

    assertThat(file.name()).isEqualTo("com.acme.Ward");
    assertThat(file.simpleName()).isEqualTo("Ward");
    assertThat(file.superName()).isEqualTo("java.lang.IllegalStateException");
    assertThat(file.fields()).containsExactly("name", "big");
    assertThat(List.of("name", "cache", "shared", "big")).allMatch(file::hasField);
    assertThat(file.hasField("one")).isFalse();
    assertThat(file.supertypes(9)).containsExactly(file.superName(), "java.io.Closeable");
    assertThat(file.supertypes(1)).containsExactly(file.superName());
    assertThat(file.methods()).contains("one", "jump", "<init>");
    assertThat(file.dealsWithExceptions()).isTrue();
    assertThat(file.tells()).isFalse();
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void readsConcatenationsOfEveryCompiler(int release) {
    assertThat(ward(release).recipes())
        .contains(
            "Ward \u0001 has \u0001 beds",
            "Patient \u0001",
            "<\u0001>\u0001end",
            "He is \u0001 now \u0001",
            "inner \u0001",
            "outer \u0001 end",
            "Pr\u00fcfung \ud83d\ude00 \u0000 \u0001")
        .noneMatch(recipe -> recipe.contains("never") || recipe.contains("in order"));
  }

  /** Whose length is part of them, or depends on where they stand. */
  @ParameterizedTest
  @FieldSource("RELEASES")
  void readsConcatenationsBehindInstructionsOfEveryLength(int release) {
    StringBuilder source = new StringBuilder("package com.acme; public class Lengths {");
    List<String> expected = new ArrayList<>();
    for (String shift : List.of("", "i++;", "i++; i++;", "i++; i++; i++;")) {
      method(
          source, expected, shift + "switch (i) { case 1: i = 5; case 2: i = 6; case 3: i = 7; }");
      method(source, expected, shift + "switch (i) { case 1: i = 5; case 77777: i = 6; }");
      method(source, expected, shift + "switch (i) { default: i = 5; }");
    }
    StringBuilder many = new StringBuilder("long a0 = i");
    for (int n = 1; n < 130; n++) {
      many.append(", a").append(n).append(" = a").append(n - 1);
    }
    method(source, expected, many + "; int far = i; far += 1; far += 700; i = far + (int) a129;");
    method(source, expected, "Object grid = new int[2][3]; i = grid.hashCode();");
    method(source, expected, "byte[] row = new byte[300]; Object[] rows = new Object[i];");
    method(source, expected, "Runnable work = () -> {}; work.run();");
    method(source, expected, "java.util.List<?> list = (java.util.List<?>) o; i = list.size();");
    method(
        source,
        expected,
        "if (o != null && o instanceof String || i > 70000) { i = (int) 3.5e9; }");
    method(source, expected, "synchronized (o) { i = o == null ? 70 : -300; }");
    method(
        source, expected, "double[] d = {1.5}; d[0]++; long l = 5_000_000_000L; float f = 2.5f;");
    source.append('}');

    assertThat(
            ClassFile.read(Compiled.classes(release, source.toString()).get("com.acme.Lengths"))
                .recipes())
        .containsAll(expected);
  }

  private static void method(StringBuilder source, List<String> expected, String statements) {
    int number = expected.size();
    source
        .append("String m" + number + "(int i, Object o) throws Exception { " + statements)
        .append(" return \"after " + number + " comes \" + o; }\n");
    expected.add("after " + number + " comes \u0001");
  }

  /** What one branch would have pushed is not what was appended. */
  @ParameterizedTest
  @FieldSource("RELEASES")
  void aPartThatIsChosenIsAHole(int release) {
    String source =
        """
        package com.acme;
        public class Choices {
          String chosen(boolean in, Object o) { return "is " + (in ? "within" : "outside") + " of bed " + o; }
          String number(boolean in) { return "has " + (in ? 'x' : 'y') + " of it"; }
          String character(Object o) { return o + ":" + 'x' + '\\t' + (char) 300 + o; }
          String count(Object o) { return "at " + 17 + o + (byte) 3; }
          String kept(Object o) { StringBuffer b = new StringBuffer("kept "); return b.append(o).toString(); }
          String thrown(Object o) { new StringBuilder("thrown away"); return "after " + o; }
        }
        """;

    assertThat(ClassFile.read(Compiled.classes(release, source).get("com.acme.Choices")).recipes())
        .contains("is \u0001 of bed \u0001", "has \u0001 of it", "after \u0001")
        .contains("\u0001:x\t\u012c\u0001")
        .noneMatch(recipe -> recipe.contains("within") || recipe.contains("outside"));
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void keepsAConstantThatContainsTheMarkOfAHole(int release) {
    assertThat(ward(release).recipes()).contains("xa\u0001b\u0001");
  }

  @Test
  void readsABuilderThatAProgrammerWroteInOneExpression() {
    assertThat(ward(17).recipes()).contains("sized \u0001");
  }

  @Test
  void tellsTheLinesOfAMethod() {
    ClassFile file =
        ClassFile.read(
            Compiled.classes(
                    17,
                    """
                    package com.acme;
                    public class Lines {
                      void none() {}
                      void one(int i) {
                        none();
                      }
                      void one() { none();
                        none();
                      }
                    }
                    """)
                .get("com.acme.Lines"));

    assertThat(file.lines("none")).containsExactly(3, 3);
    assertThat(file.lines("one")).containsExactly(5, 9);
    assertThat(file.lines("two")).isEqualTo(ClassFile.NO_LINES);
  }

  @Test
  void readsAnnotations() {
    Map<String, byte[]> classes =
        Compiled.classes(
            17,
            """
            package com.acme;
            import jakarta.persistence.*;
            @Entity @Table(name = "PATIENT", indexes = @Index(columnList = "mrn"))
            @Deprecated(since = "never seen")
            public class Patient {
              @Id Long id;
              @Column(name = "GIVEN_NAME", length = 40) String name;
              @io.opentelemetry.instrumentation.annotations.WithSpan("admit patient") void admit() {}
            }
            """);

    List<ClassFile.Mark> marks = ClassFile.read(classes.get("com.acme.Patient")).marks();

    assertThat(marks)
        .extracting(
            mark -> mark.annotation, mark -> mark.member, mark -> mark.element, mark -> mark.text)
        .contains(
            tuple("Ljakarta/persistence/Entity;", "Patient", "", ""),
            tuple("Ljakarta/persistence/Table;", "Patient", "name", "PATIENT"),
            tuple("Ljakarta/persistence/Index;", "Patient", "columnList", "mrn"),
            tuple("Ljakarta/persistence/Column;", "name", "name", "GIVEN_NAME"),
            tuple(ClassFile.WITH_SPAN, "admit", "value", "admit patient"));
    assertThat(marks).extracting(mark -> mark.text).doesNotContain("never seen");
  }

  @Test
  void understandsEveryClassOfTheRunningJavaBase() throws Exception {
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java");
    try (Stream<Path> files = Files.walk(base)) {
      for (Path path :
          (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
        ClassFile file = ClassFile.read(Files.readAllBytes(path));

        assertThat(file).as(path.toString()).isNotNull();
        assertThat("/modules/java.base/" + file.name().replace('.', '/') + ".class")
            .isEqualTo(path.toString());
      }
    }
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void givesNothingForAFileThatEndsTooEarly(int release) {
    byte[] whole = Compiled.classes(release, SOURCE).get("com.acme.Ward");

    for (int length = 0; length < whole.length; length++) {
      assertThat(ClassFile.read(Arrays.copyOf(whole, length))).isNull();
    }
  }

  @ParameterizedTest
  @FieldSource("RELEASES")
  void aDamagedClassFileThrowsNothing(int release) {
    byte[] whole = Compiled.classes(release, SOURCE).get("com.acme.Ward");
    Random random = new Random(release);

    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = whole.clone();
      for (int hits = random.nextInt(8); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      ClassFile file = ClassFile.read(damaged);
      if (file != null) {
        new CodeVocabulary().add(damaged);
        assertThat(file.lines("one")).hasSize(2);
        assertThat(file.supertypes(2)).hasSizeLessThanOrEqualTo(2);
        assertThat(file.hasField("no such")).isFalse();
      }
    }
  }

  /** No compiler does, and 65,000 copies of the longest text would be 4 GB. */
  @Test
  void givesNothingForAFileThatHasTheSameTextOverAndOver() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream file = new DataOutputStream(bytes);
    file.writeInt(0xcafebabe);
    file.writeInt(61);
    int constants = 300;
    file.writeShort(constants + 3);
    file.writeByte(1);
    file.writeUTF("x".repeat(65_535));
    file.writeByte(7);
    file.writeShort(1);
    for (int i = 0; i < constants; i++) {
      file.writeByte(8);
      file.writeShort(1);
    }
    for (int part : new int[] {0, 2, 2, 0, 0, 0, 0}) {
      file.writeShort(part);
    }

    assertThat(ClassFile.read(bytes.toByteArray())).isNull();
  }

  @Test
  void givesNothingForWhatIsNoClassFileAtAll() {
    assertThat(ClassFile.read(new byte[0])).isNull();
    assertThat(
            ClassFile.read(
                "PK\u0003\u0004 an archive".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isNull();
    assertThat(ClassFile.read(new byte[1 << 20])).isNull();
  }
}
