// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Another program, which sends one record or receives one, and knows nothing of tracing. */
public final class KafkaPeer {
  private KafkaPeer() {}

  /** {@code send} or {@code receive}, the broker's address and the topic. */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("send")) {
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", arguments[1]),
              new StringSerializer(),
              new StringSerializer())) {
        producer.send(new ProducerRecord<>(arguments[2], "text")).get();
      }
    } else {
      receive(arguments[1], arguments[2]);
    }
  }

  private static void receive(String servers, String topic) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers", servers, "group.id", "peer", "auto.offset.reset", "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      ConsumerRecords<String, String> records = ConsumerRecords.empty();
      for (int polls = 0; records.isEmpty() && polls < 60; polls++) {
        records = consumer.poll(Duration.ofSeconds(1));
      }
      for (ConsumerRecord<String, String> record : records) {
        System.out.println(record.value());
      }
    }
  }
}
