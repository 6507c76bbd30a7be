// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import com.rabbitmq.jms.admin.RMQConnectionFactory;
import io.github.mpdatadog.FreePort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.qpid.server.SystemLauncher;

/** A real broker for RabbitMQ's client, in this JVM, which keeps nothing on disk. */
final class AmqpBroker implements AutoCloseable {
  private static final String CONFIGURATION =
      """
      {
        "name": "test",
        "modelVersion": "9.1",
        "authenticationproviders": [{
          "name": "plain",
          "type": "Plain",
          "secureOnlyMechanisms": [],
          "users": [{"name": "guest", "password": "guest", "type": "managed"}]
        }],
        "ports": [{
          "name": "amqp",
          "port": "%d",
          "bindingAddress": "localhost",
          "authenticationProvider": "plain",
          "protocols": ["AMQP_0_9_1"],
          "virtualhostaliases": [{"name": "default", "type": "defaultAlias"}]
        }],
        "virtualhostnodes": [{
          "name": "default",
          "type": "Memory",
          "defaultVirtualHostNode": "true",
          "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"
        }]
      }
      """;

  private final SystemLauncher launcher = new SystemLauncher();
  private final int port = FreePort.find();

  AmqpBroker() throws Exception {
    Path configuration = Files.createTempFile("amqp-broker", ".json");
    try {
      Files.writeString(configuration, CONFIGURATION.formatted(port));
      launcher.startup(
          Map.of(
              "type", "Memory",
              "initialConfigurationLocation", configuration.toUri().toURL().toString(),
              "startupLoggedToSystemOut", "false"));
    } finally {
      Files.delete(configuration);
    }
  }

  RMQConnectionFactory factory() {
    RMQConnectionFactory factory = new RMQConnectionFactory();
    factory.setHost("localhost");
    factory.setPort(port);
    return factory;
  }

  @Override
  public void close() {
    launcher.shutdown();
  }
}
