// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.github.mpdatadog.privacy.MappedClass.Attribute;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The names of tables and columns that a persistence provider makes of others because no annotation
 * gives them. Numbers are sections of Jakarta Persistence 3.1.
 *
 * <p>Each is made of names that code has, and none is a word by itself but for DTYPE, NEXTVAL and
 * DUAL. All classes have to be known before the first is made.
 */
final class DerivedNames {

  /** Of an entity that is not known, or has its key in an embeddable. */
  private static final List<String> USUAL_KEY = List.of("id");

  /**
   * EclipseLink's and Hibernate's, for 11.1.48 and 11.1.51 leave them to the provider; and what
   * Oracle has to be asked for a sequence's next number.
   */
  private static final Map<String, Kind> OF_GENERATORS =
      Map.of(
          "SEQ_NAME", Kind.COLUMN,
          "SEQ_COUNT", Kind.COLUMN,
          "SEQ_GEN_SEQUENCE", Kind.COLLECTION,
          "next_val", Kind.COLUMN,
          "sequence_name", Kind.COLUMN,
          "hibernate_sequences", Kind.COLLECTION,
          "NEXTVAL", Kind.COLUMN,
          "DUAL", Kind.COLLECTION);

  private static final int DEEPEST = 16;

  /** Attributes that are looked at, and names that are made: far more than there is room for. */
  static final int MOST_STEPS = 500_000;

  /** Sorted, so that the same names are kept of too many at each start. */
  private final Map<String, MappedClass> classes = new TreeMap<>();

  private int steps;

  void add(ClassFile file) {
    classes.put(file.name(), new MappedClass(file));
  }

  /** Gives how many classes were left out because there are too many. */
  int collect(BiConsumer<Kind, String> to) {
    steps = 0;
    int leftOut = 0;
    BiConsumer<Kind, String> names =
        (kind, name) -> {
          if (isStepLeft()) {
            to.accept(kind, name);
          }
        };
    for (MappedClass mapped : classes.values()) {
      if (isStepLeft()) {
        collect(mapped, names);
      } else {
        leftOut++;
      }
    }
    return leftOut;
  }

  private boolean isStepLeft() {
    return steps++ < MOST_STEPS;
  }

  private void collect(MappedClass mapped, BiConsumer<Kind, String> names) {
    for (Attribute attribute : mapped.attributes()) {
      if (isStepLeft()) {
        columns(attribute, names);
      }
    }
    if (mapped.generates()) {
      OF_GENERATORS.forEach((name, kind) -> names.accept(kind, name));
    }
    if (mapped.isEntity()) {
      sequences(mapped, names);
      owned(mapped, mapped, new HashSet<>(), 0, names);
      if (tables(mapped).size() > 1) {
        names.accept(Kind.COLUMN, "DTYPE"); // 11.1.12
      }
    }
  }

  /** Hibernate's: of the table of the entity, or of the one that it inherits its key from. */
  private void sequences(MappedClass entity, BiConsumer<Kind, String> names) {
    for (MappedClass each : line(entity)) {
      for (String table : each.generates() ? tables(entity) : List.<String>of()) {
        names.accept(Kind.COLLECTION, table + "_SEQ");
      }
    }
  }

  /** Those that are made of the attribute's name, whoever has it. */
  private void columns(Attribute of, BiConsumer<Kind, String> names) {
    if (of.has("OrderColumn") && !of.has("OrderColumn.name")) {
      names.accept(Kind.COLUMN, of.name() + "_ORDER"); // 11.1.43
    }
    if (of.isCollection() && of.isMap() && !of.has("MapKeyColumn.name", "MapKeyJoinColumn.name")) {
      names.accept(Kind.COLUMN, of.name() + "_KEY"); // 11.1.33, 11.1.35
    }
    boolean toOne = of.has("ManyToOne", "OneToOne") && !of.has("JoinColumn.name");
    boolean toMany = of.isToMany() && !of.isForeign();
    // The inverse side gives its name to the other column of their table (2.11.4).
    if (of.has("ManyToMany") || (!of.isInverse() && (toOne || toMany))) {
      joined(of.name(), keys(classes.get(of.target())), names); // 11.1.25
    }
  }

  /** Of the collections of an entity, its superclasses and what is embedded into it. */
  private void owned(
      MappedClass entity,
      @Nullable MappedClass holder,
      Set<MappedClass> seen,
      int depth,
      BiConsumer<Kind, String> names) {
    if (holder == null || depth == DEEPEST || !seen.add(holder)) {
      return;
    }
    for (Attribute attribute : holder.attributes()) {
      if (!isStepLeft()) {
        return;
      } else if (attribute.has("Embedded")) {
        owned(entity, classes.get(attribute.target()), seen, depth + 1, names);
      } else if (!attribute.isInverse()) {
        collection(entity, attribute, names);
      }
    }
    MappedClass parent = classes.get(holder.parent());
    if (parent != null && !parent.isEntity()) {
      owned(entity, parent, seen, depth + 1, names);
    }
  }

  private void collection(MappedClass entity, Attribute of, BiConsumer<Kind, String> names) {
    boolean named = of.has("JoinColumn.name");
    if (of.isForeign()) {
      joined(of.name(), named ? List.of() : keys(entity), names); // 11.1.25
    } else if (of.has("ElementCollection")) {
      if (!of.has("CollectionTable.name")) {
        names.accept(Kind.COLLECTION, entity.entity() + "_" + of.name()); // 11.1.8
      }
      joined(entity.entity(), named ? List.of() : keys(entity), names);
    } else if (of.isToMany()) {
      for (String table : of.has("JoinTable.name") ? List.<String>of() : tables(entity)) {
        for (String other : tables(classes.get(of.target()))) {
          names.accept(Kind.COLLECTION, table + "_" + other); // 11.1.27
        }
      }
      joined(entity.entity(), keys(entity), names); // only one of the two may be named
    }
  }

  private static void joined(String name, List<String> keys, BiConsumer<Kind, String> names) {
    for (String key : keys) {
      names.accept(Kind.COLUMN, name + "_" + key);
    }
  }

  private List<String> keys(@Nullable MappedClass entity) {
    for (MappedClass each : line(entity)) {
      if (!each.keys().isEmpty()) {
        return each.keys();
      }
    }
    return USUAL_KEY;
  }

  /**
   * Its own, and those of entities it inherits from: one table for all is the default (11.1.24).
   */
  private List<String> tables(@Nullable MappedClass entity) {
    List<String> tables = new ArrayList<>();
    for (MappedClass each : line(entity)) {
      if (each.isEntity()) {
        tables.add(each.table());
      }
    }
    return tables;
  }

  /** This one and its superclasses. */
  private List<MappedClass> line(@Nullable MappedClass of) {
    List<MappedClass> line = new ArrayList<>();
    for (MappedClass each = of;
        each != null && line.size() < DEEPEST;
        each = classes.get(each.parent())) {
      line.add(each);
    }
    return line;
  }
}
