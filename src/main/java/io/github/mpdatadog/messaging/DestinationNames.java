// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.CodeVocabulary;
import jakarta.annotation.Resource;
import jakarta.enterprise.inject.spi.AnnotatedType;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Names of queues and topics that annotations of an application hold: of {@code @MessageDriven},
 * {@code @JMSDestinationDefinition} and {@code @Resource}. Some are the names by which the
 * container knows a destination, and have to be looked up. Reads by reflection what may be hidden.
 */
final class DestinationNames {

  private static final Logger LOG = Logger.getLogger(DestinationNames.class.getName());

  private static final Set<String> DESTINATIONS =
      Set.of("jakarta.jms.Destination", "jakarta.jms.Queue", "jakarta.jms.Topic");

  /** Of an application's annotations; never null, may be empty. */
  static Collection<String> of(AnnotatedType<?> bean) {
    Set<String> names = new TreeSet<>();
    asFarAsShown(() -> bean.getAnnotations().forEach(annotation -> declared(annotation, names)));
    for (Class<?> type = bean.getJavaClass(); type != null; type = type.getSuperclass()) {
      Class<?> declaring = type;
      asFarAsShown(() -> ofFields(declaring, names));
      asFarAsShown(() -> ofMethods(declaring, names));
    }
    return names;
  }

  /** A class may mention types that the server does not show. */
  private static void asFarAsShown(Runnable reading) {
    try {
      reading.run();
    } catch (RuntimeException | LinkageError hidden) {
      LOG.log(FINE, "Names of destinations cannot be read: {0}", hidden.getClass());
    }
  }

  private static void ofFields(Class<?> type, Set<String> names) {
    for (Field field : type.getDeclaredFields()) {
      resource(field, field.getType(), names);
    }
  }

  private static void ofMethods(Class<?> type, Set<String> names) {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getParameterCount() == 1) {
        resource(method, method.getParameterTypes()[0], names);
      }
    }
  }

  private static void resource(AnnotatedElement element, Class<?> type, Set<String> names) {
    Resource resource = element.getAnnotation(Resource.class);
    if (resource != null && DESTINATIONS.contains(type.getName())) {
      add(resource.lookup(), names);
      add(resource.mappedName(), names);
      if (!resource.name().isEmpty()) {
        add("java:comp/env/" + resource.name(), names);
      }
    }
  }

  private static void declared(Annotation annotation, Set<String> names) {
    switch (annotation.annotationType().getName()) {
      case "jakarta.ejb.MessageDriven" -> {
        for (Annotation property : nested(annotation, "activationConfig")) {
          if (CodeVocabulary.namesDestination(text(property, "propertyName"))) {
            add(text(property, "propertyValue"), names);
          }
        }
      }
      case "jakarta.jms.JMSDestinationDefinitions" -> {
        for (Annotation definition : nested(annotation, "value")) {
          declared(definition, names);
        }
      }
      case "jakarta.jms.JMSDestinationDefinition" -> {
        add(text(annotation, "destinationName"), names);
        add(text(annotation, "name"), names);
      }
      default -> {}
    }
  }

  private static void add(String name, Set<String> names) {
    if (!name.isBlank()) {
      names.add(name);
    }
  }

  private static String text(Annotation annotation, String member) {
    return member(annotation, member) instanceof String text ? text : "";
  }

  private static Annotation[] nested(Annotation annotation, String member) {
    return member(annotation, member) instanceof Annotation[] all ? all : new Annotation[0];
  }

  private static @Nullable Object member(Annotation annotation, String member) {
    try {
      return annotation.annotationType().getMethod(member).invoke(annotation);
    } catch (ReflectiveOperationException unknown) {
      return null;
    }
  }

  private DestinationNames() {}
}
