// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tells which frames of a stack trace are code. A trace that was read from JSON, came from another
 * JVM or was set by a script engine is data, and looks like any other. So the class of a frame must
 * have a class file that a known class loader finds, which names the method and the source file; or
 * be one of the server's, whose class loaders show nothing of themselves. The vocabulary vouches
 * for names of classes only.
 *
 * <p>No class is loaded. Thread-safe, without a lock while a class loader is asked. It holds class
 * loaders weakly, names of code, and hashes of all others.
 */
final class KnownFrames {

  /** Packages of servers, by which a class without a class file may still be one. */
  private static final String[] SERVER = {
    "com.ibm.",
    "com.sun.",
    "io.openliberty.",
    "io.opentelemetry.",
    "io.smallrye.",
    "jakarta.",
    "org.apache.",
    "org.eclipse.",
    "org.glassfish.",
    "org.jboss.",
    "org.osgi."
  };

  /** Classes that the JDK generates, as {@link CodeNames} cuts their names. */
  private static final Set<String> GENERATED =
      Set.of(
          "$Proxy",
          "com.sun.proxy.$Proxy",
          "jdk.internal.reflect.GeneratedConstructorAccessor",
          "jdk.internal.reflect.GeneratedMethodAccessor");

  private static final Set<String> OF_GENERATED = Set.of("invoke", "newInstance", "<init>");
  private static final String MODULE_OF_PROXIES = "jdk.proxy";
  private static final String PROXY = ".$Proxy";
  private static final String WELD = "$Proxy$_";
  private static final String FIELD = ".";
  private static final String REDACTED = "redacted";
  private static final int MOST_LINE = 65_535;
  private static final int[] ALL_LINES = {0, MOST_LINE};

  private static final int MOST_LOADERS = 32;
  private static final int MOST_NAMES = 4_096;
  private static final int LARGEST_FILE = 1 << 22;

  /** Of a class without a class file; more are numbers that somebody chose. */
  static final int MOST_LINES = 100;

  private static final int MOST_DIGITS = 5;
  private static final int LONGEST_NUMBER = 3;

  /** The source file of a method, empty where the class file does not tell, and its lines. */
  private static final class Place {
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

  /** What one class loader has shown: places by class and method. */
  private static final class Shown extends WeakReference<ClassLoader> {
    final Map<String, Place> places = new ConcurrentHashMap<>();

    Shown(ClassLoader loader) {
      super(loader);
    }
  }

  private final Vocabulary vocabulary;
  private final List<Shown> loaders = new CopyOnWriteArrayList<>();
  private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
  private final Set<String> ofServer = ConcurrentHashMap.newKeySet();
  private final Tripwire lines;

  /** Knows the class loaders of the JVM, of this jar and of the calling thread. */
  KnownFrames(Vocabulary vocabulary, Ledger ledger) {
    this.vocabulary = vocabulary;
    this.lines = new Tripwire(MOST_LINES, ledger);
    add(ClassLoader.getSystemClassLoader());
    add(KnownFrames.class.getClassLoader());
    add(Thread.currentThread().getContextClassLoader());
  }

  /** An object of the class exists, so its class loader loads code; so do those of applications. */
  void add(Class<?> thrown) {
    add(thrown.getClassLoader());
    vocabulary.loaders().forEach(this::add);
  }

  private void add(@Nullable ClassLoader loader) {
    for (Shown shown : loaders) {
      if (shown.refersTo(loader)) {
        return;
      }
    }
    if (loader != null) {
      loaders.removeIf(shown -> shown.refersTo(null));
      if (loaders.size() < MOST_LOADERS) {
        loaders.add(new Shown(loader));
        unknown.clear();
      }
    }
  }

  /** The frame as {@link StackTraceElement#toString()} writes it, or null if it is not known. */
  @Nullable String written(StackTraceElement frame) {
    String type = CodeNames.type(frame.getClassName());
    String method = CodeNames.method(frame.getMethodName());
    if (type == null || method == null) {
      return null;
    }
    if (isGenerated(type)) {
      return written(type, OF_GENERATED.contains(method) ? method : REDACTED, frame, Place.HIDDEN);
    }
    String holder = holder(type);
    Place place = shown(holder, method);
    if (place != null) {
      return written(type, method, frame, place);
    }
    if (shown(holder, "") != null) {
      // Added when the class was loaded, as persistence providers do; or not at all.
      return written(type, REDACTED, frame, Place.HIDDEN);
    }
    if (vocabulary.contains(Kind.CLASS, holder) || vocabulary.contains(Kind.EXCEPTION, holder)) {
      return written(type, REDACTED, frame, Place.HIDDEN);
    }
    if (!isPlausible(method) || !isOfServer(holder)) {
      return null;
    }
    String file = frame.getFileName();
    if (file == null || !belongs(file, holder)) {
      return written(type, method, frame, Place.HIDDEN);
    }
    int line = frame.getLineNumber();
    boolean few = line >= 0 && line <= MOST_LINE && lines.admits(holder, (long) line);
    return written(type, method, frame, new Place(file, few ? ALL_LINES : ClassFile.NO_LINES));
  }

  /** Whether a class file has such a method: the server's packages prove nothing here. */
  boolean hasMethod(String type, String method) {
    return type.equals(CodeNames.type(type))
        && method.equals(CodeNames.method(method))
        && shown(type, method) != null;
  }

  boolean hasField(String type, String field) {
    return type.equals(CodeNames.type(type))
        && field.equals(CodeNames.method(field))
        && shown(type, FIELD + field) != null;
  }

  private static String written(String type, String method, StackTraceElement frame, Place place) {
    StringBuilder text = new StringBuilder(128).append(type).append('.').append(method).append('(');
    if (frame.isNativeMethod()) {
      text.append("Native Method");
    } else if (place.file.isEmpty() || !place.file.equals(frame.getFileName())) {
      text.append("Unknown Source");
    } else {
      text.append(place.file);
      if (place.has(frame.getLineNumber())) {
        text.append(':').append(frame.getLineNumber());
      }
    }
    return text.append(')').toString();
  }

  /**
   * Null where no class file has such a method, or such a field behind {@link #FIELD}. The method
   * "" stands for the class.
   */
  private @Nullable Place shown(String type, String method) {
    String key = type + ' ' + method;
    for (Shown shown : loaders) {
      Place place = shown.places.get(key);
      if (place != null) {
        return place;
      }
    }
    if (unknown.contains(Tripwire.hash(type)) || unknown.contains(Tripwire.hash(key))) {
      return null;
    }
    boolean hasFile = false;
    for (Shown shown : loaders) {
      ClassFile file = file(shown.get(), type);
      hasFile |= file != null;
      if (file != null && has(file, method)) {
        if (shown.places.size() >= MOST_NAMES) {
          shown.places.clear();
        }
        Place place = new Place(source(file), file.lines(method));
        shown.places.put(key, place);
        return place;
      }
    }
    if (unknown.size() >= MOST_NAMES) {
      unknown.clear();
    }
    unknown.add(
        Tripwire.hash(hasFile ? key : type)); // a server's class loader asks all its bundles
    return null;
  }

  private static boolean has(ClassFile file, String member) {
    return member.startsWith(FIELD)
        ? file.fields().contains(member.substring(FIELD.length()))
        : member.isEmpty() || file.methods().contains(member);
  }

  private static String source(ClassFile file) {
    String source = CodeNames.sourceFile(file.sourceFile());
    return source == null ? "" : source;
  }

  private static @Nullable ClassFile file(@Nullable ClassLoader loader, String type) {
    String path = type.replace('.', '/') + ".class";
    ClassFile file = loader == null ? null : StackText.attempt(() -> read(loader, path));
    return file != null && file.name().equals(type) ? file : null;
  }

  private static @Nullable ClassFile read(ClassLoader loader, String path) {
    try (InputStream in = loader.getResourceAsStream(path)) {
      return in == null ? null : ClassFile.read(in.readNBytes(LARGEST_FILE));
    } catch (IOException unreadable) {
      return null;
    }
  }

  /** The class that a generated one was made for; any other itself. */
  static String holder(String type) {
    int generated = type.indexOf("$$");
    String holder = generated < 0 ? type : type.substring(0, generated);
    return generated >= 0 && holder.endsWith(WELD)
        ? holder.substring(0, holder.length() - WELD.length())
        : holder;
  }

  private static boolean isGenerated(String type) {
    return GENERATED.contains(type)
        || (type.startsWith(MODULE_OF_PROXIES)
            && type.endsWith(PROXY)
            && type.length() <= MODULE_OF_PROXIES.length() + 2 + PROXY.length());
  }

  private boolean isOfServer(String type) {
    if (ofServer.contains(type)) {
      return true;
    }
    boolean named = ofServer.size() < MOST_NAMES && hasNameOfServer(type);
    if (named) {
      ofServer.add(type);
    }
    return named;
  }

  /** Whether the class could be one of the server's, and its name no data. */
  static boolean hasNameOfServer(String type) {
    for (String prefix : SERVER) {
      if (type.startsWith(prefix)) {
        return isPlausible(type);
      }
    }
    return false;
  }

  /** Code counts its lambdas and versions; a date, a year or a chart's number is longer. */
  private static boolean isPlausible(String name) {
    int digits = 0;
    int number = 0;
    for (int i = 0; i < name.length(); i++) {
      boolean digit = name.charAt(i) >= '0' && name.charAt(i) <= '9';
      number = digit ? number + 1 : 0;
      digits += digit ? 1 : 0;
      if (number > LONGEST_NUMBER || digits > MOST_DIGITS) {
        return false;
      }
    }
    return true;
  }

  /** Of a class whose class file is out of reach: a file that has the name of its outer class. */
  private static boolean belongs(String file, String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    int inner = simple.indexOf('$');
    String outer = inner > 0 ? simple.substring(0, inner) : simple;
    String kotlin = outer.endsWith("Kt") ? outer.substring(0, outer.length() - 2) + ".kt" : "";
    return CodeNames.sourceFile(file) != null
        && (file.equals(kotlin) || file.substring(0, file.lastIndexOf('.')).equals(outer));
  }
}
