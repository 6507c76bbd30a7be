// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import org.jspecify.annotations.Nullable;

/**
 * What remains of a throwable's message: the constants of the code that made it. That code is
 * looked for in the throwable's own class and then along its stack, from the top.
 */
final class MessageShapes {

  private static final int LONGEST_MESSAGE = 4_096;
  private static final int MOST_FRAMES = 32;

  /** Messages without a hole that one class has; more are values that data chose from a list. */
  static final int MOST_CONSTANT = 32;

  private final Vocabulary vocabulary;
  private final Tripwire constants;
  private final HelpfulMessages helpful;

  /**
   * @param constants counts messages that leave as they are, by class
   */
  MessageShapes(Vocabulary vocabulary, Tripwire constants, KnownFrames frames) {
    this.helpful = new HelpfulMessages(frames);
    this.vocabulary = vocabulary;
    this.constants = constants;
  }

  /** Null where the throwable has no message, or one that no known code made. */
  @Nullable String of(Throwable throwable) {
    String message = StackText.attempt(throwable::getMessage);
    if (message == null || message.isEmpty() || message.length() > LONGEST_MESSAGE) {
      return null;
    }
    for (Class<?> type = throwable.getClass();
        type != null && type != Throwable.class;
        type = type.getSuperclass()) {
      String shape = ofCode(type.getName(), message);
      if (shape != null) {
        return shape;
      }
    }
    StackTraceElement[] frames = StackText.attempt(throwable::getStackTrace);
    String shape = frames == null ? null : shape(frames, message);
    shape = shape != null ? shape : helpful.of(throwable, message);
    return shape != null ? shape : ofPlatform(throwable.getClass(), message);
  }

  /** The cause, if its text is all the throwable says. Only compared: it is not what leaves. */
  static @Nullable Throwable repeatedCause(Throwable throwable) {
    String message = StackText.attempt(throwable::getMessage);
    Throwable cause = message == null ? null : StackText.attempt(throwable::getCause);
    String text = cause == null ? null : StackText.attempt(cause::toString);
    return text != null && text.equals(message) ? cause : null;
  }

  private @Nullable String ofCode(String type, String message) {
    String shape = vocabulary.shape(type, message);
    if (shape == null) {
      return null;
    }
    // A format that was thrown as it is, too: its holes hold nothing but themselves.
    boolean constant =
        message.equals(shape) || message.indexOf('%') >= 0 || message.indexOf('{') >= 0;
    return constant && !constants.admits(type, shape) ? null : shape;
  }

  /** The application's own code knows better what it says, so this comes last. */
  private static @Nullable String ofPlatform(Class<?> thrown, String message) {
    for (Class<?> type = thrown; type != null; type = type.getSuperclass()) {
      String shape = PlatformMessages.shape(type.getName(), message);
      if (shape != null) {
        return shape;
      }
    }
    return null;
  }

  private @Nullable String shape(StackTraceElement[] frames, String message) {
    String last = "";
    for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
      String type = frames[i] == null ? last : frames[i].getClassName();
      String shape = type.equals(last) ? null : ofCode(type, message);
      if (shape != null) {
        return shape;
      }
      last = type;
    }
    return null;
  }
}
