// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.mpdatadog.config.ConfiguredNames;
import io.github.mpdatadog.privacy.CodeVocabulary;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {

  private final Vocabulary vocabulary = new Vocabulary();

  private void read(String xml) {
    CodeVocabulary code = new CodeVocabulary(ConfiguredNames::hostsIn);
    Descriptor.read(xml.getBytes(StandardCharsets.UTF_8), code);
    code.addTo(vocabulary, this);
  }

  private boolean knows(Kind kind, String text) {
    return vocabulary.contains(kind, text);
  }

  @Test
  void tablesAndColumnsOfAMappingFileAreKnown() {
    read(
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <entity-mappings xmlns="https://jakarta.ee/xml/ns/persistence/orm" version="3.0">
          <schema>ehr</schema>
          <named-native-query name="charts">
            <query><![CDATA[SELECT chart_no FROM charts WHERE code = 'HIV']]></query>
          </named-native-query>
          <named-stored-procedure-query name="booking" procedure-name="ehr.book_visit"/>
          <entity class="com.acme.Patient" name="Person">
            <table name="PATIENT" schema="clinic" catalog="main"/>
            <attributes>
              <id name="mrn"><column name="MRN_NO"/></id>
              <basic name="givenName"/>
              <many-to-many name="wards">
                <join-table name="PATIENT_WARD"><join-column name="PAT_ID"/></join-table>
              </many-to-many>
            </attributes>
          </entity>
        </entity-mappings>
        """);

    for (String table :
        new String[] {
          "PATIENT", "Patient", "Person", "clinic", "main", "ehr", "PATIENT_WARD", "charts"
        }) {
      assertThat(knows(Kind.COLLECTION, table)).as(table).isTrue();
    }
    for (String column :
        new String[] {"mrn", "MRN_NO", "givenName", "wards", "PAT_ID", "chart_no"}) {
      assertThat(knows(Kind.COLUMN, column)).as(column).isTrue();
    }
    assertThat(knows(Kind.PROCEDURE, "book_visit")).isTrue();
    assertThat(knows(Kind.COLUMN, "HIV")).isFalse();
    assertThat(knows(Kind.COLLECTION, "HIV")).isFalse();
  }

  @Test
  void hostsQueuesAndDatabasesOfOtherDescriptorsAreKnown() {
    read(
        """
        <persistence xmlns="https://jakarta.ee/xml/ns/persistence"><persistence-unit name="u">
          <jta-data-source>jdbc/clinic</jta-data-source>
          <properties>
            <property name="jakarta.persistence.jdbc.url" value="jdbc:postgresql://db.test/c?p=x"/>
            <property name="jakarta.persistence.jdbc.password" value="secret"/>
          </properties></persistence-unit></persistence>
        """);
    read(
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
          <data-source><name>java:app/ds</name><server-name>other.test</server-name>
            <database-name>claims</database-name><password>secret</password></data-source>
          <resource-ref><res-ref-name>jdbc/claims</res-ref-name></resource-ref>
          <jms-destination><destination-name>bills</destination-name></jms-destination>
        </web-app>
        """);
    read(
        """
        <ejb-jar><enterprise-beans><message-driven><activation-config>
          <activation-config-property>
            <activation-config-property-name>destinationLookup</activation-config-property-name>
            <activation-config-property-value>jms/claims</activation-config-property-value>
          </activation-config-property>
          <activation-config-property>
            <activation-config-property-name>messageSelector</activation-config-property-name>
            <activation-config-property-value>mrn = 'secret'</activation-config-property-value>
          </activation-config-property>
        </activation-config></message-driven></enterprise-beans></ejb-jar>
        """);

    assertThat(knows(Kind.HOST, "db.test")).isTrue();
    assertThat(knows(Kind.HOST, "other.test")).isTrue();
    assertThat(knows(Kind.NAMESPACE, "claims")).isTrue();
    assertThat(knows(Kind.LABEL, "jdbc/claims")).isTrue();
    assertThat(knows(Kind.LABEL, "jdbc/clinic")).isTrue();
    assertThat(knows(Kind.DESTINATION, "bills")).isTrue();
    assertThat(knows(Kind.DESTINATION, "jms/claims")).isTrue();
    for (Kind kind : Kind.values()) {
      assertThat(knows(kind, "secret")).as(kind.name()).isFalse();
      assertThat(knows(kind, "mrn = 'secret'")).as(kind.name()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not xml",
        "<entity-mappings><entity",
        "<patients><table name=\"PATIENT\"/></patients>",
        "<entity-mappings><table name=\"a b\"/><table name=\"'; --\"/><table/></entity-mappings>",
        "<!DOCTYPE x [<!ENTITY e \"PATIENT\">]><entity-mappings><schema>&e;</schema></entity-mappings>"
      })
  void anythingElseSaysNothingAndHurtsNoOne(String xml) {
    read(xml);

    assertThat(knows(Kind.COLLECTION, "PATIENT")).isFalse();
    assertThat(knows(Kind.COLLECTION, "a b")).isFalse();
  }

  @Test
  void jobsAndStepsAreKnownByTheirIds() {
    read(
        """
        <job id="nightly" xmlns="https://jakarta.ee/xml/ns/jakartaee" version="2.0">
          <step id="prepare"><batchlet ref="preparation"/></step>
          <split id="both">
            <flow id="one"><step id="load"><batchlet ref="preparation"/></step></flow>
          </split>
        </job>
        """);

    for (String name : new String[] {"nightly", "prepare", "load"}) {
      assertThat(knows(Kind.JOB, name)).as(name).isTrue();
    }
    assertThat(knows(Kind.JOB, "preparation")).isFalse();
  }

  @Test
  void namesThatAreCompletedWhenTheJobStartsAreUnknown() {
    read(
        """
        <job id="#{jobParameters['name']}" xmlns="https://jakarta.ee/xml/ns/jakartaee">
          <step id="of-#{jobParameters['patient']}"><batchlet ref="preparation"/></step>
          <step id="#{jobProperties['a']}?:jane;"><batchlet ref="preparation"/></step>
        </job>
        """);

    for (String name :
        new String[] {
          "#{jobParameters['name']}", "of-#{jobParameters['patient']}", "of-", "jane"
        }) {
      assertThat(knows(Kind.JOB, name)).as(name).isFalse();
    }
  }

  /**
   * An application archive can come from anywhere; reading it must not make the server call out.
   */
  @Test
  void nothingIsFetched(@TempDir Path directory) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.close();
        });
    server.start();
    Path file = Files.writeString(directory.resolve("secret"), "secret_table");
    try {
      String url = "http://localhost:" + server.getAddress().getPort() + "/x.dtd";
      read("<!DOCTYPE entity-mappings SYSTEM \"" + url + "\"><entity-mappings/>");
      read(
          "<!DOCTYPE entity-mappings [<!ENTITY f SYSTEM \""
              + file.toUri()
              + "\"><!ENTITY % p SYSTEM \""
              + url
              + "\"> %p;]><entity-mappings><schema>&f;</schema></entity-mappings>");
    } finally {
      server.stop(0);
    }

    assertThat(asked).hasValue(0);
    assertThat(knows(Kind.COLLECTION, "secret_table")).isFalse();
  }

  @Test
  void entitiesThatMultiplyEndQuickly() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"patient\">");
    for (int i = 1; i < 40; i++) {
      bomb.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    }
    read(bomb.append("]><entity-mappings><schema>&a39;</schema></entity-mappings>").toString());

    assertThat(knows(Kind.COLLECTION, "patient")).isFalse();
  }
}
