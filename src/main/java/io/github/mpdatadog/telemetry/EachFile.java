// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.logging.Logger;

/**
 * Reads the files below a directory. One that cannot be read, as a link that leads nowhere, is
 * passed over: those beside it count. Ends early on a thread that is interrupted.
 */
final class EachFile extends SimpleFileVisitor<Path> {

  private static final Logger LOG = Logger.getLogger(EachFile.class.getName());

  /** What is done with a file. */
  @FunctionalInterface
  interface Reader {
    void read(Path file) throws IOException;
  }

  private final Reader reader;

  private EachFile(Reader reader) {
    this.reader = reader;
  }

  static void below(Path directory, Reader reader) throws IOException {
    Files.walkFileTree(directory, new EachFile(reader));
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes ofLinkItself) {
    try {
      reader.read(file);
    } catch (IOException | RuntimeException unreadable) {
      passOver(unreadable);
    }
    return Thread.currentThread().isInterrupted()
        ? FileVisitResult.TERMINATE
        : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
    passOver(unreadable);
    return FileVisitResult.CONTINUE;
  }

  private static void passOver(Exception unreadable) {
    LOG.log(FINE, "A file cannot be read: {0}", unreadable.getClass());
  }
}
