// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a class file says without being linked, loaded or run: names, string constants, values of a
 * few annotations, and the recipes of its string concatenations.
 */
final class ClassFile {

  /** Stands in a recipe for whatever the program puts there. */
  static final char HOLE = '\u0001';

  /** Stands in a compiler's recipe for a constant that the recipe could not spell. */
  private static final char CONSTANT = '\u0002';

  /** All names and texts of a file; one that has more names the same text over and over. */
  private static final int MOST_TEXT = 1 << 22;

  /** Holds none. */
  static final int[] NO_LINES = {Integer.MAX_VALUE, -1};

  private static final int MAGIC = 0xcafebabe;
  private static final int DEEPEST = 16;
  private static final int STATIC_OR_TRANSIENT = 0x0088;
  private static final String TELEMETRY = "io/opentelemetry/api/";
  static final String WITH_SPAN = "Lio/opentelemetry/instrumentation/annotations/WithSpan;";
  private static final String[] PROCEDURES = {
    "createStoredProcedureQuery", "createStoredProcedureCall"
  };
  private static final String[] WANTED = {
    WITH_SPAN,
    "Ljakarta/persistence/",
    "Ljavax/persistence/",
    "Ljakarta/annotation/sql/DataSourceDefinition;",
    "Ljakarta/ejb/ActivationConfigProperty;",
    "Ljakarta/jms/JMSDestinationDefinition;",
    "Lorg/eclipse/persistence/annotations/NamedStored",
    "Lorg/hibernate/annotations/NamedNativeQuer",
    "Lorg/eclipse/microprofile/reactive/messaging/",
    "Lorg/eclipse/microprofile/rest/client/inject/RegisterRestClient;",
  };

  /** An annotation of interest, or one of its texts. */
  static final class Mark {
    final String annotation;

    /** The class's simple name, the field or the method that carries it. */
    final String member;

    /** Of the field or method, with what is held by its type if it tells; empty for a class. */
    final String type;

    /** Empty where this only says that the annotation is there. */
    final String element;

    final String text;

    Mark(String annotation, String member, String type, String element, String text) {
      this.annotation = annotation;
      this.member = member;
      this.type = type;
      this.element = element;
      this.text = text;
    }
  }

  private final ByteBuffer file;
  private final ConstantPool pool;
  private final String name;
  private final String superName;
  private final int interfacesAt;
  private final int methodsAt;
  private final List<String> fields = new ArrayList<>();
  private final List<String> methods = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final List<String> recipes = new ArrayList<>();
  private final List<String> constants = new ArrayList<>();
  private String sourceFile = "";
  private boolean builds;
  private boolean tells;
  private boolean dealsWithExceptions;
  private boolean callsProcedures;
  private int textLength;

  /** Where the pool has the type of the member that is read, and the type of the last one asked. */
  private int typeAt;

  private int knownTypeAt;
  private String knownType = "";

  /** Gives null for anything that is not a well-formed class file. Never throws. */
  static @Nullable ClassFile read(byte[] bytes) {
    try {
      return new ClassFile(ByteBuffer.wrap(bytes), bytes);
    } catch (RuntimeException malformed) {
      return null;
    }
  }

  private ClassFile(ByteBuffer file, byte[] bytes) {
    this.file = file;
    if (file.getInt() != MAGIC) {
      throw new IllegalArgumentException();
    }
    file.getInt();
    pool = new ConstantPool(file, bytes);
    for (int i = 1; i < pool.size(); i++) {
      constant(i);
    }
    file.getShort();
    name = dotted(pool.type(next()));
    int parent = next();
    superName = parent == 0 ? "" : dotted(pool.type(parent));
    interfacesAt = file.position();
    skip(2 * next());
    for (int field = next(); field > 0; field--) {
      boolean stored = (next() & STATIC_OR_TRANSIENT) == 0;
      String member = pool.utf8(next());
      typeAt = next();
      if (stored) {
        fields.add(counted(member));
      }
      attributes(member);
    }
    methodsAt = file.position();
    for (int method = next(); method > 0; method--) {
      next();
      String member = pool.utf8(next());
      typeAt = next();
      methods.add(counted(member));
      attributes(member);
    }
    typeAt = 0;
    attributes(simpleName());
  }

  private void constant(int index) {
    String constant = pool.string(index);
    if (constant != null) {
      constants.add(counted(constant));
    }
    for (String method : PROCEDURES) {
      callsProcedures |= pool.isText(index, method);
    }
    String type = pool.type(index);
    if (type != null) {
      builds |= counted(type).startsWith("java/lang/StringBu");
      tells |= type.startsWith(TELEMETRY);
      dealsWithExceptions |= isException(type);
    }
  }

  /** As in a stack trace: {@code com.acme.Outer$Inner}. */
  String name() {
    return name;
  }

  /** As in {@link Class#getSimpleName()}, but for local classes, which keep their number. */
  String simpleName() {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /** Without its folders; empty where the compiler was told to leave it out. */
  String sourceFile() {
    return sourceFile;
  }

  String superName() {
    return superName;
  }

  /** Names of fields that are neither static nor transient. */
  List<String> fields() {
    return fields;
  }

  List<String> methods() {
    return methods;
  }

  /** Static and transient ones count here. Read when asked for, as lines are. */
  boolean hasField(String wanted) {
    file.position(interfacesAt);
    skip(2 * next());
    for (int members = next(); members > 0; members--) {
      next();
      if (pool.utf8(next()).equals(wanted)) {
        return true;
      }
      next();
      lines("", NO_LINES);
    }
    return false;
  }

  /** The superclass and its interfaces, but no more than that. Read when asked for. */
  List<String> supertypes(int most) {
    List<String> types = new ArrayList<>();
    if (!superName.isEmpty()) {
      types.add(superName);
    }
    try {
      file.position(interfacesAt);
      for (int left = next(); left > 0 && types.size() < most; left--) {
        types.add(dotted(pool.type(next())));
      }
    } catch (RuntimeException malformed) {
      return List.of();
    }
    return types;
  }

  /**
   * The first and the last line of all methods of this name; {@link #NO_LINES} where the file does
   * not tell. Read when asked for: most files never are.
   */
  int[] lines(String method) {
    int[] lines = NO_LINES.clone();
    try {
      file.position(methodsAt);
      for (int members = next(); members > 0; members--) {
        next();
        boolean wanted = pool.utf8(next()).equals(method);
        next();
        lines(wanted ? "Code" : "", lines);
      }
    } catch (RuntimeException malformed) {
      return NO_LINES;
    }
    return lines;
  }

  /** Goes through the attributes here; an empty name is that of none. */
  private void lines(String wanted, int[] lines) {
    for (int count = next(); count > 0; count--) {
      int attribute = next();
      int end = end(file.getInt());
      if (!wanted.isEmpty() && pool.startsWith(attribute, wanted)) {
        if (wanted.equals("Code")) {
          skip(4);
          file.position(end(file.getInt()));
          skip(8 * next());
          lines("LineNumberTable", lines);
        } else {
          for (int entry = next(); entry > 0; entry--) {
            skip(2);
            int line = next();
            lines[0] = Math.min(lines[0], line);
            lines[1] = Math.max(lines[1], line);
          }
        }
      }
      file.position(end);
    }
  }

  List<Mark> marks() {
    return marks;
  }

  /**
   * Concatenations in the order of their parts, with {@link #HOLE} for each that is not constant.
   */
  List<String> recipes() {
    return recipes;
  }

  List<String> constants() {
    return constants;
  }

  /** Whether it uses OpenTelemetry's API or {@code @WithSpan}. */
  boolean tells() {
    return tells;
  }

  /** Whether it throws, catches or is an exception, as far as names tell. */
  boolean dealsWithExceptions() {
    return dealsWithExceptions;
  }

  /** Whether it calls procedures by Jakarta Persistence or Hibernate. */
  boolean callsProcedures() {
    return callsProcedures;
  }

  static boolean isException(String type) {
    return type.endsWith("Exception") || type.endsWith("Error") || type.endsWith("Throwable");
  }

  private void attributes(String member) {
    for (int count = next(); count > 0; count--) {
      int attribute = next();
      int end = end(file.getInt());
      if (builds && pool.startsWith(attribute, "Code")) {
        code();
      } else if (typeAt != 0 && pool.startsWith(attribute, "Signature")) {
        typeAt = next(); // compilers write it before the annotations
      } else if (pool.startsWith(attribute, "SourceFile")) {
        sourceFile = pool.utf8(next());
      } else if (pool.startsWith(attribute, "BootstrapMethods")) {
        bootstrapMethods();
      } else if (pool.startsWith(attribute, "RuntimeVisibleAnnotations")) {
        for (int i = next(); i > 0; i--) {
          annotation(member, 0);
        }
      }
      file.position(end);
    }
  }

  private int end(int length) {
    if (length < 0 || length > file.remaining()) {
      throw new IllegalArgumentException();
    }
    return file.position() + length;
  }

  private void annotation(String member, int depth) {
    int type = next();
    boolean wanted = false;
    for (String prefix : WANTED) {
      wanted |= pool.startsWith(type, prefix);
    }
    String annotation = wanted ? pool.utf8(type) : "";
    if (wanted) {
      marks.add(new Mark(annotation, member, type(), "", ""));
      tells |= annotation.equals(WITH_SPAN);
    }
    for (int pairs = next(); pairs > 0; pairs--) {
      element(annotation, member, next(), depth);
    }
  }

  private void element(String annotation, String member, int element, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException();
    }
    char tag = (char) file.get();
    if (tag == 's') {
      int text = next();
      if (!annotation.isEmpty()) {
        marks.add(
            new Mark(annotation, member, type(), pool.utf8(element), counted(pool.utf8(text))));
      }
    } else if (tag == '@') {
      annotation(member, depth + 1);
    } else if (tag == '[') {
      for (int values = next(); values > 0; values--) {
        element(annotation, member, element, depth + 1);
      }
    } else {
      skip(tag == 'e' ? 4 : 2);
    }
  }

  private String type() {
    if (typeAt != knownTypeAt) {
      knownTypeAt = typeAt;
      knownType = typeAt == 0 ? "" : counted(pool.utf8(typeAt));
    }
    return knownType;
  }

  private void code() {
    skip(4);
    int length = file.getInt();
    if (length > 0 && length <= file.remaining()) {
      new ConcatenationChains(file, pool, recipe -> recipes.add(counted(recipe)))
          .read(file.position(), length);
    }
  }

  private void bootstrapMethods() {
    for (int count = next(); count > 0; count--) {
      int handle = next();
      int arguments = next();
      int from = file.position();
      // The handle refers to a method, the method to its name and type, those to the name.
      int method = pool.reference(handle, 1);
      String bootstrap = pool.utf8(pool.reference(pool.reference(method, 2), 0));
      if (arguments > 0 && bootstrap.equals("makeConcatWithConstants")) {
        recipe(pool.string(next()), arguments - 1);
      }
      file.position(from + 2 * arguments);
    }
  }

  private void recipe(@Nullable String recipe, int constants) {
    if (recipe == null) {
      return;
    }
    StringBuilder text = new StringBuilder(recipe.length());
    int left = constants;
    for (int i = 0; i < recipe.length(); i++) {
      char c = recipe.charAt(i);
      if (c == CONSTANT) {
        String constant = left-- > 0 ? pool.string(next()) : null;
        text.append(constant == null ? String.valueOf(HOLE) : constant);
      } else {
        text.append(c);
      }
    }
    recipes.add(counted(text.toString()));
  }

  private String counted(String text) {
    textLength += text.length();
    if (textLength > MOST_TEXT) {
      throw new IllegalArgumentException();
    }
    return text;
  }

  private int next() {
    return file.getShort() & 0xffff;
  }

  private void skip(int bytes) {
    file.position(file.position() + bytes);
  }

  private static String dotted(@Nullable String name) {
    if (name == null) {
      throw new IllegalArgumentException();
    }
    return name.replace('/', '.');
  }
}
