// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.config.ConfiguredNames;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CodeVocabularyTest {

  private final Vocabulary vocabulary = new Vocabulary();
  private final Object application = new Object();

  private void read(String... sources) {
    CodeVocabulary code = new CodeVocabulary();
    Compiled.classes(17, sources).values().forEach(code::add);
    code.addTo(vocabulary, application);
  }

  private boolean knowsInStatements(String name) {
    return knows(Kind.COLLECTION, name) || knows(Kind.COLUMN, name);
  }

  private boolean knows(Kind kind, String text) {
    return vocabulary.contains(kind, text);
  }

  @Test
  void knowsTheConstantsOfClassesThatUseOpenTelemetry() {
    read(
        """
        package com.acme;
        public class Risk {
          io.opentelemetry.api.trace.Tracer tracer;
          void compute(String patient) {
            var span = tracer.spanBuilder("compute risk").startSpan();
            span.addEvent("cache miss");
            span.updateName("risk of " + patient);
          }
        }
        """,
        """
        package com.acme;
        public class Other {
          String name() { return "some other text"; }
        }
        """);

    assertThat(knows(Kind.SPAN_NAME, "compute risk")).isTrue();
    assertThat(knows(Kind.EVENT_NAME, "cache miss")).isTrue();
    assertThat(knows(Kind.SPAN_OF_METHOD, "Risk.compute")).isTrue();
    assertThat(knows(Kind.FUNCTION, "com.acme.Risk.compute")).isTrue();
    assertThat(knows(Kind.SPAN_NAME, "some other text")).isFalse();
    assertThat(knows(Kind.SPAN_NAME, "risk of ")).isFalse();
    assertThat(knows(Kind.SPAN_NAME, "risk of Jane")).isFalse();
    assertThat(knows(Kind.SPAN_OF_METHOD, "Other.name")).isFalse();
    assertThat(knows(Kind.HOST, "compute risk")).isFalse();
  }

  @Test
  void knowsTheNamesThatWithSpanGives() {
    read(
        """
        package com.acme;
        import io.opentelemetry.instrumentation.annotations.WithSpan;
        public class Ward {
          public static class Beds { @WithSpan void find() {} }
          @WithSpan("admit patient") void admit() {}
        }
        """);

    assertThat(knows(Kind.SPAN_OF_METHOD, "admit patient")).isTrue();
    assertThat(knows(Kind.SPAN_OF_METHOD, "Beds.find")).isTrue();
    assertThat(knows(Kind.FUNCTION, "com.acme.Ward$Beds.find")).isTrue();
  }

  @Test
  void knowsExceptionsByNameAndByAncestry() {
    read(
        """
        package com.acme;
        public class NoBedException extends Exception {
          public static class WardClosed extends NoBedException {}
          public static class Night extends WardClosed {}
          public static class Bed {}
        }
        """);

    assertThat(knows(Kind.EXCEPTION, "com.acme.NoBedException")).isTrue();
    assertThat(knows(Kind.EXCEPTION, "com.acme.NoBedException$Night")).isTrue();
    assertThat(knows(Kind.EXCEPTION, "com.acme.NoBedException$Bed")).isFalse();
  }

  @Test
  void knowsTablesAndColumnsOfEntities() {
    read(
        """
        package com.acme;
        import jakarta.persistence.*;
        @Entity @Table(name = "PATIENT", schema = "ehr")
        @NamedNativeQuery(name = "x", query = "SELECT chart_no FROM charts WHERE code = 'HIV'")
        public class Patient {
          @Id Long mrn;
          @Column(name = "GIVEN_NAME", columnDefinition = "VARCHAR(20) DEFAULT 'Jane'") String name;
          @JoinColumn(name = "WARD_ID") @ManyToOne Patient ward;
          transient String cache;
          static String shared;
        }
        """);

    for (String name : new String[] {"PATIENT", "Patient", "charts"}) {
      assertThat(knows(Kind.COLLECTION, name)).as(name).isTrue();
    }
    for (String name : new String[] {"mrn", "GIVEN_NAME", "WARD_ID", "chart_no"}) {
      assertThat(knows(Kind.COLUMN, name)).as(name).isTrue();
    }
    for (String name : new String[] {"HIV", "Jane", "cache", "shared", "x"}) {
      assertThat(knowsInStatements(name)).as(name).isFalse();
    }
  }

  @Test
  void knowsTheProceduresThatCodeCalls() {
    read(
        """
        package com.acme;
        import jakarta.persistence.*;
        @Entity
        @NamedStoredProcedureQuery(
            name = "x", procedureName = "ehr.named_visit",
            parameters = @StoredProcedureParameter(name = "p_mrn", type = Long.class))
        public class Visit {
          @Id Long mrn;
        }
        """,
        """
        package com.acme;
        import jakarta.persistence.*;
        public class Ward {
          void book(EntityManager em, String patient) {
            Query query = em.createStoredProcedureQuery("ehr.book_visit");
            query.setParameter(1, patient);
            System.out.println("Moved by dr.Smith");
          }
        }
        """,
        """
        package com.acme;
        public class Dao {
          String[] calls(String schema) {
            return new String[] {
              "{call close_visit('Roe')}", "{call " + schema + ".move_visit(?)}", "call for Jane"
            };
          }
        }
        """,
        """
        package com.acme;
        public class Other {
          String name() { return "other_visit"; }
        }
        """);

    for (String name : new String[] {"named_visit", "book_visit", "close_visit", "move_visit"}) {
      assertThat(knows(Kind.PROCEDURE, name)).as(name).isTrue();
    }
    for (String name : new String[] {"x", "ehr", "Roe", "for", "Jane", "Smith", "other_visit"}) {
      assertThat(knows(Kind.PROCEDURE, name)).as(name).isFalse();
      assertThat(knowsInStatements(name)).as(name).isFalse();
    }
  }

  @Test
  void knowsWhatEclipseLinksAndHibernatesOwnAnnotationsName() {
    read(
        """
        package org.eclipse.persistence.annotations;
        import java.lang.annotation.*;
        @Retention(RetentionPolicy.RUNTIME)
        public @interface NamedStoredFunctionQuery { String name(); String functionName(); }
        """,
        """
        package org.hibernate.annotations;
        import java.lang.annotation.*;
        @Retention(RetentionPolicy.RUNTIME)
        public @interface NamedNativeQuery { String name(); String query(); }
        """,
        """
        package com.acme;
        import org.eclipse.persistence.annotations.*;
        import org.hibernate.annotations.*;
        @NamedStoredFunctionQuery(name = "x", functionName = "count_visits")
        @NamedNativeQuery(name = "y", query = "SELECT chart_no FROM charts WHERE code = 'HIV'")
        public class Visit {}
        """);

    assertThat(knows(Kind.PROCEDURE, "count_visits")).isTrue();
    assertThat(knows(Kind.COLLECTION, "charts")).isTrue();
    for (String name : new String[] {"x", "y", "HIV"}) {
      assertThat(knowsInStatements(name)).as(name).isFalse();
    }
  }

  @Test
  void knowsTheNamesInStatementsButNoLiteral() {
    read(
        """
        package com.acme;
        public class Dao {
          String[] statements(int n) {
            return new String[] {
              "SELECT p.given_name, \\"quoted\\" FROM ehr.patient p -- secret1\\n JOIN \\"visit\\" v ON v.pid = p.id"
                  + " WHERE p.code = 'it''s secret2' /* secret3 */ AND age > 42 AND x = :secret4",
              "insert into bed(ward, no) values (?, 'secret5", "UPDATE `staff` SET rank = 1",
              "delete from shift where day = " + n,
              "Select a patient or call the secret6 ward",
              "with secret7 you go",
              "Select the secret8 from the list, then Rose or Grace may mark it",
              "Update will set a reminder"
            };
          }
        }
        """);

    for (String name : new String[] {"patient", "visit", "bed", "staff", "shift"}) {
      assertThat(knows(Kind.COLLECTION, name)).as(name).isTrue();
    }
    for (String name : new String[] {"given_name", "pid", "ward", "no", "rank"}) {
      assertThat(knows(Kind.COLUMN, name)).as(name).isTrue();
    }
    assertThat(knowsInStatements("ehr")).isTrue();
    for (String name :
        new String[] {
          "secret1", "secret2", "secret3", "secret4", "secret5", "secret6", "secret7", "select",
          "FROM", "s", "42", "quoted", "secret8", "Rose", "Grace", "may", "will"
        }) {
      assertThat(knowsInStatements(name)).as(name).isFalse();
    }
  }

  @Test
  void knowsTheHostsQueuesAndDatabasesThatAnnotationsName() {
    CodeVocabulary code = new CodeVocabulary(ConfiguredNames::hostsIn);
    Compiled.classes(
            17,
            """
            package com.acme;
            import jakarta.annotation.sql.DataSourceDefinition;
            import jakarta.ejb.*;
            import jakarta.jms.JMSDestinationDefinition;
            import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
            @DataSourceDefinition(name = "java:app/ds", className = "secret.Driver", password = "secret",
                url = "jdbc:postgresql://db.test/c", serverName = "other.test", databaseName = "claims")
            @JMSDestinationDefinition(name = "java:app/jms/bills", interfaceName = "jakarta.jms.Queue",
                destinationName = "bills")
            @MessageDriven(activationConfig = {
                @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/claims"),
                @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "secret")})
            public class Claims {
              @RegisterRestClient(baseUri = "https://lab.test:8443/v1") interface Lab {}
              String results(String mrn) { return "https://results.test/patients/" + mrn; }
              String of(String host) { return "https://" + host + "/x"; }
            }
            """)
        .values()
        .forEach(code::add);
    code.addTo(vocabulary, application);

    for (String host : new String[] {"db.test", "other.test", "lab.test", "results.test"}) {
      assertThat(knows(Kind.HOST, host)).as(host).isTrue();
    }
    for (String queue : new String[] {"java:app/jms/bills", "bills", "jms/claims"}) {
      assertThat(knows(Kind.DESTINATION, queue)).as(queue).isTrue();
    }
    assertThat(knows(Kind.NAMESPACE, "claims")).isTrue();
    for (Kind kind : Kind.values()) {
      assertThat(knows(kind, "secret")).as(kind.name()).isFalse();
    }
  }

  @Test
  void keepsNoMoreConstantsOfAClassThanThereIsRoomFor() {
    StringBuilder source =
        new StringBuilder(
            "package com.acme; public class Many { io.opentelemetry.api.trace.Span s; void m() { s.end();");
    for (int i = 0; i < 4_000; i++) {
      source.append("s.addEvent(\"constant ").append(i).append("\");");
    }
    read(source.append("}}").toString());

    assertThat(knows(Kind.EVENT_NAME, "constant 7")).isTrue();
    assertThat(knows(Kind.EVENT_NAME, "constant 3999")).isFalse();
  }

  @Test
  void goesWithItsOwner() throws InterruptedException {
    CodeVocabulary code = new CodeVocabulary();
    Map<String, byte[]> classes =
        Compiled.classes(
            17,
            """
            package com.acme;
            public class Going { void m() { throw new IllegalStateException("bed is gone"); } }
            """);
    classes.values().forEach(code::add);
    code.addTo(vocabulary, new Object());
    assertThat(vocabulary.shape("com.acme.Going", "bed is gone")).isEqualTo("bed is gone");

    while (vocabulary.shape("com.acme.Going", "bed is gone") != null) {
      System.gc();
      Thread.sleep(10);
    }
  }

  @Test
  void keepsTheSameClassesOfTooManyInWhateverOrderTheyAreRead() {
    byte[] file =
        Compiled.classes(17, "package com.acme; public class Service00000 {}")
            .get("com.acme.Service00000");
    String template = new String(file, StandardCharsets.ISO_8859_1);
    CodeVocabulary code = new CodeVocabulary();
    for (int i = CodeVocabulary.MOST_OF_A_KIND + 9; i >= 0; i--) {
      String named = template.replace("Service00000", String.format("Service%05d", i));
      code.add(named.getBytes(StandardCharsets.ISO_8859_1));
    }

    code.addTo(vocabulary, application);

    for (int i = 0; i < CodeVocabulary.MOST_OF_A_KIND; i++) {
      String name = String.format("com.acme.Service%05d", i);
      assertThat(knows(Kind.CLASS, name)).as(name).isTrue();
    }
    assertThat(knows(Kind.CLASS, "com.acme.Service03000")).isFalse();
    assertThat(vocabulary.beyondLimit()).isEqualTo(10);
  }

  /** No compiler writes one; an exception would end the reading of its archive. */
  @Test
  void aMethodWithoutANameHarmsNothing() {
    String file =
        new String(
            Compiled.classes(
                    17,
                    "package com.acme; public class Risk { io.opentelemetry.api.trace.Tracer tracer;"
                        + " void zz() {} void compute() { tracer.spanBuilder(null); } }")
                .get("com.acme.Risk"),
            StandardCharsets.ISO_8859_1);
    CodeVocabulary code = new CodeVocabulary();

    code.add(file.replace("\u0001\0\u0002zz", "\u0001\0\0").getBytes(StandardCharsets.ISO_8859_1));

    code.addTo(vocabulary, application);
    assertThat(knows(Kind.SPAN_OF_METHOD, "Risk.compute")).isTrue();
  }
}
