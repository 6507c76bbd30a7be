// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  @Path("/patients/")
  static class Patients {
    @GET
    @Path("{mrn: [A-Z]{3}-\\d{5}}")
    public void one() {}

    @POST
    public void admit() {}

    @Path("{mrn}/notes")
    public Notes notes() {
      return new Notes();
    }

    @Path("{mrn}/letters")
    public Object letters() {
      return new Notes();
    }

    @Path("{mrn}/{kind: [a-z]+}")
    public Notes ofKind() {
      return new Notes();
    }

    @Path("{mrn}/{year}")
    public Notes ofYear() {
      return new Notes();
    }

    @Path("{path: archive/.*}")
    public Notes archived() {
      return new Notes();
    }
  }

  /** The JDK matches repeated alternatives with a call for each round. */
  @Path("deep")
  static class Deep {
    @Path("{path: ([a-z]|/)+}/notes")
    public Notes notes() {
      return new Notes();
    }

    @Path("{path: ([a-z]|/)+}/letters")
    public Notes letters() {
      return new Notes();
    }
  }

  static class Notes {
    @GET
    @Path("{id}")
    public void note() {}

    @Path("{id}/lines")
    public Lines lines() {
      return new Lines();
    }
  }

  static class Lines {
    @GET
    @Path("{number}")
    public void line() {}
  }

  @Path("wards")
  static class Wards {
    @GET
    public void list() {}

    @Path("left")
    public Wards left() {
      return this;
    }

    @Path("right")
    public Wards right() {
      return this;
    }
  }

  @Path("declared")
  interface Declared {
    @GET
    @Path("by-interface")
    void get();
  }

  static class Implementing implements Declared {
    @Override
    public void get() {}
  }

  /** As CDI generates them: a subclass that carries no annotation. */
  static class Patients$Proxy$_$$_WeldClientProxy extends Patients {}

  private final Vocabulary vocabulary = new Vocabulary();
  private final Object deployment = new Object();
  private final Routes routes = new Routes(vocabulary);

  RoutesTest() {
    vocabulary.add(deployment, Kind.SERVLET_PATTERN, List.of("/clinic/api/*"));
  }

  /** The framework lists the resource that matched last first. */
  private static UriInfo uri(String base, String path, Object... matchedLastFirst) {
    return (UriInfo)
        Proxy.newProxyInstance(
            UriInfo.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBaseUri" -> URI.create("http://host:9080" + base);
                  case "getPath" ->
                      arguments == null || Boolean.TRUE.equals(arguments[0])
                          ? URI.create("x:" + path).getSchemeSpecificPart()
                          : path;
                  case "getMatchedResources" -> List.of(matchedLastFirst);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static Method method(Class<?> type, String name) throws NoSuchMethodException {
    return type.getMethod(name);
  }

  @Test
  void theRouteIsContextPathApplicationPathAndTemplatesWithoutRegex() throws Exception {
    String route =
        routes.of(
            uri("/clinic/api/", "/patients/MRN-00017", new Patients()),
            Patients.class,
            method(Patients.class, "one"));

    assertThat(route).isEqualTo("/clinic/api/patients/{mrn}");
    assertThat(vocabulary.verifiedRoute(route)).isEqualTo(route);
  }

  @Test
  void aMethodWithoutAPathHasItsResourcesRoute() throws Exception {
    assertThat(
            routes.of(
                uri("/clinic/api/", "/patients", new Patients()),
                Patients.class,
                method(Patients.class, "admit")))
        .isEqualTo("/clinic/api/patients");
  }

  @Test
  void aSubResourceHasTheRouteOfItsWholeChain() throws Exception {
    assertThat(
            routes.of(
                uri(
                    "/clinic/api/",
                    "/patients/MRN-00017/notes/3/lines/9",
                    new Lines(),
                    new Notes(),
                    new Patients()),
                Lines.class,
                method(Lines.class, "line")))
        .isEqualTo("/clinic/api/patients/{mrn}/notes/{id}/lines/{number}");
  }

  /** The first template that fits, as the server orders them. */
  @ParameterizedTest
  @CsvSource({
    "/patients/17/notes/3, /patients/{mrn}/notes/{id}",
    "/patients/17/letters/3, /patients/{mrn}/letters/{id}",
    "patients/17/letters/3, /patients/{mrn}/letters/{id}",
    "/patients/17/letters/3/, /patients/{mrn}/letters/{id}",
    "/patients/17/images/3, /patients/{mrn}/{kind}/{id}",
    "/patients/17/2026/3, /patients/{mrn}/{year}/{id}",
    "/patients/archive/2026/17/3, /patients/{path}/{id}",
    "/patients/Jane;born=1970/letters;a=b/3, /patients/{mrn}/letters/{id}",
    "/patients/Jane/%6cetters/3, /patients/{mrn}/letters/{id}",
    "/patients/archive%2Fletters/2026/3, /patients/{mrn}/{year}/{id}",
    "/patients/archive%2fJane/letters/3, /patients/{mrn}/letters/{id}",
    "/patients/Jane%3B/letters/3+%2B, /patients/{mrn}/letters/{id}"
  })
  void ofSeveralLocatorsTheOneThatTheServerTookIsTold(String path, String template)
      throws Exception {
    assertThat(
            routes.of(
                uri("/clinic/api/", path, new Notes(), new Patients()),
                Notes.class,
                method(Notes.class, "note")))
        .isEqualTo("/clinic/api" + template);
  }

  @Test
  void whereNoTemplateFitsOnlyTheRootIsTold() throws Exception {
    assertThat(
            routes.of(
                uri("/clinic/api/", "/patients/Jane/Roe/17/5", new Notes(), new Patients()),
                Notes.class,
                method(Notes.class, "note")))
        .isEqualTo("/clinic/api/patients/*");
  }

  @Test
  void whereAnExpressionExhaustsTheStackOnlyTheRootIsTold() throws Exception {
    String path = "/deep" + "/a".repeat(50_000) + "/notes/3";

    assertThat(
            routes.of(
                uri("/clinic/api/", path, new Notes(), new Deep()),
                Notes.class,
                method(Notes.class, "note")))
        .isEqualTo("/clinic/api/deep/*");
  }

  /** Else a URL of a hundred characters would be a million templates. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 30, 3_000})
  void ofAResourceWithinItselfOnlyTheRootIsTold(int depth) throws Exception {
    Object[] matched = new Object[depth + 1];
    Arrays.fill(matched, new Wards());
    String path = "/wards" + "/left/right".repeat(depth).substring(0, 5 * depth);

    assertThat(
            routes.of(uri("/clinic/api/", path, matched), Wards.class, method(Wards.class, "list")))
        .isEqualTo("/clinic/api/wards/*");
  }

  @Test
  void annotationsOfInterfacesCount() throws Exception {
    assertThat(
            routes.of(
                uri("/clinic/api/", "/declared/by-interface", new Implementing()),
                Implementing.class,
                method(Implementing.class, "get")))
        .isEqualTo("/clinic/api/declared/by-interface");
  }

  @Test
  void aProxyStandsForTheClassItWasGeneratedFrom() throws Exception {
    Patients proxy = new Patients$Proxy$_$$_WeldClientProxy();

    assertThat(
            routes.of(
                uri("/clinic/api/", "/patients/MRN-00017", proxy),
                proxy.getClass(),
                method(proxy.getClass(), "one")))
        .isEqualTo("/clinic/api/patients/{mrn}");
  }

  @Test
  void aBasePathThatNoDeploymentDeclaresIsLeftOut() throws Exception {
    String route =
        routes.of(
            uri("/clinic;name=Roe/api/", "/patients/MRN-00017", new Patients()),
            Patients.class,
            method(Patients.class, "one"));

    assertThat(route).isEqualTo("/patients/{mrn}");
  }
}
