// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes a throwable and everything that hangs on it as type names and frames, in the layout of
 * {@link Throwable#printStackTrace()} but with the shapes of messages instead of messages. A
 * throwable's methods are the application's code: each may fail, lie or never end its chain.
 */
final class StackText {

  static final int MOST_FRAMES = 64;
  static final int MOST_THROWABLES = 16;

  private static final String UNKNOWN_FRAME = "redacted.frame(Unknown Source)";
  private static final StackTraceElement[] NO_FRAMES = {};

  private final StringBuilder text = new StringBuilder(1_024);
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Evidence evidence;
  private final boolean messages;

  private StackText(Evidence evidence, boolean messages) {
    this.evidence = evidence;
    this.messages = messages;
  }

  /**
   * @param messages whether the shapes of messages are written, too
   */
  static String of(Throwable throwable, Evidence evidence, boolean messages) {
    StackText stack = new StackText(evidence, messages);
    stack.append(throwable, "", "", NO_FRAMES);
    return stack.text.toString();
  }

  private void append(
      Throwable throwable, String indent, String caption, StackTraceElement[] enclosing) {
    if (seen.size() == MOST_THROWABLES || !seen.add(throwable)) {
      return;
    }
    evidence.frames().add(throwable.getClass());
    text.append(indent).append(caption).append(evidence.type(throwable));
    String shape = messages ? evidence.messageOf(throwable) : null;
    if (shape != null) {
      text.append(": ").append(shape.replace('\n', ' '));
    }
    text.append('\n');
    StackTraceElement[] given = attempt(throwable::getStackTrace);
    StackTraceElement[] frames = given == null ? NO_FRAMES : given;
    appendFrames(frames, indent, enclosing);
    // Not overridable, and never null: the only getter of the four that can be trusted.
    for (Throwable suppressed : throwable.getSuppressed()) {
      appendIfAny(suppressed, indent + "\t", "Suppressed: ", frames);
    }
    appendIfAny(attempt(throwable::getCause), indent, "Caused by: ", frames);
    if (throwable instanceof SQLException sql) {
      appendIfAny(attempt(sql::getNextException), indent, "Next: ", frames);
    }
  }

  private void appendIfAny(
      @Nullable Throwable throwable, String indent, String caption, StackTraceElement[] frames) {
    if (throwable != null) {
      append(throwable, indent, caption, frames);
    }
  }

  private void appendFrames(
      StackTraceElement[] frames, String indent, StackTraceElement[] enclosing) {
    int common = inCommon(frames, enclosing);
    int shown = Math.min(frames.length - common, MOST_FRAMES);
    for (int i = 0; i < shown; i++) {
      text.append(indent).append("\tat ");
      appendFrame(frames[i]);
      text.append('\n');
    }
    if (shown < frames.length) {
      text.append(indent).append("\t... ").append(frames.length - shown).append(" more\n");
    }
  }

  /** Frames at the bottom that the enclosing trace has shown already. */
  private static int inCommon(StackTraceElement[] frames, StackTraceElement[] enclosing) {
    int common = 0;
    int most = Math.min(Math.min(frames.length, enclosing.length), 4_096);
    while (common < most) {
      StackTraceElement frame = frames[frames.length - 1 - common];
      if (frame == null || !frame.equals(enclosing[enclosing.length - 1 - common])) {
        break;
      }
      common++;
    }
    return common;
  }

  private void appendFrame(@Nullable StackTraceElement frame) {
    String written = frame == null ? null : evidence.frames().written(frame);
    text.append(written == null ? UNKNOWN_FRAME : written);
  }

  /** What a getter of a throwable gives, or null where it fails. */
  static <T> @Nullable T attempt(Supplier<@Nullable T> getter) {
    try {
      return getter.get();
    } catch (StackOverflowError endless) {
      return null;
    } catch (VirtualMachineError dying) {
      throw dying;
    } catch (Throwable hostile) {
      return null;
    }
  }
}
