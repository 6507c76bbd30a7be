// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.ClassFile.Mark;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the class files of one application say that may leave the JVM: names it gives to spans and
 * events, its methods and exceptions, the tables it maps or queries, and the recipes of the
 * messages of its exceptions. Bounded, and meant to be dropped once it was added to a vocabulary.
 * Not thread-safe. Not an API.
 */
public final class CodeVocabulary {

  static final int MOST_OF_A_KIND = 3_000;
  private static final int MOST_CLASSES = 50_000;
  private static final int RECIPES_OF_A_CLASS = 16_384;
  private static final int RECIPES_OF_ALL = 2_000_000;
  private static final int LONGEST = 128;

  /** Properties of a message-driven bean that name where it listens. */
  private static final Set<String> DESTINATIONS =
      Set.of("destination", "destinationLookup", "destinationJndiName", "subscriptionName");

  private final Map<Kind, Set<String>> texts = new EnumMap<>(Kind.class);

  /** Sorted, so that the same classes are kept of too many at each start. */
  private final Map<String, String> parents = new TreeMap<>();

  private final Map<String, String> messages = new HashMap<>();
  private final DerivedNames derived = new DerivedNames();
  private final Function<String, ? extends Collection<String>> hosts;
  private int recipes;
  private int beyondLimit;

  /** Empty. */
  CodeVocabulary() {
    this(url -> List.of());
  }

  /**
   * Empty.
   *
   * @param hosts cuts the hosts out of a URL; gives none for any other text
   */
  public CodeVocabulary(Function<String, ? extends Collection<String>> hosts) {
    this.hosts = hosts;
  }

  /** Adds a text that a deployment descriptor declares, if it is a name at all. */
  public void add(Kind kind, @Nullable String text) {
    if (text != null && !text.isBlank() && text.length() <= LONGEST) {
      put(kind, text.strip());
    }
  }

  /** Adds the table, column or schema that a mapping file declares, if it is a plain identifier. */
  public void addIdentifier(Kind kind, @Nullable String text) {
    if (text != null && isIdentifier(text)) {
      put(kind, text);
    }
  }

  /** Adds a procedure, which may have a schema before it, if all of that are plain identifiers. */
  public void addProcedure(@Nullable String text) {
    String rest = text == null ? "" : text;
    int dot = rest.indexOf('.');
    while (dot >= 0 && isIdentifier(rest.substring(0, dot))) {
      rest = rest.substring(dot + 1);
      dot = rest.indexOf('.');
    }
    addIdentifier(Kind.PROCEDURE, rest);
  }

  /** Adds the words of a statement that a mapping file declares. */
  public void addStatement(String text) {
    statement(text.strip());
  }

  /** Adds the hosts that a URL names. */
  public void addHosts(@Nullable String url) {
    if (url != null && url.contains("//")) {
      for (String host : hosts.apply(url)) {
        put(Kind.HOST, host);
      }
    }
  }

  /** Adds what a class file says; from malformed bytes, nothing. */
  public void add(byte[] classFile) {
    ClassFile file = ClassFile.read(classFile);
    if (file == null || parents.size() >= MOST_CLASSES) {
      return;
    }
    parents.put(file.name(), file.superName());
    List<String> constants = file.constants();
    if (file.tells()) {
      telemetry(file, constants);
    }
    for (String constant : constants) {
      statement(constant);
      addHosts(constant);
    }
    for (String recipe : file.recipes()) {
      statement(recipe);
      addHosts(recipe);
    }
    if (file.callsProcedures()) {
      constants.forEach(this::addProcedure);
    }
    mapping(file);
    resources(file);
    if (file.dealsWithExceptions() && recipes < RECIPES_OF_ALL) {
      String joined = Recipes.joined(file.recipes(), constants, RECIPES_OF_A_CLASS);
      if (!joined.isEmpty()) {
        messages.put(file.name(), joined);
        recipes += joined.length();
      }
    }
  }

  /** Whether a property of a message-driven bean names where it listens. */
  public static boolean namesDestination(String property) {
    return DESTINATIONS.contains(property);
  }

  /** Hands everything over, for as long as {@code owner} is reachable. */
  public void addTo(Vocabulary vocabulary, Object owner) {
    for (String type : parents.keySet()) {
      put(Kind.CLASS, type);
      if (isException(type)) {
        put(Kind.EXCEPTION, type);
      }
    }
    try {
      int leftOut = derived.collect(this::addIdentifier); // which counts, too
      beyondLimit += leftOut;
    } catch (RuntimeException flaw) {
      beyondLimit++; // it costs names that are made of others, not those that code has
    }
    for (Map.Entry<Kind, Set<String>> kind : texts.entrySet()) {
      vocabulary.add(owner, kind.getKey(), kind.getValue());
    }
    vocabulary.addMessages(owner, messages);
    vocabulary.countBeyondLimit(beyondLimit);
    beyondLimit = 0;
  }

  private void telemetry(ClassFile file, List<String> constants) {
    for (String constant : constants) {
      put(Kind.SPAN_NAME, constant);
      put(Kind.EVENT_NAME, constant);
    }
    for (String method : file.methods()) {
      if (!method.startsWith("<")) {
        put(Kind.SPAN_OF_METHOD, file.simpleName() + "." + method);
        put(Kind.FUNCTION, file.name() + "." + method);
      }
    }
    for (Mark mark : file.marks()) {
      if (mark.annotation.equals(ClassFile.WITH_SPAN) && mark.element.equals("value")) {
        put(Kind.SPAN_OF_METHOD, mark.text);
      }
    }
  }

  private void statement(String text) {
    String procedure = ProcedureCalls.procedure(text);
    if (procedure != null) {
      put(Kind.PROCEDURE, procedure);
    } else if (SqlProof.isStatement(text)) {
      List<String> tables = new ArrayList<>();
      List<String> columns = new ArrayList<>();
      SqlNames.collect(text, tables, columns);
      put(Kind.COLLECTION, tables);
      put(Kind.COLUMN, columns);
    }
  }

  private void mapping(ClassFile file) {
    boolean mapped = false;
    for (Mark mark : file.marks()) {
      String annotation = mark.annotation;
      boolean entity = annotation.endsWith("/Entity;");
      mapped |=
          entity
              || annotation.endsWith("/MappedSuperclass;")
              || annotation.endsWith("/Embeddable;");
      if (!annotation.contains("/persistence/") && !annotation.contains("/hibernate/")) {
        continue;
      }
      if (entity && mark.element.isEmpty()) {
        put(Kind.COLLECTION, mark.member);
      } else if (mark.element.equals("query")) {
        statement(mark.text);
      } else if (mark.element.equals("procedureName") || mark.element.equals("functionName")) {
        addProcedure(mark.text);
      } else if (!annotation.endsWith("Query;") && isIdentifier(mark.text)) {
        boolean table = annotation.endsWith("Table;") || mark.element.equals("table");
        put(entity || table ? Kind.COLLECTION : Kind.COLUMN, mark.text);
      }
    }
    if (mapped) {
      put(Kind.COLUMN, file.fields());
      derived.add(file);
    }
  }

  /** Hosts, queues and databases that annotations name. */
  private void resources(ClassFile file) {
    String property = "";
    for (Mark mark : file.marks()) {
      if (mark.element.isEmpty()) {
        property = "";
      } else if (mark.annotation.endsWith("/ActivationConfigProperty;")) {
        property = mark.element.equals("propertyName") ? mark.text : property;
        if (mark.element.equals("propertyValue") && namesDestination(property)) {
          add(Kind.DESTINATION, mark.text);
        }
      } else if (mark.annotation.endsWith("/JMSDestinationDefinition;")) {
        boolean named = mark.element.equals("name") || mark.element.equals("destinationName");
        add(Kind.DESTINATION, named ? mark.text : null);
      } else if (mark.annotation.startsWith("Lorg/eclipse/microprofile/reactive/")) {
        add(Kind.DESTINATION, mark.text);
      } else if (mark.annotation.endsWith("/DataSourceDefinition;")) {
        dataSource(mark);
      } else if (mark.annotation.endsWith("/RegisterRestClient;")) {
        addHosts(mark.element.equals("baseUri") ? mark.text : null);
      }
    }
  }

  private void dataSource(Mark mark) {
    switch (mark.element) {
      case "url" -> addHosts(mark.text);
      case "serverName" -> addHosts("//" + mark.text);
      case "databaseName" -> add(Kind.NAMESPACE, mark.text);
      case "name" -> add(Kind.LABEL, mark.text);
      default -> {}
    }
  }

  private static boolean isIdentifier(String text) {
    return !text.isEmpty() && text.equals(CodeNames.method(text));
  }

  private boolean isException(String type) {
    String parent = type;
    for (int depth = 0; depth < 16 && parent != null; depth++) {
      if (ClassFile.isException(parent)) {
        return CodeNames.type(type) != null;
      }
      parent = parents.get(parent);
    }
    return false;
  }

  private void put(Kind kind, List<String> all) {
    for (String text : all) {
      put(kind, text);
    }
  }

  private void put(Kind kind, String text) {
    Set<String> all = texts.get(kind);
    if (all == null) {
      all = new LinkedHashSet<>();
      texts.put(kind, all);
    }
    if (all.size() < MOST_OF_A_KIND) {
      all.add(text);
    } else if (!all.contains(text)) {
      beyondLimit++;
    }
  }
}
