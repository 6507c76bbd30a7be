// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import io.github.mpdatadog.rest.TracingHttpClient;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Calls the base address in the first line of the body, with the second line as user input. */
@Path("calls")
@RequestScoped
public class CallsResource {
  @Inject @RestClient OurRegistry ours;

  @POST
  @Path("{kind}")
  public String call(@PathParam("kind") String kind, String body) {
    String base = body.lines().findFirst().orElseThrow();
    String id = body.lines().skip(1).findFirst().orElse("");
    try {
      return "answered " + answer(kind, base, id);
    } catch (BadRequestException unknown) {
      throw unknown;
    } catch (Exception failed) {
      return "failed";
    }
  }

  private Object answer(String kind, String base, String id) throws Exception {
    try (Client client = ClientBuilder.newClient()) {
      return switch (kind) {
        case "jaxrs" -> request(client, base, id).get().getStatus();
        case "jaxrs-async" -> request(client, base, id).async().get().get().getStatus();
        case "jaxrs-rx" ->
            request(client, base, id).rx().get().toCompletableFuture().get().getStatus();
        case "jaxrs-copied" ->
            request(client, base, id)
                .header("TraceParent", "00-11111111111111112222222222222222-3333333333333333-01")
                .header("X-Datadog-Trace-Id", "77")
                .header("B3", "0")
                .header("Baggage", "patient=" + id.replaceAll("[^a-zA-Z]", "_"))
                .get()
                .getStatus();
        case "jaxrs-nested" ->
            request(client, base, id)
                .post(Entity.text((StreamingOutput) out -> request(client, base, id).get().close()))
                .getStatus();
        case "http-client" -> http().send(http(base, id), BodyHandlers.ofString()).statusCode();
        case "http-client-async" ->
            http().sendAsync(http(base, id), BodyHandlers.ofString()).get().statusCode();
        case "rest-client" -> registry(base, false).patient(id, id, "header").length();
        case "rest-client-async" ->
            registry(base, false).chart(id).toCompletableFuture().get().length();
        case "rest-client-redirects" -> registry(base, true).patient(id, id, "header").length();
        case "configured" -> ours.visit("17").length();
        case "retried" -> ours.retried("17").length();
        default -> throw new BadRequestException("unknown kind");
      };
    }
  }

  private static Invocation.Builder request(Client client, String base, String id) {
    return client
        .target(base)
        .path("patients/{mrn}")
        .resolveTemplate("mrn", id)
        .queryParam("name", "{name}")
        .resolveTemplate("name", id)
        .request();
  }

  private static HttpClient http() {
    return TracingHttpClient.wrap(HttpClient.newHttpClient());
  }

  private static HttpRequest http(String base, String id) {
    return HttpRequest.newBuilder(URI.create(base + "/patients/" + id + "?name=" + id)).build();
  }

  private static Registry registry(String base, boolean followsRedirects) {
    return RestClientBuilder.newBuilder()
        .baseUri(URI.create(base))
        .followRedirects(followsRedirects)
        .build(Registry.class);
  }
}
