// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain servlets, with and without the filter that applications may name in web.xml. */
@OnMainServer
class ServletsIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String TRACE_HEADER = "io.openliberty.trace:";

  @Deployment(name = "bare", testable = false)
  static WebArchive bare() {
    return Apps.servlets("bare");
  }

  @Deployment(name = "filtered", testable = false)
  static WebArchive filtered() {
    return Apps.filtered("filtered");
  }

  @Deployment(name = "pages", testable = false)
  static WebArchive pages() {
    return Apps.pages("pages");
  }

  @Deployment(name = "jsp", testable = false)
  static WebArchive jsp() {
    return Apps.jsp("jsp");
  }

  @Deployment(name = "office", testable = false)
  static EnterpriseArchive office() {
    return Apps.bundled("office", Apps.pagesWithoutLibrary("desk"));
  }

  @BeforeEach
  void forgetEarlierTraces() {
    MainServer.agent().forget();
  }

  @ParameterizedTest(name = "{0} arrives as {1}")
  @CsvSource({
    "/bare/raw/MRN-00017, GET /bare/raw/*",
    "/bare/patients/MRN-00017/view.do, GET /bare/*.do",
    "/bare/patients/MRN-00017, GET /bare/",
    "/filtered/patients/MRN-00017/view.do, GET /filtered/*.do"
  })
  void aRawPathIsReplacedByTheMappingThatServedIt(String target, String resource) {
    assertThat(MainServer.http().get(target).status()).isEqualTo(200);

    ReceivedSpan span = arrival(resource);
    assertThat(span.error()).isZero();
    assertThat(span.meta()).containsEntry("http.status_code", "200");
  }

  @ParameterizedTest(name = "{0} arrives as {1}")
  @CsvSource({
    "/pages/visits/list.xhtml, 200, GET /pages/visits/list.xhtml",
    "/pages/visits/view.jsp, 200, GET /pages/visits/view.jsp",
    "/pages/visits/MRN-00017.xhtml, 404, GET /pages/*.xhtml",
    "/pages/visits/MRN-00017.jsp, 404, GET",
    "/pages/scans/MRN-00017.txt, 200, GET",
    "/desk/visits/list.xhtml, 200, GET /desk/visits/list.xhtml",
    "/desk/visits/view.jsp, 200, GET /desk/visits/view.jsp",
    "/desk/visits/MRN-00017.xhtml, 404, GET /desk/*.xhtml",
    "/desk/scans/MRN-00017.txt, 200, GET"
  })
  void aPageOfTheApplicationIsKnownAndNoOtherPath(String target, int status, String resource) {
    assertThat(MainServer.http().get(target).status()).isEqualTo(status);

    assertThat(arrival(resource).meta()).containsEntry("http.status_code", "" + status);
    assertThat(new LeakSearch(List.of("MRN-00017")).in(MainServer.agent().requests())).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource({
    "x, 500, java.lang.IllegalStateException, cannot show ?",
    "io, 500, java.io.IOException, cannot read ?",
    "cause, 500, java.lang.IllegalStateException, cannot open ?",
    "status-then, 500, java.lang.IllegalStateException, cannot show ?",
    "halfway, 200, java.io.IOException, cannot read ?",
    "rest, 500, jakarta.ws.rs.NotAllowedException, HTTP 405 Method Not Allowed",
    "host, 500, java.net.UnknownHostException, ?: Name or service not known",
    "unavailable, 503, jakarta.servlet.UnavailableException, no room for ?"
  })
  void withTheFilterAServletThatThrowsIsTracedAsAnError(
      String how, String status, String type, String message) {
    String answer = "HTTP/1.1 " + status;
    assertThat(MainServer.http().get("/filtered/throw/MRN-00017?" + how).text()).startsWith(answer);

    ReceivedSpan span = arrival("GET /filtered/throw/*");
    assertThat(span.error()).isEqualTo(1);
    assertThat(span.meta())
        .containsEntry("http.status_code", status)
        .containsEntry("error.type", type)
        .containsEntry("error.message", message);
    assertThat(span.meta().get("error.stack")).contains("ThrowingServlet.doGet(");
    assertThat(span.meta().toString()).doesNotContain("MRN-00017");
    assertThat(new LeakSearch(List.of("MRN-00017")).in(MainServer.agent().requests())).isEmpty();
  }

  /** The server flushes what a filter has wrapped as soon as the servlet is done. */
  @Test
  void withTheFilterAnotherFiltersLateHeaderAndTheLengthArriveAsWithoutIt() {
    String answer = MainServer.http().get("/filtered/raw/MRN-00017").text();

    assertThat(answer).contains("\r\nX-Late: yes\r\n").contains("\r\nContent-Length: ");
    assertThat(answer).doesNotContain(TRACE_HEADER).doesNotContain("Transfer-Encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "missing-below"})
  void withTheFilterWhatIsMissingIsNoError(String how) {
    assertThat(MainServer.http().get("/filtered/throw/MRN-00017?" + how).status()).isEqualTo(404);

    ReceivedSpan span = arrival("GET /filtered/throw/*");
    assertThat(span.error()).isZero();
    assertThat(span.meta())
        .containsEntry("http.status_code", "404")
        .doesNotContainKey("error.type");
  }

  /** The server leaves its scope on the thread, and the next request would be part of this one. */
  @Test
  void withTheFilterWhatFollowsAServletThatThrowsIsATraceOfItsOwn() {
    for (int i = 0; i < 10; i++) {
      assertThat(MainServer.http().get("/filtered/throw/MRN-00017?io").status()).isEqualTo(500);
    }
    MainServer.agent().forget();

    for (int i = 0; i < 20; i++) {
      assertThat(MainServer.http().get("/filtered/raw/x").status()).isEqualTo(200);
    }

    assertThat(Waiting.until(SOON, () -> roots("GET /filtered/raw/*") == 20))
        .as(() -> "20 traces, of which came " + roots("GET /filtered/raw/*"))
        .isTrue();
  }

  private static long roots(String resource) {
    return MainServer.agent().spans().stream()
        .filter(span -> span.resource().equals(resource) && span.isRoot())
        .count();
  }

  @Test
  void withoutTheFilterTheLogSaysWhatIsMissing() {
    MainServer.http().get("/bare/raw/x");
    MainServer.http().get("/jsp/view.jsp");
    MainServer.http().get("/filtered/raw/x");
    MainServer.http().get("/pages/visits/view.jsp");
    arrival("GET /filtered/raw/*");
    arrival("GET /pages/visits/view.jsp");

    assertThat(Waiting.until(SOON, () -> isAdvised("/bare"))).isTrue();
    assertThat(Waiting.until(SOON, () -> isAdvised("/jsp"))).isTrue();
    assertThat(isAdvised("/filtered")).isFalse();
    assertThat(isAdvised("/pages")).isFalse();
  }

  private static boolean isAdvised(String path) {
    return MainServer.messages("MPDD0441W").stream()
        .anyMatch(line -> line.contains('"' + path + '"'));
  }

  @Test
  void withTheFilterTheClientDoesNotLearnTraceAndSpanId() {
    assertThat(lowerCase(MainServer.http().get("/bare/raw/x").text())).contains(TRACE_HEADER);
    assertThat(lowerCase(MainServer.http().get("/filtered/raw/x").text()))
        .doesNotContain(TRACE_HEADER);
  }

  private static String lowerCase(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static ReceivedSpan arrival(String resource) {
    return MainServer.agent().awaitTrace(span -> span.resource().equals(resource), SOON);
  }
}
