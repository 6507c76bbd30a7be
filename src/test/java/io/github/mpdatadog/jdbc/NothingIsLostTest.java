// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the driver gave reaches the application, whatever happens to the span. */
class NothingIsLostTest {

  private final Traces traces = Traces.on();
  private final JdbcDataSource bare = new JdbcDataSource();

  NothingIsLostTest() {
    bare.setURL("jdbc:h2:mem:lost");
  }

  @AfterEach
  void close() {
    traces.close();
  }

  @Test
  void theConnectionIsGivenOutWhereItsSpanTakesNoAttributes() throws Exception {
    JdbcTelemetry.use(refusing(traces.sdk));

    traces.of(
        () -> {
          try (Connection connection = Jdbc.wrap(bare).getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
          }
        });
  }

  @Test
  void theCountOfRowsIsGivenOutWhereItsSpanTakesNoAttributes() throws Exception {
    try (Connection connection = Jdbc.wrap(bare).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table visits (id int)");
      JdbcTelemetry.use(refusing(traces.sdk));
      Application.forgetAll();

      traces.of(
          () ->
              assertThat(statement.executeUpdate("insert into visits values (1), (2)"))
                  .isEqualTo(2));
    }
  }

  @Test
  void aConnectionThatCannotBeWrappedIsGivenOutAsItIs() throws Exception {
    Connection unwilling =
        (Connection)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  throw new StackOverflowError();
                });
    DataSource source =
        new EmbeddedDataSource() {
          private static final long serialVersionUID = 1L;

          @Override
          public Connection getConnection() throws SQLException {
            return unwilling;
          }
        };

    assertThat(traces.of(() -> assertThat(Jdbc.wrap(source).getConnection()).isNotNull()))
        .hasSize(1);
  }

  /** Made of the SDK's own parts, save that a span that has begun takes no attributes. */
  private static OpenTelemetry refusing(Object real) {
    return (OpenTelemetry) refusing(real, OpenTelemetry.class);
  }

  private static final Map<Class<?>, Class<?>> NEXT =
      Map.of(
          OpenTelemetry.class, Tracer.class,
          Tracer.class, SpanBuilder.class,
          SpanBuilder.class, Span.class);

  private static Object refusing(Object real, Class<?> type) {
    return Proxy.newProxyInstance(
        NothingIsLostTest.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (type == Span.class && method.getName().startsWith("set")) {
            throw new IllegalStateException("refused");
          }
          try {
            Object result = method.invoke(real, arguments);
            boolean same = result != null && result == real;
            Class<?> next = NEXT.getOrDefault(type, void.class);
            return same ? proxy : next.isInstance(result) ? refusing(result, next) : result;
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }
}
