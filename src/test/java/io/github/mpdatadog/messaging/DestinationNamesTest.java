// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Compiled;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.jms.Queue;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DestinationNamesTest {

  @MessageDriven(
      activationConfig = {
        @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "a type"),
        @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = "jms/labs"),
        @ActivationConfigProperty(propertyName = "destination", propertyValue = "labs"),
        @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "archive"),
        @ActivationConfigProperty(propertyName = "destinationNote", propertyValue = "not a name"),
        @ActivationConfigProperty(propertyName = "messageSelector", propertyValue = "ward = 7")
      })
  private static final class Listener {
    @Resource(lookup = "jms/replies")
    Queue replies;
  }

  /** As the reader of class files and the one of ejb-jar.xml have them. */
  @Test
  void namesAreThoseOfTheSamePropertiesEverywhere() {
    assertThat(DestinationNames.of(type(Listener.class)))
        .containsExactlyInAnyOrder("jms/labs", "labs", "archive", "jms/replies");
  }

  /** A field of a type that is not there hides all fields of its class, and nothing else. */
  @Test
  void aTypeThatIsHiddenHidesNoOtherNames() throws Exception {
    Map<String, byte[]> classes =
        Compiled.classes(
            17,
            "public class Hidden {}",
            "import jakarta.annotation.Resource; import jakarta.jms.Queue;"
                + " public class Base { @Resource(lookup = \"jms/inherited\") Queue inherited; }",
            "import jakarta.annotation.Resource; import jakarta.jms.Queue;"
                + " public class Sender extends Base { Hidden hidden;"
                + " @Resource(lookup = \"jms/set\") void set(Queue queue) {} }");
    classes.remove("Hidden");
    ClassLoader loader = Compiled.loader(classes);

    assertThat(DestinationNames.of(type(loader.loadClass("Sender"))))
        .containsExactlyInAnyOrder("jms/inherited", "jms/set");
  }

  private static AnnotatedType<?> type(Class<?> type) {
    return (AnnotatedType<?>)
        Proxy.newProxyInstance(
            AnnotatedType.class.getClassLoader(),
            new Class<?>[] {AnnotatedType.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAnnotations" -> Set.of(type.getAnnotations());
                  case "getJavaClass" -> type;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
