// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import io.opentelemetry.context.Context;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.literal.NamedLiteral;
import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Works with the data source that is asked for: a way of injection, or a JNDI name. */
@Path("jdbc/{source}")
@RequestScoped
public class JdbcResource {
  @Inject @Any Instance<Holder> holders;

  @Resource(lookup = "jdbc/plain")
  DataSource own;

  @Resource UserTransaction transaction;

  @PathParam("source")
  String name;

  private DataSource source() throws NamingException {
    if (name.equals("resource")) {
      return own;
    }
    Instance<Holder> found = holders.select(NamedLiteral.of(name));
    return found.isResolvable() ? found.get().source() : InitialContext.doLookup("jdbc/" + name);
  }

  @POST
  @Path("find")
  public String find(String id) throws Exception {
    return Visits.find(source(), id);
  }

  @POST
  @Path("add")
  public String add(String id) throws Exception {
    Visits.add(source(), id);
    return "added";
  }

  @POST
  @Path("plant")
  public String plant(String id) throws Exception {
    return String.join("\n", Visits.plant(source(), id));
  }

  /** The same without a trace. */
  @POST
  @Path("outside")
  public String outside(String id) throws Exception {
    DataSource source = source();
    return Context.root().wrap(() -> Visits.find(source, id)).call();
  }

  /** One transaction over this source and another. */
  @POST
  @Path("and/{other}")
  public String distributed(@PathParam("other") String other, String id) throws Exception {
    transaction.begin();
    try {
      Visits.add(source(), id);
      name = other;
      Visits.add(source(), id + "/2");
      transaction.commit();
      return "committed";
    } finally {
      if (transaction.getStatus() == 0) {
        transaction.rollback();
      }
    }
  }

  /** Configures a connection after it was got, in a transaction: allowed until it is used. */
  @POST
  @Path("isolation")
  public String isolation(String id) throws Exception {
    transaction.begin();
    try (Connection connection = source().getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      return "" + connection.getTransactionIsolation();
    } finally {
      transaction.rollback();
    }
  }

  /** Adds with the other source in a transaction in which it got a connection of this one, too. */
  @POST
  @Path("beside/{other}")
  public String beside(@PathParam("other") String other, String id) throws Exception {
    transaction.begin();
    try (Connection unused = source().getConnection()) {
      name = other;
      Visits.add(source(), id);
      transaction.commit();
      return "committed " + unused.isClosed();
    } finally {
      if (transaction.getStatus() == 0) {
        transaction.rollback();
      }
    }
  }

  /** Tells what an application sees of the driver. */
  @POST
  @Path("unwrap")
  public String unwrap(String type) throws Exception {
    try (Connection connection = source().getConnection()) {
      Class<?> wanted = Class.forName(type, false, Thread.currentThread().getContextClassLoader());
      return connection.isWrapperFor(wanted)
          + " "
          + wanted.isInstance(connection.unwrap(wanted))
          + " "
          + connection.isValid(5);
    }
  }

  /** The same with an interface that only PostgreSQL has. */
  @POST
  @Path("copy")
  public String copy(String id) throws Exception {
    return Copies.copy(source(), id);
  }

  /** With a database for each id. */
  @POST
  @Path("tenant")
  public String tenant(String id) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:datadog:h2:mem:" + id);
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      return connection.getMetaData().getURL();
    }
  }

  @POST
  @Path("class")
  public String type() throws Exception {
    DataSource source = source();
    return (Proxy.isProxyClass(source.getClass()) ? "proxy " : "plain ")
        + source.getClass().getName();
  }

  /** Many at once; each thread is the request's, by its context. */
  @POST
  @Path("threads/{kind}")
  public String threads(@PathParam("kind") String kind, String id) throws Exception {
    Context context = Context.current();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    DataSource source = source();
    CountDownLatch done = new CountDownLatch(8);
    StringBuffer failures = new StringBuffer();
    Runnable work =
        () -> {
          Thread.currentThread().setContextClassLoader(loader);
          try {
            context.wrap(() -> Visits.find(source, id)).call();
          } catch (Exception e) {
            failures.append(e);
          } finally {
            done.countDown();
          }
        };
    for (int i = 0; i < 8; i++) {
      if (kind.equals("virtual")) {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
      } else {
        new Thread(work).start();
      }
    }
    done.await();
    return "done" + failures;
  }

  @POST
  @Path("batch")
  public String batch(String id) throws Exception {
    try (Connection connection = source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String note : List.of("a", "b", "c")) {
        statement.addBatch(
            "update visits set note = '" + note + "' where id = '" + id.replace("'", "''") + "'");
      }
      return statement.executeBatch().length + " updates";
    }
  }
}
