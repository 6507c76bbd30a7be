// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@code new StringBuilder().append("a").append(x).toString()} in the code of a method, which
 * is how compilers before Java 9 write {@code "a" + x}. Only a builder that never leaves the stack
 * counts: the order of its parts is then the order of the code.
 */
final class ConcatenationChains {

  private static final int DEEPEST = 8;
  private static final int LONGEST = 512;

  private static final int BIPUSH = 16;
  private static final int SIPUSH = 17;
  private static final int LDC = 18;
  private static final int LDC_W = 19;
  private static final int ASTORE = 58;
  private static final int ASTORE_0 = 75;
  private static final int ASTORE_3 = 78;
  private static final int POP = 87;
  private static final int TABLESWITCH = 170;
  private static final int LOOKUPSWITCH = 171;
  private static final int INVOKEVIRTUAL = 182;
  private static final int INVOKESPECIAL = 183;
  private static final int INVOKEINTERFACE = 185;
  private static final int NEW = 187;
  private static final int WIDE = 196;
  private static final int IINC = 132;

  private final ByteBuffer file;
  private final ConstantPool pool;
  private final Consumer<String> recipes;
  private final Deque<StringBuilder> open = new ArrayDeque<>();

  /** What the instruction before pushed, if that was a constant. */
  private @Nullable String text;

  private int number = -1;

  private boolean branched;
  private boolean justBuilt;

  ConcatenationChains(ByteBuffer file, ConstantPool pool, Consumer<String> recipes) {
    this.file = file;
    this.pool = pool;
    this.recipes = recipes;
  }

  void read(int from, int length) {
    int at = from;
    int end = from + length;
    while (at < end) {
      int op = file.get(at) & 0xff;
      int next = at + length(op, at, from);
      if (next <= at || next > end) {
        return;
      }
      instruction(op, at);
      at = next;
    }
  }

  private void instruction(int op, int at) {
    boolean built = false;
    String pushed = null;
    int pushedNumber = -1;
    switch (op) {
      case LDC -> pushed = pool.string(file.get(at + 1) & 0xff);
      case LDC_W -> pushed = pool.string(file.getShort(at + 1) & 0xffff);
      case BIPUSH -> pushedNumber = file.get(at + 1);
      case SIPUSH -> pushedNumber = file.getShort(at + 1);
      case NEW -> {
        if (isBuilder(pool.type(file.getShort(at + 1) & 0xffff)) && open.size() < DEEPEST) {
          open.push(new StringBuilder());
          branched = false;
        }
      }
      case INVOKEVIRTUAL, INVOKESPECIAL -> built = call(file.getShort(at + 1) & 0xffff);
      default -> {
        branched |= (op >= 153 && op <= 171) || op >= 198;
        if (justBuilt && (op == POP || op == ASTORE || (op >= ASTORE_0 && op <= ASTORE_3))) {
          open.poll();
        }
      }
    }
    text = pushed;
    number = pushedNumber;
    justBuilt = built;
  }

  /** Whether a builder is on top of the stack afterwards. */
  private boolean call(int method) {
    StringBuilder recipe = open.peek();
    if (recipe == null || !isBuilder(pool.type(pool.reference(method, 0)))) {
      return false;
    }
    int nameAndType = pool.reference(method, 2);
    String name = pool.utf8(pool.reference(nameAndType, 0));
    String type = pool.utf8(pool.reference(nameAndType, 2));
    if (name.equals("toString")) {
      open.pop();
      if (recipe.length() <= LONGEST) {
        recipes.accept(recipe.toString());
      }
      return false;
    }
    boolean part = name.equals("append") || (name.equals("<init>") && type.startsWith("(L"));
    if (part && recipe.length() <= LONGEST) {
      append(recipe, type);
    }
    branched = false;
    return true;
  }

  private void append(StringBuilder recipe, String type) {
    if (text != null && !branched) {
      recipe.append(text);
    } else if (number > 0 && type.startsWith("(C)") && !branched) {
      recipe.append((char) number);
    } else {
      recipe.append(ClassFile.HOLE);
    }
  }

  private static boolean isBuilder(@Nullable String type) {
    return "java/lang/StringBuilder".equals(type) || "java/lang/StringBuffer".equals(type);
  }

  private int length(int op, int at, int from) {
    if (op == TABLESWITCH || op == LOOKUPSWITCH) {
      int table = at + 4 - (at - from) % 4;
      return op == LOOKUPSWITCH
          ? Math.addExact(table - at + 8, Math.multiplyExact(8, file.getInt(table + 4)))
          : Math.addExact(
              table - at + 16,
              Math.multiplyExact(
                  4, Math.subtractExact(file.getInt(table + 8), file.getInt(table + 4))));
    }
    if (op == WIDE) {
      return (file.get(at + 1) & 0xff) == IINC ? 6 : 4;
    }
    if (op >= INVOKEINTERFACE) {
      return lengthOfLast(op);
    }
    boolean one = op == BIPUSH || op == LDC || (op >= 21 && op <= 25) || (op >= 54 && op <= ASTORE);
    boolean two =
        op == SIPUSH
            || op == LDC_W
            || op == 20
            || op == IINC
            || (op >= 153 && op <= 168)
            || op >= 178;
    return one || op == 169 ? 2 : two ? 3 : 1;
  }

  private static int lengthOfLast(int op) {
    return switch (op) {
      case INVOKEINTERFACE, 186, 200, 201 -> 5;
      case 197 -> 4;
      case NEW, 189, 192, 193, 198, 199 -> 3;
      case 188 -> 2;
      default -> 1;
    };
  }
}
