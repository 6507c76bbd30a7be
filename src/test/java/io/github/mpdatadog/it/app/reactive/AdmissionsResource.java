// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.reactive;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Sends what it is given: as a payload, a message, or a whole record. */
@Path("admissions")
@ApplicationScoped
public class AdmissionsResource {

  @Inject
  @Channel("admissions")
  Emitter<String> admissions;

  @Inject
  @Channel("anywhere")
  Emitter<ProducerRecord<String, String>> anywhere;

  /** Waits until the broker has it, and says what became of it. */
  @POST
  @Path("payload")
  public String payload(String text) throws InterruptedException {
    try {
      admissions.send(text).toCompletableFuture().get(30, TimeUnit.SECONDS);
      return "sent";
    } catch (ExecutionException refused) {
      return refused.getCause().getClass().getSimpleName();
    } catch (java.util.concurrent.TimeoutException e) {
      return "no answer";
    }
  }

  @POST
  @Path("message")
  public String message(String text) {
    admissions.send(Message.of(text));
    return "sent";
  }

  /** With the text in its key and in a header as well. */
  @POST
  @Path("record/{topic}")
  public String record(@PathParam("topic") String topic, String text) {
    ProducerRecord<String, String> record = new ProducerRecord<>(topic, text, text);
    record.headers().add("patient", text.getBytes(UTF_8)).add(text, new byte[0]);
    anywhere.send(record);
    return "sent";
  }
}
