// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapSetter;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Trace headers as message properties. The names of properties are Java identifiers, so a dash
 * becomes {@code __dash__}, as dd-trace-java and OpenTelemetry's Java agent write and read it.
 *
 * <p>Stateless but for the names; never throws.
 */
final class MessageProperties implements TextMapSetter<Message>, TextMapGetter<Message> {

  static final MessageProperties INSTANCE = new MessageProperties();

  /** As many as the propagators have fields. */
  private final ConcurrentHashMap<String, String> names = new ConcurrentHashMap<>();

  private MessageProperties() {}

  private String name(String header) {
    String known = names.get(header); // takes no lock
    return known != null ? known : names.computeIfAbsent(header, h -> h.replace("-", "__dash__"));
  }

  /** A received message that is sent on is read-only: it keeps the context it came with. */
  @Override
  public void set(@Nullable Message message, String header, String value) {
    if (message != null) {
      try {
        message.setStringProperty(name(header), value);
      } catch (JMSException | RuntimeException | LinkageError refused) {
        // The provider's word counts; the message goes without.
        return;
      }
    }
  }

  /**
   * Empties what an earlier sending of the same message has left: single properties cannot be
   * removed. One read tells a message that is sent for the first time.
   *
   * @param headers the first of them is written with every context
   */
  void clear(Message message, List<String> headers) {
    if (!headers.isEmpty() && get(message, headers.get(0)) != null) {
      for (String header : headers) {
        if (get(message, header) != null) {
          set(message, header, "");
        }
      }
    }
  }

  /** Null for an empty text, too. */
  @Override
  public @Nullable String get(@Nullable Message message, String header) {
    try {
      String value = message == null ? null : message.getStringProperty(name(header));
      return value == null || value.isEmpty() ? null : value;
    } catch (JMSException | RuntimeException | LinkageError unreadable) {
      return null;
    }
  }

  /** The other properties are the application's. */
  @Override
  public Iterable<String> keys(Message message) {
    return List.of();
  }
}
