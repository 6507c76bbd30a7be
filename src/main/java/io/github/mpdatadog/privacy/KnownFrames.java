// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.ShownClasses.Place;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells which frames of a stack trace are code. A trace that was read from JSON, came from another
 * JVM or was set by a script engine is data, and looks like any other. So the class of a frame must
 * have a class file that a known class loader finds, which names the method and the source file; or
 * be one of the server's, whose class loaders show nothing of themselves. The vocabulary vouches
 * for names of classes only.
 *
 * <p>Thread-safe.
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
  private static final String REDACTED = "redacted";
  private static final int MOST_LINE = 65_535;
  private static final int[] ALL_LINES = {0, MOST_LINE};

  private static final int MOST_NAMES = 4_096;

  /** Of a class without a class file; more are numbers that somebody chose. */
  static final int MOST_LINES = 100;

  private static final int MOST_DIGITS = 5;
  private static final int LONGEST_NUMBER = 3;

  private final Vocabulary vocabulary;
  private final ShownClasses classes;
  private final Set<String> ofServer = ConcurrentHashMap.newKeySet();
  private final Tripwire lines;

  /** Knows the class loaders of the JVM, of this jar and of the calling thread. */
  KnownFrames(Vocabulary vocabulary, Ledger ledger) {
    this.vocabulary = vocabulary;
    this.classes = new ShownClasses(System::nanoTime);
    this.lines = new Tripwire(MOST_LINES, ledger);
    classes.add(ClassLoader.getSystemClassLoader());
    classes.add(KnownFrames.class.getClassLoader());
    classes.add(Thread.currentThread().getContextClassLoader());
  }

  /** An object of the class exists, so its class loader loads code; so do those of applications. */
  void add(Class<?> thrown) {
    classes.add(thrown.getClassLoader());
    vocabulary.loaders().forEach(classes::add);
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
    Place place = classes.place(holder, method);
    if (place != null) {
      return written(type, method, frame, place);
    }
    if (classes.place(holder, "") != null) {
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

  /** Whether class files have such a method: the server's packages prove nothing here. */
  boolean hasMethod(String type, String method) {
    return type.equals(CodeNames.type(type))
        && method.equals(CodeNames.method(method))
        && classes.hasMethod(type, method);
  }

  /** Whether class files have such a field. */
  boolean hasField(String type, String field) {
    return type.equals(CodeNames.type(type))
        && field.equals(CodeNames.method(field))
        && classes.hasField(type, field);
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
