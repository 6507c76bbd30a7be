// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A distributed transaction over two databases, each behind our data source. */
class XaTest {

  private final Traces traces = Traces.on();
  private final TracingXADataSource derby = new TracingXADataSource();
  private final TracingXADataSource h2 = new TracingXADataSource();

  XaTest() {
    derby.setDelegateClassName(EmbeddedXADataSource.class.getName());
    derby.setDatabaseName("memory:" + UUID.randomUUID());
    derby.setDelegateProperties("createDatabase=create");
    h2.setDelegateClassName(JdbcDataSource.class.getName());
    h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  @AfterEach
  void close() {
    traces.close();
  }

  private record Branch(int number) implements Xid {
    @Override
    public int getFormatId() {
      return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
      return new byte[] {7};
    }

    @Override
    public byte[] getBranchQualifier() {
      return new byte[] {(byte) number};
    }
  }

  @Test
  void bothBranchesCommitAndBothAreTraced() throws Exception {
    List<SpanData> spans = traces.of(() -> insertIn(true));

    assertThat(spans)
        .extracting(span -> Traces.text(span, "db.system.name"))
        .contains("derby", "h2database");
    assertThat(count(derby)).isEqualTo(1);
    assertThat(count(h2)).isEqualTo(1);
  }

  @Test
  void bothBranchesRollBack() throws Exception {
    insertIn(false);

    assertThat(count(derby)).isZero();
    assertThat(count(h2)).isZero();
  }

  @Test
  void aPreparedBranchIsRecoveredByAnotherConnection() throws Exception {
    execute(derby, "create table visits (id int)");
    XAConnection crashed = derby.getXAConnection();
    XAResource resource = crashed.getXAResource();
    Branch branch = new Branch(3);
    resource.start(branch, XAResource.TMNOFLAGS);
    crashed.getConnection().createStatement().execute("insert into visits values (1)");
    resource.end(branch, XAResource.TMSUCCESS);
    resource.prepare(branch);
    crashed.close();

    XAConnection fresh = derby.getXAConnection();
    XAResource recovery = fresh.getXAResource();
    Xid[] found = recovery.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
    assertThat(found).hasSize(1);
    recovery.commit(found[0], false);
    fresh.close();

    assertThat(count(derby)).isEqualTo(1);
  }

  private void insertIn(boolean commit) throws Exception {
    execute(derby, "create table visits (id int)");
    execute(h2, "create table visits (id int)");
    XAConnection[] connections = {derby.getXAConnection(), h2.getXAConnection()};
    for (int i = 0; i < connections.length; i++) {
      XAResource resource = connections[i].getXAResource();
      resource.start(new Branch(i), XAResource.TMNOFLAGS);
      // Left open: H2 ends the transaction with the handle.
      connections[i].getConnection().createStatement().execute("insert into visits values (1)");
      resource.end(new Branch(i), XAResource.TMSUCCESS);
      assertThat(resource.prepare(new Branch(i))).isEqualTo(XAResource.XA_OK);
    }
    for (int i = 0; i < connections.length; i++) {
      XAResource resource = connections[i].getXAResource();
      if (commit) {
        resource.commit(new Branch(i), false);
      } else {
        resource.rollback(new Branch(i));
      }
      connections[i].close();
    }
  }

  private static void execute(TracingXADataSource source, String sql) throws SQLException {
    XAConnection connection = source.getXAConnection();
    try (Connection handle = connection.getConnection()) {
      handle.createStatement().execute(sql);
    } finally {
      connection.close();
    }
  }

  private static int count(TracingXADataSource source) throws SQLException {
    XAConnection connection = source.getXAConnection();
    try (Connection handle = connection.getConnection();
        ResultSet rows = handle.createStatement().executeQuery("select count(*) from visits")) {
      rows.next();
      return rows.getInt(1);
    } finally {
      connection.close();
    }
  }
}
