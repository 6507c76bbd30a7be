// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.config.ConfiguredNames;
import io.github.mpdatadog.privacy.CodeVocabulary;
import io.github.mpdatadog.privacy.Vocabulary;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads an application's class files into the vocabulary, once, on a thread that ends by itself.
 * Until it is done, what it would know is unknown, and does not leave. Links no OpenTelemetry and
 * holds no class loader.
 */
final class VocabularyReader implements Runnable {

  private static final Logger LOG = Logger.getLogger(VocabularyReader.class.getName());

  private static final String CLASSES = "WEB-INF/classes/";
  private static final List<String> BESIDE = List.of("WEB-INF/web.xml", "WEB-INF/ejb-jar.xml");
  private static final String JOBS = "META-INF/batch-jobs/";
  private static final int LARGEST = 1 << 20;

  private final WeakReference<Object> owner;
  private final Set<String> places;
  private final Vocabulary vocabulary;
  private final CodeVocabulary code = new CodeVocabulary(ConfiguredNames::hostsIn);

  /**
   * @param places each {@code file:/directory/}, {@code file:/archive} or {@code
   *     file:/archive!/prefix/}
   */
  VocabularyReader(Object owner, Set<String> places, Vocabulary vocabulary) {
    this.owner = new WeakReference<>(owner);
    this.places = places;
    this.vocabulary = vocabulary;
  }

  /**
   * The places of an application's code.
   *
   * @param application the class loader of the application or of one of its modules; Open Liberty's
   *     answer the empty name with every root they search
   * @param beans where classes of beans came from; only those of a web module are looked at, since
   *     an EAR's class loader does not show its web modules
   * @param packages of libraries that are to be read as well
   */
  static Set<String> places(ClassLoader application, Set<String> beans, List<String> packages) {
    Set<String> places = new LinkedHashSet<>();
    String ours = ownJar();
    for (String url : resources(application, "")) {
      boolean library = url.contains("/WEB-INF/lib/") || url.contains("/lib/global/");
      if (!library && (ours.isEmpty() || !url.contains(ours))) {
        places.add(place(url));
      }
    }
    for (String url : beans) {
      if (isWebModule(url)) {
        places.add(place(url));
      }
    }
    for (String url : resources(application, JOBS)) {
      // Of a library; those of the application are below its roots.
      if (url.contains(".jar")) {
        places.add(place(url));
      }
    }
    for (String name : packages) {
      for (String url : resources(application, name.replace('.', '/') + "/")) {
        places.add(place(url));
      }
    }
    return places;
  }

  /** Whether that is where the classes of a web module came from. */
  static boolean isWebModule(String url) {
    return url.endsWith(".war") || url.endsWith("/" + CLASSES);
  }

  /** This library's constants are no one's span names; in an EAR its jar is beside theirs. */
  private static String ownJar() {
    CodeSource source = VocabularyReader.class.getProtectionDomain().getCodeSource();
    String location = source == null ? "" : String.valueOf(source.getLocation());
    return location.endsWith(".jar") ? location : "";
  }

  /** Servers write {@code wsjar:} or the like where the JDK writes {@code jar:}. */
  static String place(String url) {
    String place = url.substring(Math.max(url.indexOf("file:"), 0));
    if (place.endsWith(".war")) {
      return place + "!/" + CLASSES;
    }
    return place.endsWith(".war/") || place.endsWith(".war!/") ? place + CLASSES : place;
  }

  private static Set<String> resources(ClassLoader loader, String name) {
    Set<String> urls = new LinkedHashSet<>();
    try {
      Enumeration<URL> found = loader.getResources(name);
      while (found.hasMoreElements()) {
        urls.add(found.nextElement().toString());
      }
    } catch (IOException | RuntimeException unavailable) {
      LOG.log(FINE, "Class files cannot be listed: {0}", unavailable.getClass());
    }
    return urls;
  }

  Thread start() {
    Thread thread = new Thread(null, this, "mpdd-vocabulary", 0, false);
    thread.setDaemon(true);
    // An inherited one would keep an application that is undeployed meanwhile.
    thread.setContextClassLoader(null);
    thread.start();
    return thread;
  }

  @Override
  public void run() {
    for (String place : places) {
      try {
        read(place);
      } catch (IOException | RuntimeException unreadable) {
        LOG.log(FINE, "Class files cannot be read: {0}", unreadable.getClass());
      }
    }
    Object application = owner.get();
    if (application != null && !isInterrupted()) {
      code.addTo(vocabulary, application);
    }
  }

  private void read(String place) throws IOException {
    int inside = place.indexOf("!/");
    String file = inside < 0 ? place : place.substring(0, inside);
    String prefix = inside < 0 ? "" : place.substring(inside + 2);
    Path path = Path.of(URI.create(file.replace(" ", "%20")));
    if (Files.isDirectory(path)) {
      readDirectory(path.resolve(prefix));
    } else {
      readArchive(path, prefix);
    }
  }

  private void readDirectory(Path directory) throws IOException {
    for (String name : BESIDE) {
      Path file = directory.resolveSibling(name.substring("WEB-INF/".length()));
      if (directory.endsWith("WEB-INF/classes") && Files.isRegularFile(file)) {
        EachFile.below(file, descriptor -> Descriptor.read(Files.readAllBytes(descriptor), code));
      }
    }
    EachFile.below(
        directory,
        file -> {
          String name = directory.relativize(file).toString().replace('\\', '/');
          if (isWanted(name, Files.size(file))) {
            add(name, Files.readAllBytes(file));
          }
        });
  }

  private void readArchive(Path path, String prefix) throws IOException {
    try (ZipFile archive = new ZipFile(path.toFile())) {
      Enumeration<? extends ZipEntry> entries = archive.entries();
      while (entries.hasMoreElements() && !isInterrupted()) {
        ZipEntry entry = entries.nextElement();
        String name = entry.getName();
        boolean inside = name.startsWith(prefix) || isDescriptorBeside(prefix, name);
        if (inside && isWanted(name, entry.getSize())) {
          add(name, archive.getInputStream(entry).readNBytes(LARGEST));
        }
      }
    }
  }

  private void add(String name, byte[] file) {
    if (name.endsWith(".class")) {
      code.add(file);
    } else {
      Descriptor.read(file, code);
    }
  }

  private static boolean isWanted(String name, long size) {
    return (name.endsWith(".class") || name.endsWith(".xml")) && size <= LARGEST;
  }

  /** Those of a web module lie beside its classes. */
  private static boolean isDescriptorBeside(String prefix, String name) {
    return prefix.equals(CLASSES) && BESIDE.contains(name);
  }

  private static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted();
  }
}
