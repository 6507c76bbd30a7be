// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.semconv.AttributeKeyTemplate;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.incubating.HttpIncubatingAttributes;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Every attribute that the semantic conventions on the test class path know. */
final class Registry {

  final Map<String, AttributeType> keys = new TreeMap<>();
  final Set<String> families = new TreeSet<>();

  static Registry read() throws Exception {
    Registry registry = new Registry();
    registry.readJarOf(HttpAttributes.class);
    registry.readJarOf(HttpIncubatingAttributes.class);
    return registry;
  }

  private void readJarOf(Class<?> type) throws Exception {
    File jar = new File(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (String name : classesIn(jar)) {
      for (Field field : Class.forName(name).getFields()) {
        if (AttributeKey.class.isAssignableFrom(field.getType())) {
          AttributeKey<?> key = (AttributeKey<?>) field.get(null);
          keys.put(key.getKey(), key.getType());
        } else if (AttributeKeyTemplate.class.isAssignableFrom(field.getType())) {
          AttributeKeyTemplate<?> family = (AttributeKeyTemplate<?>) field.get(null);
          families.add(family.getAttributeKey("*").getKey());
        }
      }
    }
  }

  private static Set<String> classesIn(File jar) throws IOException {
    Set<String> names = new TreeSet<>();
    try (JarFile file = new JarFile(jar)) {
      for (JarEntry entry : Collections.list(file.entries())) {
        String name = entry.getName();
        if (name.endsWith("Attributes.class") && !name.startsWith("META-INF")) {
          names.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
    return names;
  }
}
