// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.ClassFile.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What annotations say of an entity, a superclass of some, or an embeddable. */
final class MappedClass {

  private final String parent;
  private final Element itself;
  private final Map<String, Attribute> attributes = new TreeMap<>();
  private final List<String> keys = new ArrayList<>();
  private boolean generates;

  MappedClass(ClassFile file) {
    parent = file.superName();
    itself = new Element(file.simpleName());
    for (Mark mark : file.marks()) {
      boolean ofClass = mark.type.isEmpty();
      (ofClass ? itself : attributes.computeIfAbsent(mark.member, name -> new Attribute(mark)))
          .add(mark);
      generates |= mark.annotation.endsWith("/GeneratedValue;");
      generates |= mark.annotation.endsWith("/TableGenerator;");
    }
    for (Attribute attribute : attributes.values()) {
      if (attribute.has("Id")) {
        keys.add(attribute.column());
      }
    }
  }

  String parent() {
    return parent;
  }

  boolean isEntity() {
    return itself.has("Entity");
  }

  String entity() {
    return itself.text("Entity.name", itself.name);
  }

  String table() {
    return itself.text("Table.name", entity());
  }

  Collection<Attribute> attributes() {
    return attributes.values();
  }

  /** The columns of its key, if it does not inherit that. */
  List<String> keys() {
    return keys;
  }

  /** Whether some keys are not the application's. */
  boolean generates() {
    return generates;
  }

  /** {@code Column} where there is one, {@code Column.name} where it has a name. */
  private static class Element {
    final String name;
    private final Map<String, String> texts = new HashMap<>();

    Element(String name) {
      this.name = name;
    }

    void add(Mark mark) {
      int from = mark.annotation.lastIndexOf('/') + 1;
      String annotation = mark.annotation.substring(from).replace(";", "");
      String element = mark.element.isEmpty() ? "" : "." + mark.element;
      texts.putIfAbsent(annotation + element, mark.text);
    }

    boolean has(String... any) {
      for (String each : any) {
        if (texts.containsKey(each)) {
          return true;
        }
      }
      return false;
    }

    String text(String element, String otherwise) {
      return texts.getOrDefault(element, otherwise);
    }
  }

  /** A field, or the property of a getter. */
  static final class Attribute extends Element {
    private final String type;

    private Attribute(Mark mark) {
      super(mark.type.startsWith("(") ? property(mark.member) : mark.member);
      type = mark.type;
    }

    private static String property(String getter) {
      int prefix = getter.startsWith("is") ? 2 : getter.startsWith("get") ? 3 : 0;
      if (prefix == 0 || prefix == getter.length()) {
        return getter;
      }
      return Character.toLowerCase(getter.charAt(prefix)) + getter.substring(prefix + 1);
    }

    String name() {
      return name;
    }

    String column() {
      return text("Column.name", name);
    }

    boolean isToMany() {
      return has("OneToMany", "ManyToMany");
    }

    boolean isCollection() {
      return isToMany() || has("ElementCollection");
    }

    boolean isInverse() {
      return has("OneToOne.mappedBy", "OneToMany.mappedBy", "ManyToMany.mappedBy");
    }

    /** Has its column in the table of the others. */
    boolean isForeign() {
      return has("OneToMany") && has("JoinColumn") && !has("JoinTable");
    }

    boolean isMap() {
      int holds = type.indexOf('<');
      return type.startsWith("Map", (holds < 0 ? type.length() - 1 : holds) - 3);
    }

    /** The class it refers to, or has a collection of; empty if its type does not tell. */
    String target() {
      int held = type.indexOf(";>");
      int to = held < 0 ? type.length() - 1 : held;
      int before = Math.max(type.lastIndexOf(';', to - 1), type.lastIndexOf('<', to - 1));
      int from = type.indexOf('L', before + 1) + 1;
      return from == 0 || from > to ? "" : type.substring(from, to).replace('/', '.');
    }
  }
}
