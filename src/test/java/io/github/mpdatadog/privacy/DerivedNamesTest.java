// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names in the statements are those that EclipseLink 4.0 and Hibernate 6.6 make. */
class DerivedNamesTest {

  private static final String WARD =
      """
      package com.acme;
      import jakarta.persistence.*;
      @Entity @Table(name = "T_WARD")
      public class Ward { @Id @Column(name = "ward_no") Long id; }
      """;

  private final Vocabulary vocabulary = new Vocabulary();
  private final Object application = new Object();

  private void read(String... sources) {
    CodeVocabulary code = new CodeVocabulary();
    Compiled.classes(17, sources).values().forEach(code::add);
    code.addTo(vocabulary, application);
  }

  /** The class Patient with these members, and others. */
  private void readPatient(String members, String... others) {
    String[] sources = Arrays.copyOf(others, others.length + 1);
    sources[others.length] =
        """
        package com.acme;
        import jakarta.persistence.*;
        import java.util.*;
        @Entity
        public class Patient {
          @Id Long nr;
          %s
        }
        """
            .formatted(members);
    read(sources);
  }

  private void assertLeaves(String statement) {
    assertThat(vocabulary.sqlShape(statement).text()).isEqualToIgnoringCase(statement);
  }

  private void assertUnknown(String name) {
    assertThat(vocabulary.sqlShape("SELECT " + name + " FROM " + name).text())
        .isEqualTo("SELECT ? FROM ?");
  }

  @Test
  void aCollectionTableIsCalledAfterItsEntityAndAttribute() {
    readPatient("@ElementCollection Set<String> merkmale;");

    assertLeaves("INSERT INTO Patient_MERKMALE (Patient_NR, MERKMALE) VALUES (?)");
    assertThat(vocabulary.sqlShape("SELECT MERKMALE FROM Patient_MERKMALE").collection())
        .isEqualTo("Patient_merkmale");
  }

  @Test
  void theNameOfAnEntityIsTheOneItWasGiven() {
    read(
        """
        package com.acme;
        import jakarta.persistence.*;
        @Entity(name = "Kranker") @Table(name = "T_PATIENT")
        public class Patient {
          @Id @Column(name = "PAT_NR") Long nr;
          @ElementCollection java.util.Set<String> merkmale;
        }
        """);

    assertLeaves("SELECT Kranker_PAT_NR, MERKMALE FROM Kranker_MERKMALE");
    assertUnknown("Patient_merkmale");
    assertUnknown("T_PATIENT_merkmale");
    assertUnknown("Kranker_nr");
  }

  @Test
  void aForeignKeyIsCalledAfterItsAttributeAndTheOthersKey() {
    readPatient("@ManyToOne Ward home; @OneToOne Ward last;", WARD);

    assertLeaves("SELECT HOME_ward_no, LAST_ward_no FROM PATIENT");
  }

  @Test
  void theKeyOfAnUnknownClassIsTakenForId() {
    readPatient("@ManyToOne Comparable<String> home; @ManyToOne Long other;");

    assertLeaves("SELECT HOME_ID, other_id FROM PATIENT");
  }

  @Test
  void aJoinTableIsCalledAfterItsTwoTablesAndItsColumnsAfterTheAttributes() {
    readPatient(
        "@ManyToMany List<Bed> beds; @OneToMany Set<? extends Ward> stays;",
        WARD,
        """
        package com.acme;
        import jakarta.persistence.*;
        @Entity
        public class Bed {
          @Id Long code;
          @ManyToMany(mappedBy = "beds") java.util.List<Patient> patients;
        }
        """);

    assertLeaves("SELECT patients_NR, beds_CODE FROM PATIENT_BED");
    assertLeaves("SELECT Patient_NR, stays_ward_no FROM PATIENT_T_WARD");
    assertUnknown("Bed_Patient");
  }

  @Test
  void theColumnOfAOneToManyWithoutATableIsCalledAfterTheOwnersKey() {
    readPatient("@OneToMany @JoinColumn List<Ward> visits;", WARD);

    assertLeaves("UPDATE T_WARD SET VISITS_NR = ? WHERE ward_no = ?");
  }

  @Test
  void columnsOfOrderAndOfKeysAreCalledAfterTheirAttribute() {
    readPatient(
        "@ElementCollection @OrderColumn List<String> tags;"
            + "@ElementCollection Map<String, String> labels;"
            + "@OneToMany Map<Ward, Ward> stays;",
        WARD);

    assertLeaves("SELECT tags_ORDER, LABELS_KEY, stays_KEY FROM Patient_TAGS");
    assertUnknown("labels_ORDER");
    assertUnknown("tags_KEY");
  }

  @Test
  void whatIsInheritedFromAMappedSuperclassIsTheEntitys() {
    readPatient("@ManyToOne Night night;", base(), night(""));

    assertLeaves("SELECT Night_NUMMER, NOTES FROM Night_NOTES");
    assertLeaves("SELECT NIGHT_NUMMER FROM PATIENT");
    assertUnknown("Base_notes");
  }

  private static String base() {
    return """
    package com.acme;
    import jakarta.persistence.*;
    import java.util.*;
    @MappedSuperclass
    public class Base {
      @Id Long nummer;
      @ElementCollection List<String> notes;
    }
    """;
  }

  private static String night(String members) {
    return """
    package com.acme;
    import jakarta.persistence.*;
    import java.util.*;
    @Entity
    public class Night extends Base { %s }
    """
        .formatted(members);
  }

  @Test
  void whatIsInheritedFromAnEntityIsThatEntitys() {
    read(
        WARD,
        base(),
        night("@ElementCollection Set<String> dreams;"),
        """
        package com.acme;
        import jakarta.persistence.*;
        import java.util.*;
        @Entity
        public class PolarNight extends Night { @ManyToMany List<Ward> rooms; }
        """);

    assertLeaves("SELECT DTYPE FROM NIGHT");
    assertLeaves("SELECT DREAMS FROM Night_DREAMS");
    assertLeaves("SELECT PolarNight_NUMMER, rooms_ward_no FROM NIGHT_T_WARD");
    assertUnknown("PolarNight_dreams");
    assertUnknown("PolarNight_notes");
  }

  @Test
  void withoutInheritanceThereIsNoDiscriminator() {
    read(WARD, base(), night(""));

    assertUnknown("DTYPE");
  }

  @Test
  void whatAnEmbeddableHoldsIsTheEntitys() {
    readPatient(
        "@Embedded Address home; @Embedded Address work;",
        WARD,
        """
        package com.acme;
        import jakarta.persistence.*;
        import java.util.*;
        @Embeddable
        public class Address {
          @ElementCollection Set<String> lines;
          @ManyToOne Ward near;
          @Embedded Address other;
        }
        """);

    assertLeaves("SELECT Patient_NR, LINES, NEAR_ward_no FROM Patient_LINES");
  }

  @Test
  void aGetterIsReadAsItsProperty() {
    read(
        WARD,
        """
        package com.acme;
        import jakarta.persistence.*;
        import java.util.*;
        @Entity
        public class Patient {
          @Id public Long getNr() { return null; }
          @ElementCollection public Set<String> getMerkmale() { return null; }
          @ManyToOne public Ward getHome() { return null; }
          @ManyToMany public List<Ward> getWards() { return null; }
        }
        """);

    assertLeaves("SELECT Patient_NR, HOME_ward_no, wards_ward_no FROM Patient_MERKMALE");
    assertLeaves("SELECT Patient_NR FROM PATIENT_T_WARD");
  }

  @Test
  void whatIsNamedIsNotDerived() {
    readPatient(
        """
        @ManyToOne @JoinColumn(name = "WARD_ID") Ward home;
        @ElementCollection @OrderColumn(name = "pos")
        @CollectionTable(name = "TRAITS", joinColumns = @JoinColumn(name = "PAT")) List<String> merkmale;
        @ManyToMany @JoinTable(name = "STAYS") List<Ward> wards;
        @ElementCollection @MapKeyColumn(name = "lang")
        @CollectionTable(name = "TEXTS", joinColumns = @JoinColumn(name = "PAT")) Map<String, String> texts;
        """,
        WARD);

    for (String name :
        new String[] {
          "home_ward_no", "Patient_merkmale", "merkmale_ORDER", "Patient_T_WARD", "texts_KEY"
        }) {
      assertUnknown(name);
    }
    assertLeaves("SELECT Patient_NR, wards_ward_no FROM STAYS");
  }

  @Test
  void theTableOfGeneratedKeysIsEclipseLinks() {
    readPatient("@GeneratedValue Long next;");

    assertLeaves("UPDATE SEQUENCE SET SEQ_COUNT = SEQ_COUNT + ? WHERE SEQ_NAME = ?");
  }

  /** As Hibernate 6.6 creates them. */
  @Test
  void aSequenceIsNamedAfterTheTableOfTheEntityOrTheLastOneItInheritsFrom() {
    read(
        """
        package com.acme;
        import jakarta.persistence.*;
        @MappedSuperclass public class Numbered { @Id @GeneratedValue Long id; }
        @Entity class Visit extends Numbered {}
        @Entity(name = "Claim") @Table(name = "claims") class ClaimEntity extends Numbered {}
        @Entity @Table(name = "persons") class Person extends Numbered {}
        @Entity @Table(name = "nurses") class Nurse extends Person {}
        @Entity class Ward { @Id Long id; }
        """);

    assertLeaves("SELECT NEXT VALUE FOR Visit_SEQ");
    assertLeaves("SELECT NEXT VALUE FOR claims_SEQ");
    assertLeaves("SELECT persons_SEQ.NEXTVAL FROM DUAL");
    assertUnknown("Ward_SEQ");
  }

  @Test
  void aGeneratorIsKnownByItsName() {
    readPatient(
        "@GeneratedValue(generator = \"plain_gen\") Long next;"
            + " @SequenceGenerator(name = \"no_sequence\") Long other;"
            + " @SequenceGenerator(name = \"g\", sequenceName = \"numbers_of_visits\") Long third;");

    assertLeaves("SELECT NEXT VALUE FOR plain_gen");
    assertLeaves("SELECT NEXT VALUE FOR no_sequence");
    assertLeaves("SELECT NEXT VALUE FOR numbers_of_visits");
  }

  @Test
  void theTableOfGeneratedKeysIsHibernatesToo() {
    readPatient("@GeneratedValue Long next;");

    assertLeaves("SELECT next_val FROM hibernate_sequences WHERE sequence_name = ? FOR UPDATE");
    assertLeaves("SELECT SEQ_GEN_SEQUENCE.NEXTVAL FROM DUAL");
  }

  @Test
  void aTableThatAGeneratorNamesIsATable() {
    readPatient("@TableGenerator(name = \"g\", table = \"ID_GEN\") Long next;");

    assertThat(vocabulary.contains(Vocabulary.Kind.COLLECTION, "ID_GEN")).isTrue();
    assertLeaves("SELECT SEQ_COUNT FROM ID_GEN WHERE SEQ_NAME = ?");
  }

  @Test
  void noWordByItselfIsDerived() {
    readPatient("@ElementCollection Set<String> merkmale; @ManyToOne Ward home;", WARD);

    for (String word : new String[] {"KEY", "ORDER", "ward", "DTYPE", "SEQ_NAME", "SEQ_COUNT"}) {
      assertThat(vocabulary.contains(Vocabulary.Kind.COLUMN, word)).as(word).isFalse();
    }
  }

  /** Names of one length, so that they can be replaced in the class file. */
  private static byte[] renamed(String template, String... names) {
    String file = template;
    for (int i = 0; i < names.length; i += 2) {
      file = file.replace(names[i], names[i + 1]);
    }
    return file.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String template(String source) {
    byte[] file =
        Compiled.classes(17, "package a; import jakarta.persistence.*; " + source).get("a.ESELF");
    return new String(file, StandardCharsets.ISO_8859_1);
  }

  private static String numbered(int i) {
    return String.format("E%04d", i);
  }

  /** No compiler would read them, but an archive can have them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Embeddable public class ESELF { @Embedded ENEXT next; } class ENEXT {}",
        "@MappedSuperclass public class ESELF extends ENEXT { @Id Long nr; } class ENEXT {}"
      })
  void ofAnEndlessLineOfClassesOnlyTheNearestCount(String source) {
    CodeVocabulary code = new CodeVocabulary();
    String root = "@Entity public class ESELF extends E0000 { @Embedded E0000 e; } class E0000 {}";
    code.add(renamed(template(root)));
    String template = template(source);
    for (int i = 0; i < 9_999; i++) {
      code.add(renamed(template, "ESELF", numbered(i), "ENEXT", numbered(i + 1)));
    }
    Compiled.classes(17, WARD).values().forEach(code::add);

    code.addTo(vocabulary, application);

    assertLeaves("SELECT ward_no FROM T_WARD");
  }

  /** Collections are those of their superclass, {@code ESELF}. */
  private static void crowd(int entities, int collections, Consumer<byte[]> files) {
    StringBuilder parent = new StringBuilder("@MappedSuperclass public class ESELF {");
    for (int i = 0; i < collections; i++) {
      parent.append(" @ElementCollection java.util.Set<String> a").append(i).append(';');
    }
    files.accept(renamed(template(parent.append('}').toString())));
    String entity = template("@Entity public class ESELF extends ENEXT {} class ENEXT {}");
    for (int i = 0; i < entities; i++) {
      files.accept(renamed(entity, "ESELF", numbered(i), "ENEXT", "ESELF"));
    }
  }

  @ParameterizedTest
  @CsvSource({"50, 30, 0", "50, 100, 2050"})
  void namesThatFindNoRoomAreCounted(int entities, int collections, int atLeast) {
    CodeVocabulary code = new CodeVocabulary();
    crowd(entities, collections, code::add);

    code.addTo(vocabulary, application);

    assertThat(vocabulary.beyondLimit()).isBetween((long) atLeast, atLeast + atLeast / 10L);
  }

  /** Else the time for them would grow with the square of their number. */
  @Test
  void namesOfACrowdOfEntitiesWithACrowdOfAttributesAreLeftOutAndCounted() {
    DerivedNames derived = new DerivedNames();
    crowd(1_000, 1_000, file -> derived.add(ClassFile.read(file)));
    Set<String> names = new HashSet<>();
    AtomicInteger made = new AtomicInteger();

    int leftOut =
        derived.collect(
            (kind, name) -> {
              names.add(name);
              made.incrementAndGet();
            });

    assertThat(made).hasValueLessThanOrEqualTo(DerivedNames.MOST_STEPS);
    assertThat(names).contains("E0000_a0", "E0000_a999", "E0020_id").doesNotContain("E0999_a0");
    assertThat(leftOut).isBetween(800, 999);
  }

  @Test
  void aDamagedClassFileHarmsNothing() {
    String whole =
        template(
            """
            @Entity public class ESELF { @Id @GeneratedValue Long nr; private long room;
              @ElementCollection @MapKeyColumn java.util.Map<String, java.util.Set<Long>> traits;
              @ManyToOne ESELF mother; @OneToMany @JoinColumn @OrderColumn java.util.List<ESELF> visits;
              @Basic public boolean isIn() { return room > 0; } @Embedded Bed bed; }
            @Embeddable class Bed {}
            """);
    Random random = new Random(1);
    byte[] file = renamed(whole);
    int wellFormed = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = file.clone();
      for (int hits = random.nextInt(4); hits >= 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      ClassFile read = ClassFile.read(damaged);
      if (read != null) {
        DerivedNames derived = new DerivedNames();
        derived.add(read);
        assertThat(derived.collect((kind, name) -> {})).isZero();
        wellFormed++;
      }
    }

    assertThat(wellFormed).isGreaterThan(500);
  }
}
