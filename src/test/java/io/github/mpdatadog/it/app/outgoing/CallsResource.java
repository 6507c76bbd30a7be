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
import jakarta.ws.rs.client.CompletionStageRxInvoker;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.client.InvocationCallback;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * Calls the base address in the first line of the body, with the second line as user input, and the
 * third as the port of a proxy.
 */
@Path("calls")
@RequestScoped
public class CallsResource {
  private static final String PROXY = "127.0.0.1";

  @Inject @RestClient OurRegistry ours;
  @Inject RetriedCalls retried;

  @POST
  @Path("{kind}")
  public String call(@PathParam("kind") String kind, String body) {
    String base = body.lines().findFirst().orElseThrow();
    String id = body.lines().skip(1).findFirst().orElse("");
    int proxy = body.lines().skip(2).map(Integer::valueOf).findFirst().orElse(0);
    try {
      return "answered "
          + (proxy == 0 ? answer(kind, base, id) : answerThrough(proxy, kind, base, id));
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
        case "jaxrs-rx-class" ->
            request(client, base, id)
                .rx(CompletionStageRxInvoker.class)
                .get()
                .toCompletableFuture()
                .get()
                .getStatus();
        case "jaxrs-callback" -> calledBack(request(client, base, id));
        case "jaxrs-impatient" -> impatient(base, id);
        case "jaxrs-redirects" ->
            request(
                    client.property("io.openliberty.rest.client.autoFollowRedirects", true),
                    base,
                    id)
                .get()
                .getStatus();
        case "http-client-redirects" ->
            TracingHttpClient.wrap(
                    HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build())
                .send(http(base, id), BodyHandlers.ofString())
                .statusCode();
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
        case "rest-client-inherited" ->
            builder(base).build(WardRegistry.class).patient(id, id, "header").length();
        case "rest-client-plain" ->
            builder(base).build(WardRegistry.Plain.class).patient(id, id, "header").length();
        case "rest-client-within" ->
            builder(base).build(WardRegistry.class).beds(id).bed(id).length();
        case "rest-client-of-several" -> {
          RestClientBuilder several = builder(base);
          WardRegistry wards = several.build(WardRegistry.class);
          several.build(WardRegistry.Plain.class);
          yield wards.patient(id, id, "header").length();
        }
        case "rest-client-async" ->
            registry(base, false).chart(id).toCompletableFuture().get().length();
        case "rest-client-redirects" -> registry(base, true).patient(id, id, "header").length();
        case "configured" -> ours.visit("17").length();
        case "retried" -> ours.retried("17").length();
        case "retried-elsewhere" -> retried.visit("17").toCompletableFuture().get().length();
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

  private static Object answerThrough(int proxy, String kind, String base, String id)
      throws Exception {
    return switch (kind) {
      case "jaxrs" -> {
        try (Client client =
            ClientBuilder.newBuilder()
                .property("com.ibm.ws.jaxrs.client.proxy.host", PROXY)
                .property("com.ibm.ws.jaxrs.client.proxy.port", proxy)
                .build()) {
          yield request(client, base, id).get().getStatus();
        }
      }
      case "http-client" ->
          TracingHttpClient.wrap(
                  HttpClient.newBuilder()
                      .proxy(ProxySelector.of(new InetSocketAddress(PROXY, proxy)))
                      .build())
              .send(http(base, id), BodyHandlers.ofString())
              .statusCode();
      case "rest-client" ->
          RestClientBuilder.newBuilder()
              .baseUri(URI.create(base))
              .proxyAddress(PROXY, proxy)
              .build(Registry.class)
              .patient(id, id, "header")
              .length();
      default -> throw new BadRequestException("unknown kind");
    };
  }

  private static int calledBack(Invocation.Builder request) throws Exception {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    request
        .async()
        .get(
            new InvocationCallback<Response>() {
              @Override
              public void completed(Response response) {
                status.complete(response.getStatus());
              }

              @Override
              public void failed(Throwable failure) {
                status.completeExceptionally(failure);
              }
            });
    return status.get();
  }

  private static int impatient(String base, String id) throws Exception {
    try (Client client =
        ClientBuilder.newBuilder().readTimeout(200, TimeUnit.MILLISECONDS).build()) {
      return request(client, base, id).async().get().get().getStatus();
    }
  }

  /** The request is over when the stage is, on the thread that called. */
  @POST
  @Path("returned")
  public CompletionStage<String> returned(String body) {
    Client client = ClientBuilder.newClient();
    return request(client, body.lines().findFirst().orElseThrow(), "17")
        .rx()
        .get()
        .handle(
            (response, failure) -> {
              client.close();
              return failure == null ? "answered" : "failed";
            });
  }

  private static HttpClient http() {
    return TracingHttpClient.wrap(HttpClient.newHttpClient());
  }

  private static HttpRequest http(String base, String id) {
    return HttpRequest.newBuilder(URI.create(base + "/patients/" + id + "?name=" + id)).build();
  }

  private static RestClientBuilder builder(String base) {
    return RestClientBuilder.newBuilder().baseUri(URI.create(base));
  }

  private static Registry registry(String base, boolean followsRedirects) {
    return builder(base).followRedirects(followsRedirects).build(Registry.class);
  }
}
