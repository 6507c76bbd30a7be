// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Compiled;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Applications as they lie on disk, and URLs as Open Liberty writes them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VocabularyReaderTest {

  @TempDir Path directory;

  private final Vocabulary vocabulary = new Vocabulary();
  private final Object application = new Object();

  private static Map<String, byte[]> type(String packageName, String name, String span) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Compiled.classes(
            17,
            "package "
                + packageName
                + "; public class "
                + name
                + " { io.opentelemetry.api.trace.Span s; void m() { s.addEvent(\""
                + span
                + "\"); } }")
        .forEach((type, file) -> files.put(type.replace('.', '/') + ".class", file));
    return files;
  }

  private static Map<String, byte[]> under(String prefix, Map<String, byte[]> files) {
    Map<String, byte[]> moved = new LinkedHashMap<>();
    files.forEach((name, file) -> moved.put(prefix + name, file));
    return moved;
  }

  private static byte[] archive(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private Map<String, byte[]> war() throws IOException {
    Map<String, byte[]> war =
        new LinkedHashMap<>(under("WEB-INF/classes/", type("com.acme", "Ward", "own constant")));
    war.put("WEB-INF/lib/their.jar", archive(type("com.their", "Lib", "library constant")));
    war.put("WEB-INF/classes/com/acme/Broken.class", new byte[] {1, 2, 3});
    war.put("index.html", new byte[] {4});
    war.put("WEB-INF/classes/META-INF/orm.xml", mapping("MAPPED"));
    war.put("WEB-INF/lib/orm.xml", mapping("ELSEWHERE"));
    war.put(
        "WEB-INF/web.xml",
        "<web-app><jms-destination><destination-name>bills</destination-name></jms-destination></web-app>"
            .getBytes(StandardCharsets.UTF_8));
    return war;
  }

  private static byte[] mapping(String table) {
    return ("<entity-mappings><entity class=\"A\"><table name=\""
            + table
            + "\"/></entity>"
            + "</entity-mappings>")
        .getBytes(StandardCharsets.UTF_8);
  }

  private void assertThatDescriptorsAreRead() {
    assertThat(vocabulary.contains(Kind.COLLECTION, "MAPPED")).isTrue();
    assertThat(vocabulary.contains(Kind.COLLECTION, "ELSEWHERE")).isFalse();
    assertThat(vocabulary.contains(Kind.DESTINATION, "bills")).isTrue();
  }

  private String url(String path) {
    return directory.toUri() + path;
  }

  private void read(String... urls) throws InterruptedException {
    Set<String> roots = new java.util.LinkedHashSet<>();
    for (String url : urls) {
      roots.add(VocabularyReader.place(url));
    }
    Thread thread = new VocabularyReader(application, roots, vocabulary).start();
    thread.join();
  }

  private boolean knows(String text) {
    return vocabulary.contains(Kind.EVENT_NAME, text);
  }

  @Test
  void readsTheClassesOfAWarThatWasNotExpanded() throws Exception {
    Files.write(directory.resolve("a.war"), archive(war()));

    read(url("a.war"));

    assertThat(knows("own constant")).isTrue();
    assertThat(knows("library constant")).isFalse();
    assertThatDescriptorsAreRead();
  }

  @Test
  void readsWhatItIsToldOfAnArchive() throws Exception {
    Files.write(directory.resolve("a b.war"), archive(war()));

    read("wsjar:" + url("a%20b.war") + "!/WEB-INF/classes/");

    assertThat(knows("own constant")).isTrue();
    assertThat(VocabularyReader.place("wsjar:" + url("a b.war") + "!/"))
        .isEqualTo(url("a b.war") + "!/WEB-INF/classes/");
  }

  @Test
  void readsAnExpandedWar() throws Exception {
    for (Map.Entry<String, byte[]> file : war().entrySet()) {
      Path path = directory.resolve("x.war").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }

    read(url("x.war/"));
    assertThat(knows("own constant")).isTrue();
    assertThat(VocabularyReader.place(url("x.war/")))
        .isEqualTo(VocabularyReader.place(url("x.war/WEB-INF/classes/")));
    assertThatDescriptorsAreRead();
    assertThat(knows("library constant")).isFalse();
  }

  @Test
  void readsModulesAndLibrariesOfAnEar() throws Exception {
    Files.createDirectories(directory.resolve("lib"));
    Files.write(directory.resolve("ejb.jar"), archive(type("com.acme", "Bean", "ejb constant")));
    Files.write(
        directory.resolve("lib/shared.jar"), archive(type("com.acme", "Shared", "lib constant")));
    Files.write(directory.resolve("w.war"), archive(war()));
    URL[] urls = {
      directory.resolve("ejb.jar").toUri().toURL(),
      directory.resolve("lib/shared.jar").toUri().toURL()
    };
    try (URLClassLoader loader = new AllRoots(urls)) {
      Set<String> roots =
          VocabularyReader.places(loader, Set.of(url("w.war"), url("server.jar")), List.of());
      new VocabularyReader(application, roots, vocabulary).run();
    }

    assertThat(List.of("ejb constant", "lib constant", "own constant")).allMatch(this::knows);
  }

  @Test
  void readsPackagesOfLibrariesOnRequestOnly() throws Exception {
    Files.createDirectories(directory.resolve("WEB-INF/lib"));
    Map<String, byte[]> library =
        new LinkedHashMap<>(type("org.acme.claims", "Claims", "claims constant"));
    library.put("org/acme/claims/", new byte[0]);
    library.putAll(type("org.acme.other", "Other", "other constant"));
    Path jar = directory.resolve("WEB-INF/lib/claims.jar");
    Files.write(jar, archive(library));
    try (URLClassLoader loader = new AllRoots(new URL[] {jar.toUri().toURL()})) {
      assertThat(VocabularyReader.places(loader, Set.of(), List.of())).isEmpty();
      new VocabularyReader(
              application,
              VocabularyReader.places(loader, Set.of(), List.of("org.acme.claims")),
              vocabulary)
          .run();
    }

    assertThat(knows("claims constant")).isTrue();
    assertThat(knows("other constant")).isFalse();
  }

  @Test
  void readsTheJobsOfLibrariesWithoutRequest() throws Exception {
    Files.createDirectories(directory.resolve("WEB-INF/lib"));
    Map<String, byte[]> library =
        new LinkedHashMap<>(type("org.acme.claims", "Claims", "claims constant"));
    library.put("META-INF/batch-jobs/", new byte[0]);
    library.put(
        "META-INF/batch-jobs/claims.xml",
        "<job id=\"nightly-claims\"/>".getBytes(StandardCharsets.UTF_8));
    Path jar = directory.resolve("WEB-INF/lib/claims.jar");
    Files.write(jar, archive(library));
    try (URLClassLoader loader = new AllRoots(new URL[] {jar.toUri().toURL()})) {
      new VocabularyReader(
              application, VocabularyReader.places(loader, Set.of(), List.of()), vocabulary)
          .run();
    }

    assertThat(vocabulary.contains(Kind.JOB, "nightly-claims")).isTrue();
    assertThat(knows("claims constant")).isFalse();
  }

  @Test
  void leavesOutTheServersGlobalLibraries() throws Exception {
    Files.createDirectories(directory.resolve("lib/global"));
    Path jar = directory.resolve("lib/global/any.jar");
    Files.write(jar, archive(type("any", "Any", "any constant")));
    try (URLClassLoader loader = new AllRoots(new URL[] {jar.toUri().toURL()})) {
      assertThat(VocabularyReader.places(loader, Set.of(), List.of())).isEmpty();
    }
  }

  @Test
  void survivesPlacesThatCannotBeRead() throws Exception {
    Files.write(directory.resolve("broken.war"), new byte[] {80, 75, 3, 4, 0});
    Files.write(directory.resolve("good.war"), archive(war()));

    read(
        url("absent.war"), "bundleresource://99/", "file:/%zz", url("broken.war"), url("good.war"));

    assertThat(knows("own constant")).isTrue();
  }

  /** Wherever they come in the order of the directory. */
  @Test
  void passesOverWhatCannotBeReadAmongTheFilesOfAnExpandedWar() throws Exception {
    Path classes = directory.resolve("x.war/WEB-INF/classes");
    Map<String, byte[]> files = new LinkedHashMap<>(war());
    for (int i = 0; i < 3; i++) {
      String prefix = "WEB-INF/classes/";
      files.putAll(under(prefix, type("com.acme" + i, "Ward" + i, "constant " + i)));
    }
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = directory.resolve("x.war").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.createSymbolicLink(classes.resolve("Dangling.class"), directory.resolve("absent"));
    Files.createSymbolicLink(classes.resolve("com/acme1/notes.txt"), directory.resolve("absent"));
    Files.createSymbolicLink(classes.resolve("Loop.xml"), classes.resolve("Loop.xml"));
    Files.createDirectory(classes.resolve("Directory.class"));

    read(url("x.war/"));

    for (int i = 0; i < 3; i++) {
      assertThat(knows("constant " + i)).isTrue();
    }
    assertThat(knows("own constant")).isTrue();
  }

  @Test
  void endsByItselfAndHoldsNoClassLoader() throws Exception {
    Files.write(directory.resolve("a.war"), archive(war()));
    Thread thread =
        new VocabularyReader(application, Set.of(VocabularyReader.place(url("a.war"))), vocabulary)
            .start();

    assertThat(thread.getName()).isEqualTo("mpdd-vocabulary");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isNull();
    thread.join(TimeUnit.SECONDS.toMillis(20));
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void addsNothingOnceItWasInterrupted() throws Exception {
    Files.write(directory.resolve("a.war"), archive(war()));
    VocabularyReader reader =
        new VocabularyReader(application, Set.of(VocabularyReader.place(url("a.war"))), vocabulary);
    Thread undeployed =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              reader.run();
            });
    undeployed.start();
    undeployed.join();

    assertThat(knows("own constant")).isFalse();
  }

  /** Answers the empty name with every root, as Open Liberty's class loaders do. */
  private static final class AllRoots extends URLClassLoader {
    AllRoots(URL[] urls) {
      super(urls, null);
    }

    @Override
    public java.util.Enumeration<URL> getResources(String name) throws IOException {
      return name.isEmpty()
          ? java.util.Collections.enumeration(List.of(getURLs()))
          : super.getResources(name);
    }
  }
}
