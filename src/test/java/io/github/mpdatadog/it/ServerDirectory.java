// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * The configuration of one server, copied from {@code servers/<template>} and completed with what
 * is known at run time only: ports, features, environment and applications.
 */
final class ServerDirectory {
  static final Path WLP = Path.of(System.getProperty("wlp.home", "target/liberty/wlp"));

  private final String name;
  private final Path path;
  private final int httpPort = FreePort.find();
  private final List<String> applications = new ArrayList<>();
  private final Map<String, String> shared = new HashMap<>();
  private boolean thirdPartyApi;

  private ServerDirectory(String name) {
    this.name = name;
    this.path = WLP.resolve("usr/servers").resolve(name);
  }

  static ServerDirectory create(String name, String template) {
    ServerDirectory directory = new ServerDirectory(name);
    try {
      delete(directory.path);
      Files.createDirectories(directory.path.resolve("apps"));
      Files.createDirectories(directory.path.resolve("dropins"));
      for (String file : List.of("server.xml", "server.env", "jvm.options")) {
        try (InputStream in =
            ServerDirectory.class.getResourceAsStream("/servers/" + template + "/" + file)) {
          Files.copy(in, directory.path.resolve(file));
        }
      }
      directory.append("bootstrap.properties", "it.http.port=" + directory.httpPort);
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes what earlier runs left under names that begin so. */
  static void deleteAll(String prefix) {
    try (DirectoryStream<Path> old =
        Files.newDirectoryStream(WLP.resolve("usr/servers"), prefix + "*")) {
      for (Path directory : old) {
        delete(directory);
      }
    } catch (NoSuchFileException e) {
      // no server has ever been made here
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  int httpPort() {
    return httpPort;
  }

  Path path() {
    return path;
  }

  List<String> applications() {
    return applications;
  }

  /** A file that server.xml includes. */
  ServerDirectory configuration(String file, String xml) {
    write(file, xml);
    return this;
  }

  /** A line of bootstrap.properties, for a variable of server.xml. */
  ServerDirectory variable(String name, Object value) {
    append("bootstrap.properties", name + "=" + value);
    return this;
  }

  /** A line of server.env, {@code NAME=value}. */
  ServerDirectory environment(String... lines) {
    append("server.env", lines);
    return this;
  }

  ServerDirectory jvmOption(String option) {
    append("jvm.options", option);
    return this;
  }

  ServerDirectory features(String... features) {
    StringBuilder xml = new StringBuilder("<server><featureManager>");
    for (String feature : features) {
      xml.append("<feature>").append(feature).append("</feature>");
    }
    write("features.xml", xml.append("</featureManager></server>").toString());
    return this;
  }

  /** Lets applications see {@code third-party} packages: the API of mpTelemetry-2.0 is one. */
  ServerDirectory thirdPartyApi() {
    thirdPartyApi = true;
    writeApplications();
    return this;
  }

  /** Shows the classes of a library of server.xml to one application. */
  ServerDirectory sharedLibrary(String application, String library) {
    shared.put(application, library);
    writeApplications();
    return this;
  }

  /** Gives a jar to every application of the server, without their doing. */
  ServerDirectory globalLibrary(Path jar) {
    return library("lib/global", jar);
  }

  /** Puts jars into a folder of the server. */
  ServerDirectory library(String folder, Path... jars) {
    try {
      Path library = Files.createDirectories(path.resolve(folder));
      for (Path jar : jars) {
        Files.copy(jar, library.resolve(jar.getFileName()));
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file beside server.xml. */
  ServerDirectory archive(Archive<?> archive) {
    archive.as(ZipExporter.class).exportTo(path.resolve(archive.getName()).toFile(), true);
    return this;
  }

  ServerDirectory application(Archive<?> archive) {
    archive
        .as(ZipExporter.class)
        .exportTo(path.resolve("apps").resolve(archive.getName()).toFile(), true);
    applications.add(archive.getName());
    writeApplications();
    return this;
  }

  /** Takes every application off the running server. */
  void undeployAll() {
    applications.clear();
    writeApplications();
  }

  private void writeApplications() {
    StringBuilder xml = new StringBuilder("<server>");
    for (String archive : applications) {
      String id = nameOf(archive);
      xml.append("<application id='%s' name='%s' location='%s'>".formatted(id, id, archive));
      if (thirdPartyApi) {
        xml.append("<classloader apiTypeVisibility='+third-party'/>");
      }
      if (shared.containsKey(id)) {
        xml.append("<classloader commonLibraryRef='%s'/>".formatted(shared.get(id)));
      }
      xml.append("</application>");
    }
    write("applications.xml", xml.append("</server>").toString());
  }

  static String nameOf(String archive) {
    return archive.substring(0, archive.lastIndexOf('.'));
  }

  private void write(String file, String text) {
    try {
      Files.writeString(path.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append(String file, String... lines) {
    try {
      Files.write(
          path.resolve(file), List.of(lines), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
