// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.COLLECTION;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.COLUMN;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.DESTINATION;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.JOB;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.LABEL;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.NAMESPACE;

import io.github.mpdatadog.privacy.CodeVocabulary;
import java.io.ByteArrayInputStream;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What XML descriptors of an application declare: tables and columns of {@code orm.xml} and other
 * mapping files, hosts, queues and databases of {@code persistence.xml}, {@code web.xml} and {@code
 * ejb-jar.xml}, jobs and steps of {@code META-INF/batch-jobs}. Known by their root element; any
 * other file is left after that.
 *
 * <p>Read with the JDK's own parser, which is told to fetch nothing: no DTD, no external entity.
 */
final class Descriptor {

  private static final Set<String> ROOTS =
      Set.of("persistence", "web-app", "web-fragment", "ejb-jar", "application", "job");

  /**
   * Elements of a mapping whose name is that of a field, and so of a column where none is given.
   */
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "embedded-id",
          "basic",
          "version",
          "many-to-one",
          "one-to-one",
          "one-to-many",
          "many-to-many",
          "element-collection",
          "embedded",
          "attribute-override",
          "association-override");

  private final CodeVocabulary code;
  private String property = "";

  private Descriptor(CodeVocabulary code) {
    this.code = code;
  }

  /** Adds what the file declares; from anything else, nothing. Never throws. */
  static void read(byte[] file, CodeVocabulary code) {
    try {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLInputFactory.IS_COALESCING, true);
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(file));
      new Descriptor(code).document(xml);
    } catch (XMLStreamException | RuntimeException malformed) {
      // Its text may be anything, so it is not told; what was read before it counts.
      return;
    }
  }

  private void document(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext() && xml.next() != XMLStreamConstants.START_ELEMENT) {
      // To the root.
    }
    boolean mapping = xml.isStartElement() && xml.getLocalName().equals("entity-mappings");
    if (!mapping && (!xml.isStartElement() || !ROOTS.contains(xml.getLocalName()))) {
      return;
    }
    String element = xml.getLocalName();
    if (!mapping) {
      attributes(element, xml);
    }
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        element = xml.getLocalName();
        if (mapping) {
          mapped(element, xml);
        } else {
          attributes(element, xml);
        }
      } else if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
        if (mapping) {
          mappedText(element, xml.getText());
        } else {
          text(element, xml.getText().strip());
        }
      }
    }
  }

  private void mapped(String element, XMLStreamReader xml) {
    String name = attribute(xml, "name");
    if (element.endsWith("table")) {
      code.addIdentifier(COLLECTION, name);
      code.addIdentifier(COLLECTION, attribute(xml, "schema"));
      code.addIdentifier(COLLECTION, attribute(xml, "catalog"));
    } else if (element.equals("entity")) {
      String type = String.valueOf(attribute(xml, "class"));
      code.addIdentifier(COLLECTION, type.substring(type.lastIndexOf('.') + 1));
      code.addIdentifier(COLLECTION, name);
    } else if (element.equals("named-stored-procedure-query")) {
      code.addProcedure(attribute(xml, "procedure-name"));
    } else if (element.endsWith("column") || FIELDS.contains(element)) {
      code.addIdentifier(COLUMN, name);
      code.addIdentifier(COLUMN, attribute(xml, "referenced-column-name"));
    }
  }

  private void mappedText(String element, String text) {
    switch (element) {
      case "query" -> code.addStatement(text);
      case "schema", "catalog" -> code.addIdentifier(COLLECTION, text.strip());
      default -> {}
    }
  }

  /**
   * Of persistence.xml, {@code <property name="jakarta.persistence.jdbc.url" value="..."/>}; of a
   * job, names without a placeholder: what is put in its place can be a parameter.
   */
  private void attributes(String element, XMLStreamReader xml) {
    String id = attribute(xml, "id");
    if ((element.equals("job") || element.equals("step")) && id != null && !id.contains("#{")) {
      code.add(JOB, id);
    }
    String name = attribute(xml, "name");
    if (element.equals("property") && name != null && name.endsWith(".url")) {
      code.addHosts(attribute(xml, "value"));
    }
  }

  private void text(String element, String text) {
    switch (element) {
      case "url" -> code.addHosts(text);
      case "server-name" -> code.addHosts("//" + text);
      case "database-name" -> code.add(NAMESPACE, text);
      case "res-ref-name", "jta-data-source", "non-jta-data-source" -> code.add(LABEL, text);
      case "destination-name", "message-destination-name", "message-destination-link" ->
          code.add(DESTINATION, text);
      case "activation-config-property-name" -> property = text;
      case "activation-config-property-value" ->
          code.add(DESTINATION, CodeVocabulary.namesDestination(property) ? text : null);
      default -> {}
    }
  }

  private static @Nullable String attribute(XMLStreamReader xml, String name) {
    return xml.getAttributeValue(null, name);
  }
}
