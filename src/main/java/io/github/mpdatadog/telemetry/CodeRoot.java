// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A place with class files: a directory, or what has one prefix in an archive. Links no
 * OpenTelemetry and holds no class loader.
 */
record CodeRoot(Path path, String prefix) {

  private static final String CLASSES = "WEB-INF/classes/";
  private static final String CLASS = ".class";
  private static final int LARGEST = 1 << 20;

  /** This library's own constants are no one's span names. */
  private static final String OURS = "io/github/mpdatadog/";

  /**
   * Understands {@code file:/dir/}, {@code file:/a.jar}, and {@code jar:file:/a.war!/prefix/} with
   * whatever a server writes for {@code jar}. Null for anything else.
   */
  static @Nullable CodeRoot of(String url) {
    int file = url.indexOf("file:");
    int inside = url.indexOf("!/");
    if (file < 0) {
      return null;
    }
    String location = url.substring(file, inside < 0 ? url.length() : inside);
    String prefix = inside < 0 ? "" : url.substring(inside + 2);
    Path path = path(location);
    if (path == null) {
      return null;
    }
    boolean war = location.endsWith(".war") || location.endsWith(".war/");
    if (prefix.isEmpty() && war) {
      return Files.isDirectory(path)
          ? new CodeRoot(path.resolve(CLASSES), "")
          : new CodeRoot(path, CLASSES);
    }
    return new CodeRoot(path, prefix);
  }

  private static @Nullable Path path(String location) {
    try {
      return Path.of(URI.create(location.replace(" ", "%20")));
    } catch (IllegalArgumentException notAFile) {
      return null;
    }
  }

  /** Hands over one class file after the other, until the thread is interrupted. */
  void read(Consumer<byte[]> classFiles) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> files = Files.walk(path)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            return;
          }
          String name = path.relativize(file).toString().replace('\\', '/');
          if (isWanted(name) && Files.size(file) <= LARGEST) {
            classFiles.accept(Files.readAllBytes(file));
          }
        }
      }
    } else if (Files.isRegularFile(path)) {
      try (ZipFile archive = new ZipFile(path.toFile())) {
        Enumeration<? extends ZipEntry> entries = archive.entries();
        while (entries.hasMoreElements() && !Thread.currentThread().isInterrupted()) {
          ZipEntry entry = entries.nextElement();
          String name = entry.getName();
          if (name.startsWith(prefix)
              && isWanted(name.substring(prefix.length()))
              && entry.getSize() <= LARGEST) {
            classFiles.accept(archive.getInputStream(entry).readNBytes(LARGEST));
          }
        }
      }
    }
  }

  private static boolean isWanted(String name) {
    return name.endsWith(CLASS) && !name.startsWith(OURS);
  }

  /**
   * Whether the class path holds this for the server or as a library, and not as the application.
   */
  static boolean isLibrary(String url) {
    return List.of("/WEB-INF/lib/", "/lib/global/").stream().anyMatch(url::contains);
  }
}
