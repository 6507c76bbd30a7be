// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import javax.sql.DataSource;

/** Every way of injection, by its name. */
public final class Holders {
  private static final String PLAIN = "jdbc/plain";

  private Holders() {}

  @Named("field")
  @ApplicationScoped
  public static class ByField implements Holder {
    @Resource(lookup = PLAIN)
    DataSource source;

    @Override
    public DataSource source() {
      return source;
    }
  }

  /** Made for every request. */
  @Named("request")
  @RequestScoped
  public static class ByRequest extends ByField {}

  @Named("name")
  @ApplicationScoped
  public static class ByName implements Holder {
    @Resource(name = "jdbc/own", lookup = PLAIN)
    DataSource source;

    @Override
    public DataSource source() {
      return source;
    }
  }

  @Named("setter")
  @ApplicationScoped
  public static class BySetter implements Holder {
    private DataSource source;

    @Resource(lookup = PLAIN)
    public void setSource(DataSource injected) {
      source = injected;
    }

    @Override
    public DataSource source() {
      return source;
    }
  }

  @Dependent
  public static class Producer {
    @Produces
    @Resource(lookup = PLAIN)
    DataSource source;
  }

  @Named("produced")
  @ApplicationScoped
  public static class ByProducer implements Holder {
    @Inject DataSource source;

    @Override
    public DataSource source() {
      return source;
    }
  }

  @Named("constructor")
  @Dependent
  public static class ByConstructor implements Holder {
    private final DataSource source;

    @Inject
    public ByConstructor(DataSource injected) {
      source = injected;
    }

    @Override
    public DataSource source() {
      return source;
    }
  }

  /** Has none itself: its interceptor answers. */
  @Named("interceptor")
  @ApplicationScoped
  @Answered
  public static class Intercepted implements Holder {
    @Override
    public DataSource source() {
      throw new IllegalStateException("not intercepted");
    }
  }

  /** With the database's own pool; not the one of the others. */
  @Named("postgres")
  @ApplicationScoped
  public static class OfPostgres implements Holder {
    @Resource(lookup = "jdbc/postgres")
    DataSource source;

    @Override
    public DataSource source() {
      return source;
    }
  }

  /** What the server traces already, injected: two wrappers. */
  @Named("both")
  @ApplicationScoped
  public static class OfBoth implements Holder {
    @Resource(lookup = "jdbc/records")
    DataSource source;

    @Override
    public DataSource source() {
      return source;
    }
  }

  /** The same, where each connection is opened anew. */
  @Named("unpooled")
  @ApplicationScoped
  public static class OfBothWithoutPool implements Holder {
    @Resource(lookup = "jdbc/unpooled")
    DataSource source;

    @Override
    public DataSource source() {
      return source;
    }
  }

  /** The same as both, for distributed transactions. */
  @Named("both-xa")
  @ApplicationScoped
  public static class OfBothForTransactions implements Holder {
    @Resource(lookup = "jdbc/ledger")
    DataSource source;

    @Override
    public DataSource source() {
      return source;
    }
  }

  /** The same as both, and never used for a statement. */
  @Named("unused")
  @ApplicationScoped
  public static class OfNothing extends OfBoth {}
}
