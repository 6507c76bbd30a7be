// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What remains of the messages that the JVM writes for null pointers (JEP 358): the method that was
 * to be called, and the method or the field that gave null, if class files have them. Anybody can
 * write such a message, so each name is looked for like a frame's.
 */
final class HelpfulMessages {

  private static final String INVOKE = "Cannot invoke ";
  private static final String BECAUSE = " because ";
  private static final String IS_NULL = " is null";
  private static final String RETURNED = "the return value of ";
  private static final String THIS = "this";
  private static final String UNKNOWN = "?";

  private final KnownFrames frames;

  HelpfulMessages(KnownFrames frames) {
    this.frames = frames;
  }

  /** Null where the message is no such one. */
  @Nullable String of(Throwable thrown, String message) {
    Class<?> type = thrown.getClass();
    String shape =
        type == NullPointerException.class ? PlatformMessages.shape(type.getName(), message) : null;
    if (shape == null || !shape.endsWith(BECAUSE + UNKNOWN + IS_NULL)) {
      return null;
    }
    frames.add(type); // the message is written before the frames, which tell of class loaders, too
    int because = message.indexOf(BECAUSE);
    String action = message.substring(0, because);
    String reason =
        message.substring(because + BECAUSE.length(), message.length() - IS_NULL.length());
    String done =
        action.startsWith(INVOKE)
            ? INVOKE + method(quoted(action, INVOKE))
            : shape.substring(0, shape.indexOf(BECAUSE));
    return done + BECAUSE + reason(thrown, reason) + IS_NULL;
  }

  private String reason(Throwable thrown, String reason) {
    String method = method(quoted(reason, RETURNED));
    return method.equals(UNKNOWN) ? field(thrown, quoted(reason, "")) : RETURNED + method;
  }

  /** As {@code com.acme.Patient.name()}; its parameters are left out. */
  private String method(String text) {
    int end = text.indexOf('(');
    int dot = end < 0 ? -1 : text.lastIndexOf('.', end);
    boolean known =
        dot > 0 && frames.hasMethod(type(text.substring(0, dot)), text.substring(dot + 1, end));
    return known ? text.substring(0, end) + "()" : UNKNOWN;
  }

  /** As {@code this.chart} or {@code com.acme.Patient.shared}. */
  private String field(Throwable thrown, String text) {
    int dot = text.lastIndexOf('.');
    String holder = text.substring(0, Math.max(dot, 0));
    String type = holder.equals(THIS) ? topClass(thrown) : type(holder);
    return frames.hasField(type, text.substring(dot + 1)) ? text : UNKNOWN;
  }

  /** Whose method failed; empty if that is not told. */
  private static String topClass(Throwable thrown) {
    StackTraceElement[] trace = StackText.attempt(thrown::getStackTrace);
    return trace == null || trace.length == 0 || trace[0] == null ? "" : trace[0].getClassName();
  }

  /** What stands in quotation marks behind the words; empty if they do not. */
  private static String quoted(String text, String words) {
    int from = words.length() + 1;
    return text.startsWith(words + '"') && text.length() > from && text.endsWith("\"")
        ? text.substring(from, text.length() - 1)
        : "";
  }

  /** The JVM leaves out the package of these two. */
  private static String type(String written) {
    return written.equals("String") || written.equals("Object") ? "java.lang." + written : written;
  }
}
