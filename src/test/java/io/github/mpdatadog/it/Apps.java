// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.it.app.CarelessResource;
import io.github.mpdatadog.it.app.ClinicApplication;
import io.github.mpdatadog.it.app.Doorkeeper;
import io.github.mpdatadog.it.app.EchoServlet;
import io.github.mpdatadog.it.app.LateHeaderFilter;
import io.github.mpdatadog.it.app.ListedApplication;
import io.github.mpdatadog.it.app.LoaderResource;
import io.github.mpdatadog.it.app.MarkerResource;
import io.github.mpdatadog.it.app.NotesService;
import io.github.mpdatadog.it.app.PatientResource;
import io.github.mpdatadog.it.app.ProbeServlet;
import io.github.mpdatadog.it.app.RedisClients;
import io.github.mpdatadog.it.app.RedisResource;
import io.github.mpdatadog.it.app.RemoteResource;
import io.github.mpdatadog.it.app.RootApplication;
import io.github.mpdatadog.it.app.TelemetryResource;
import io.github.mpdatadog.it.app.ThrowingServlet;
import io.github.mpdatadog.it.app.VisitResource;
import io.github.mpdatadog.it.app.jdbc.Definition;
import io.github.mpdatadog.it.app.jdbc.JdbcResource;
import io.github.mpdatadog.it.app.jdbc.jpa.Visit;
import io.github.mpdatadog.it.app.outgoing.Work;
import io.github.mpdatadog.it.app.reactive.Admissions;
import io.github.mpdatadog.it.app.reactive.AdmissionsResource;
import io.github.mpdatadog.it.app.reactive.MemoryResource;
import io.github.mpdatadog.privacy.Compiled;
import java.io.File;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.ByteArrayAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.ResourceAdapterArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The deployments. The library is always the packaged jar, put where a user would put it. */
final class Apps {
  private static final String CONFIG = "META-INF/microprofile-config.properties";

  private Apps() {}

  static File library() {
    return new File(System.getProperty("product.jar"));
  }

  /** A scanning WAR that needs nothing but JAX-RS of its server. */
  static WebArchive clinic(String name) {
    return patients(name).addClass(ClinicApplication.class).addAsLibrary(library());
  }

  /** A WAR that refuses some requests before they reach their resource. */
  static WebArchive guarded(String name) {
    return clinic(name).addClass(Doorkeeper.class);
  }

  /** The same without the library, as the control of an experiment. */
  static WebArchive clinicWithoutLibrary(String name) {
    return patients(name).addClass(ClinicApplication.class);
  }

  /** A WAR whose Application lists its classes. */
  static WebArchive listed(String name) {
    return patients(name).addClass(ListedApplication.class).addAsLibrary(library());
  }

  /** A WAR whose Application takes every path. */
  static WebArchive rooted(String name) {
    return patients(name).addClass(RootApplication.class).addAsLibrary(library());
  }

  /** A WAR for Jakarta EE 11, with a method that is called every second once it is called. */
  static WebArchive scheduling(String name) {
    WebArchive war = clinic(name);
    Compiled.classes(
            17,
            // As of Jakarta Concurrency 3.1; the tests are compiled for an older one.
            """
            package jakarta.enterprise.concurrent;
            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            @jakarta.interceptor.InterceptorBinding
            public @interface Asynchronous { Schedule[] runAt() default {}; }
            """,
            """
            package jakarta.enterprise.concurrent;
            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            public @interface Schedule { String cron() default ""; }
            """,
            """
            package io.github.mpdatadog.it.app;
            import jakarta.enterprise.concurrent.*;
            @jakarta.enterprise.context.ApplicationScoped
            public class ScheduledWork {
              @Asynchronous(runAt = @Schedule(cron = "* * * * * *"))
              public void everySecond() {}
            }
            """,
            """
            package io.github.mpdatadog.it.app;
            @jakarta.ws.rs.Path("scheduled")
            @jakarta.enterprise.context.RequestScoped
            public class ScheduledResource {
              @jakarta.inject.Inject ScheduledWork work;
              @jakarta.ws.rs.GET public String start() {
                work.everySecond();
                return "started";
              }
            }
            """)
        .forEach(
            (type, file) -> {
              if (!type.startsWith("jakarta.")) {
                String path = "classes/" + type.replace('.', '/') + ".class";
                war.addAsWebInfResource(new ByteArrayAsset(file), path);
              }
            });
    return war;
  }

  /** A WAR that uses CDI, telemetry and the JAX-RS client as well. */
  static WebArchive telling(String name) {
    return clinic(name)
        .addClasses(
            TelemetryResource.class,
            NotesService.class,
            RemoteResource.class,
            LoaderResource.class);
  }

  /** A WAR that calls others and works in other threads. */
  static WebArchive outgoing(String name) {
    return clinic(name).addPackage(Work.class.getPackage()).setWebXML("filter-web.xml");
  }

  /** The same, doing everything at once. */
  static WebArchive careless(String name) {
    return telling(name).addClass(CarelessResource.class);
  }

  /** A WAR without JAX-RS. */
  static WebArchive servlets(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(EchoServlet.class, ThrowingServlet.class)
        .setWebXML("servlets-web.xml")
        .addAsLibrary(library());
  }

  /** The same with the library's servlet filter in web.xml. */
  static WebArchive filtered(String name) {
    return servlets(name).addClass(LateHeaderFilter.class).setWebXML("filtered-web.xml");
  }

  /** A WAR with pages that the server runs, and files. */
  static WebArchive pages(String name) {
    return pagesWithoutLibrary(name).addAsLibrary(library());
  }

  static WebArchive pagesWithoutLibrary(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .setWebXML("pages-web.xml")
        .addAsWebResource(new StringAsset("<%= 6 * 7 %>"), "visits/view.jsp")
        .addAsWebResource(
            new StringAsset(
                "<html xmlns:h='jakarta.faces.html'><h:outputText value='#{6*7}'/></html>"),
            "visits/list.xhtml")
        .addAsWebResource(new StringAsset("a scan"), "scans/MRN-00017.txt");
  }

  /** A WAR with nothing but a JSP, and without the filter. */
  static WebArchive jsp(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addAsWebResource(new StringAsset("<%= 6 * 7 %>"), "view.jsp")
        .addAsLibrary(library());
  }

  /** A WAR with the newest of both Redis clients, and all they need, beside the library. */
  static WebArchive caching(String name, String... lines) {
    WebArchive war = clinic(name).addClasses(RedisClients.class, RedisResource.class);
    Pattern clients =
        Pattern.compile(
            "(lettuce|netty|reactor|reactive|redis|jedis|commons-pool2|slf4j|gson|json-2).*");
    return configured(war.addAsLibraries(newest(clients)), lines);
  }

  /** A WAR with the newest Kafka client beside the library. */
  static WebArchive streaming(String name, String... lines) {
    return configured(stream(name), lines).addAsLibrary(library()).addAsLibraries(kafka());
  }

  /** An EAR with both in {@code lib/}. */
  static EnterpriseArchive streamingEar(String name, String war, String... lines) {
    return bundled(name, configured(stream(war), lines)).addAsLibraries(kafka());
  }

  /** An EAR with the library in {@code lib/}, which the Kafka client of the WAR is hidden from. */
  static EnterpriseArchive splitEar(String name, String war, String... lines) {
    return bundled(name, configured(stream(war), lines).addAsLibraries(kafka()));
  }

  private static WebArchive stream(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(ClinicApplication.class, LoaderResource.class)
        .addClasses(Admissions.class, AdmissionsResource.class);
  }

  private static File[] kafka() {
    return newest(Pattern.compile("(kafka-clients|slf4j).*"));
  }

  /** A WAR with a channel, and without Kafka. */
  static WebArchive inMemory(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(ClinicApplication.class, MemoryResource.class)
        .addAsLibrary(library());
  }

  private static File[] newest(Pattern wanted) {
    return new File(System.getProperty("newest.libraries"))
        .listFiles(jar -> wanted.matcher(jar.getName()).matches());
  }

  /** A WAR that gets at databases in every way that needs nothing of its own. */
  static WebArchive databases(String name, String... lines) {
    return configured(databasesWithoutLibrary(name), lines).addAsLibrary(library());
  }

  static WebArchive databasesWithoutLibrary(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addPackage(JdbcResource.class.getPackage())
        .deleteClass(Definition.class)
        .addClass(LoaderResource.class);
  }

  /** A WAR with a data source of its own, and with Jakarta Persistence. */
  static WebArchive persistent(String name, String unit) {
    return databases(name)
        .addClass(Definition.class)
        .addPackage(Visit.class.getPackage())
        .addAsResource(
            new StringAsset(
                """
                <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
                  <persistence-unit name="visits">%s
                  </persistence-unit>
                </persistence>
                """
                    .formatted(unit)),
            "META-INF/persistence.xml");
  }

  /** Of the tests' class path, those whose names begin so. */
  static File[] jars(String names) {
    Pattern wanted = Pattern.compile("(" + names + ").*");
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(File::new)
        .filter(jar -> jar.isFile() && wanted.matcher(jar.getName()).matches())
        .toArray(File[]::new);
  }

  /** The same, as paths. */
  static Path[] paths(String names) {
    return Stream.of(jars(names)).map(File::toPath).toArray(Path[]::new);
  }

  /** Artemis' resource adapter, packed as its makers tell to. */
  static ResourceAdapterArchive artemis(String name) {
    return ShrinkWrap.create(ResourceAdapterArchive.class, name + ".rar")
        .addAsLibraries(
            jars(
                "artemis-jakarta-(ra|client|service)|artemis-(core|commons|selector)|jgroups"
                    + "|netty|slf4j|commons-(beanutils|collections|logging)"))
        .setResourceAdapterXML("servers/adapter/ra.xml");
  }

  /** Looks at the server's JVM from inside; never has the library. */
  static WebArchive probe(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war").addClass(ProbeServlet.class);
  }

  /** Two WARs that share the library in {@code lib/}. */
  static EnterpriseArchive ear(String name, String first, String second) {
    return ShrinkWrap.create(EnterpriseArchive.class, name + ".ear")
        .addAsLibrary(library())
        .addAsModule(patients(first).addClass(ClinicApplication.class))
        .addAsModule(patients(second).addClass(ListedApplication.class));
  }

  /** The library in {@code lib/}, beside a WAR that has none. */
  static EnterpriseArchive bundled(String name, WebArchive war) {
    return ShrinkWrap.create(EnterpriseArchive.class, name + ".ear")
        .addAsLibrary(library())
        .addAsModule(war);
  }

  /** Packages configuration in the application, the place with the lowest precedence. */
  static WebArchive configured(WebArchive war, String... lines) {
    return war.addAsResource(new StringAsset(String.join("\n", lines)), CONFIG);
  }

  private static WebArchive patients(String name) {
    return ShrinkWrap.create(WebArchive.class, name + ".war")
        .addClasses(
            PatientResource.class,
            VisitResource.class,
            VisitResource.NoteResource.class,
            MarkerResource.class);
  }
}
