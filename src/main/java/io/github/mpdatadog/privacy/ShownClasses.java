// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What class files say of classes and their members, as known class loaders find them.
 *
 * <p>No class is loaded. Thread-safe, without a lock while a class loader is asked. It holds class
 * loaders weakly, names of code, and hashes of all others.
 */
final class ShownClasses {

  private static final int MOST_LOADERS = 32;
  private static final int MOST_NAMES = 4_096;
  private static final int LARGEST_FILE = 1 << 22;

  /** A class with all that it inherits from. */
  static final int MOST_INHERITED = 64;

  /** When an unreadable class file is asked for again. */
  static final long AGAIN_NANOS = 10_000_000_000L;

  private static final long NEVER = Long.MAX_VALUE;
  private static final byte[] NO_FILE = {};

  /** The source file of a method, empty where the class file does not tell, and its lines. */
  static final class Place {
    static final Place HIDDEN = new Place("", ClassFile.NO_LINES);

    final String file;
    final int[] lines;

    Place(String file, int[] lines) {
      this.file = file;
      this.lines = lines;
    }

    boolean has(int line) {
      return lines[0] <= line && line <= lines[1];
    }
  }

  /** What one class loader has shown: places by class and member. */
  private static final class Shown extends WeakReference<ClassLoader> {
    final Map<String, Place> places = new ConcurrentHashMap<>();

    Shown(ClassLoader loader) {
      super(loader);
    }
  }

  private final List<Shown> loaders = new CopyOnWriteArrayList<>();
  private final LongSupplier nanoTime;

  /** By the hash of a class or member that no class file has, when to ask again. */
  private volatile Map<Long, Long> missing = new ConcurrentHashMap<>();

  /**
   * @param nanoTime as {@link System#nanoTime()}
   */
  ShownClasses(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void add(@Nullable ClassLoader loader) {
    for (Shown shown : loaders) {
      if (shown.refersTo(loader)) {
        return;
      }
    }
    if (loader != null) {
      loaders.removeIf(shown -> shown.refersTo(null));
      if (loaders.size() < MOST_LOADERS) {
        loaders.add(new Shown(loader));
        missing = new ConcurrentHashMap<>(); // what others still look for, they add to the old one
      }
    }
  }

  /** Null where no class file has such a method. The method "" stands for the class. */
  @Nullable Place place(String type, String method) {
    return find(
        type,
        type + ' ' + method,
        1,
        file ->
            method.isEmpty() || file.methods().contains(method)
                ? new Place(source(file), file.lines(method))
                : null);
  }

  /** Whether the class has or inherits such a method. */
  boolean hasMethod(String type, String method) {
    return inherits(type, type + '#' + method + "()", file -> file.methods().contains(method));
  }

  /** Whether the class has or inherits such a field. */
  boolean hasField(String type, String field) {
    return inherits(type, type + '#' + field, file -> file.hasField(field));
  }

  private boolean inherits(String type, String key, Function<ClassFile, Boolean> declares) {
    return find(type, key, MOST_INHERITED, file -> declares.apply(file) ? Place.HIDDEN : null)
        != null;
  }

  /**
   * @param most how many classes are looked at: this one, and then what it inherits from
   */
  private @Nullable Place find(
      String type, String key, int most, Function<ClassFile, @Nullable Place> look) {
    for (Shown shown : loaders) {
      Place place = shown.places.get(key);
      if (place != null) {
        return place;
      }
    }
    Map<Long, Long> before = missing; // read before the class loaders are: see add
    if (isMissing(before, type) || isMissing(before, key)) {
      return null;
    }
    Search search = new Search();
    for (Shown shown : loaders) {
      Place place = search.in(shown.get(), type, most, look);
      if (place != null) {
        if (shown.places.size() >= MOST_NAMES) {
          shown.places.clear();
        }
        shown.places.put(key, place);
        return place;
      }
    }
    if (before.size() >= MOST_NAMES) {
      before.clear();
    }
    if (search.failed) {
      // Too many open files are no answer. But where a class loader always fails, the server's
      // would search all its bundles for each frame.
      before.put(Tripwire.hash(key), nanoTime.getAsLong() + AGAIN_NANOS);
    } else {
      // Of a class without a class file all methods: a server's class loader asks all its bundles.
      before.put(Tripwire.hash(search.found ? key : type), NEVER);
    }
    return null;
  }

  private boolean isMissing(Map<Long, Long> missing, String name) {
    Long again = missing.get(Tripwire.hash(name));
    return again != null && (again == NEVER || nanoTime.getAsLong() - again < 0);
  }

  private static String source(ClassFile file) {
    String source = CodeNames.sourceFile(file.sourceFile());
    return source == null ? "" : source;
  }

  /** One look through the class loaders. */
  private static final class Search {
    boolean found;

    /** Whether some class loader had no answer. */
    boolean failed;

    @Nullable Place in(
        @Nullable ClassLoader loader,
        String type,
        int most,
        Function<ClassFile, @Nullable Place> look) {
      Set<String> seen = new HashSet<>();
      Deque<String> next = new ArrayDeque<>();
      next.add(type);
      while (loader != null && !next.isEmpty() && seen.size() < most) {
        String each = next.remove();
        ClassFile file = seen.add(each) ? file(loader, each) : null;
        if (file != null) {
          Place place = look.apply(file);
          if (place != null) {
            return place;
          }
          found = true;
          next.addAll(file.supertypes(most - seen.size() - next.size()));
        }
      }
      return null;
    }

    private @Nullable ClassFile file(ClassLoader loader, String type) {
      String path = type.replace('.', '/') + ".class";
      byte[] bytes = StackText.attempt(() -> read(loader, path));
      failed |= bytes == null;
      ClassFile file = bytes == null ? null : ClassFile.read(bytes);
      return file != null && file.name().equals(type) ? file : null;
    }

    private static byte[] read(ClassLoader loader, String path) {
      try (InputStream in = loader.getResourceAsStream(path)) {
        return in == null ? NO_FILE : in.readNBytes(LARGEST_FILE);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }
}
