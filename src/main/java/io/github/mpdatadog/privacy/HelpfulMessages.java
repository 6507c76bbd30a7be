// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What remains of the messages that the JVM writes for null pointers (JEP 358): the methods and the
 * field they name, if class files have them. Anybody can write such a message, so each name is
 * looked for like a frame's.
 */
final class HelpfulMessages {

  private static final String INVOKE = "Cannot invoke \"";
  private static final String BECAUSE = "\" because ";
  private static final String IS_NULL = " is null";
  private static final String RETURNED = "the return value of \"";
  private static final String OF_THIS = "\"this.";
  private static final String UNKNOWN = "?";

  private final KnownFrames frames;

  HelpfulMessages(KnownFrames frames) {
    this.frames = frames;
  }

  /** Null where the message is no such one, or calls nothing. */
  @Nullable String of(Throwable thrown, String message) {
    int because = message.indexOf(BECAUSE);
    if (thrown.getClass() != NullPointerException.class
        || because < 0
        || !message.startsWith(INVOKE)
        || !message.endsWith(IS_NULL)) {
      return null;
    }
    String called = message.substring(INVOKE.length(), because);
    String reason = message.substring(because + BECAUSE.length());
    return "Cannot invoke " + method(called) + " because " + reason(thrown, reason) + IS_NULL;
  }

  private String reason(Throwable thrown, String reason) {
    int end = reason.lastIndexOf('"');
    if (reason.startsWith(RETURNED) && end > RETURNED.length()) {
      String method = method(reason.substring(RETURNED.length(), end));
      return method.equals(UNKNOWN) ? UNKNOWN : "the return value of " + method;
    }
    if (reason.startsWith(OF_THIS) && end > OF_THIS.length()) {
      String field = reason.substring(OF_THIS.length(), end);
      StackTraceElement[] trace = StackText.attempt(thrown::getStackTrace);
      boolean known =
          trace != null
              && trace.length > 0
              && trace[0] != null
              && frames.hasField(trace[0].getClassName(), field);
      return known ? "this." + field : UNKNOWN;
    }
    return UNKNOWN;
  }

  /** As {@code com.acme.Patient.name()}; its parameters are left out. */
  private String method(String text) {
    int end = text.indexOf('(');
    int dot = end < 0 ? -1 : text.lastIndexOf('.', end);
    boolean known =
        dot > 0 && frames.hasMethod(type(text.substring(0, dot)), text.substring(dot + 1, end));
    return known ? text.substring(0, end) + "()" : UNKNOWN;
  }

  /** The JVM leaves out the package of these two. */
  private static String type(String written) {
    return written.equals("String") || written.equals("Object") ? "java.lang." + written : written;
  }
}
