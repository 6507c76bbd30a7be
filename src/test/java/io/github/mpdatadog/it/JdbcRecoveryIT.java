// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.vendor.CrashingXADataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that dies between the two phases of a commit, with the jar in its {@code lib/global}.
 */
class JdbcRecoveryIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path temporary;

  @Test
  void afterACrashTheServerFinishesWhatWasPrepared() throws Exception {
    try (FakeAgent agent = new FakeAgent();
        RecordsDatabase database = new RecordsDatabase()) {
      ServerDirectory directory = directory(agent, database);
      try (LibertyServer server = LibertyServer.start(directory)) {
        server.http().post("/recovering/api/jdbc/crashing/and/ledger", "two-phase");
        assertThat(Waiting.until(SOON, () -> !server.isRunning())).as("crashed").isTrue();
      }
      assertThat(database.prepared()).as("branches in doubt").isEqualTo(2);
      assertThat(database.count("two-phase")).isZero();

      agent.forget();
      Files.delete(directory.path().resolve(CrashingXADataSource.MARK));
      try (LibertyServer server = LibertyServer.start(directory)) {
        assertThat(Waiting.until(SOON, () -> database.prepared() == 0)).as("recovered").isTrue();
        assertThat(database.count("two-phase")).isEqualTo(1);
        assertThat(database.count("two-phase/2")).isEqualTo(1);
        server.http().post("/recovering/api/jdbc/field/find", "two-phase");
        agent.awaitTrace(s -> s.resource().startsWith("SELECT note"), SOON);
      }
    }
  }

  private ServerDirectory directory(FakeAgent agent, RecordsDatabase database) throws Exception {
    Path vendor = temporary.resolve("postgresql-crashing.jar");
    ShrinkWrap.create(JavaArchive.class)
        .addPackage(CrashingXADataSource.class.getPackage())
        .as(ZipExporter.class)
        .exportTo(vendor.toFile());
    ServerDirectory directory =
        database
            .server("it-jdbc-recovery", agent)
            .library("jdbc", vendor)
            .globalLibrary(Apps.library().toPath())
            .configuration(
                "more.xml", database.xaDataSource("crashing", CrashingXADataSource.class))
            .application(Apps.databasesWithoutLibrary("recovering"));
    Files.createFile(directory.path().resolve(CrashingXADataSource.MARK));
    return directory;
  }
}
