// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method that the running JDK has in JDBC's interfaces reaches the driver, with its
 * arguments, and brings back what the driver gave or threw.
 */
class DelegationTest {

  private final Traces traces = Traces.on();

  @AfterEach
  void close() {
    traces.close();
  }

  /** A driver's object that remembers the call, and answers or throws what it was told. */
  private static final class Recording implements InvocationHandler {
    Method method;
    Object[] arguments;
    Object answer;
    Throwable failure;

    @Override
    public Object invoke(Object proxy, Method called, Object[] given) throws Throwable {
      if (called.getDeclaringClass() == Object.class) {
        return called.getName().equals("hashCode")
            ? 42
            : called.getName().equals("equals") ? false : "driver";
      }
      if (called.getName().equals("isWrapperFor") && ((Class<?>) given[0]) == Traced.class) {
        return false;
      }
      method = called;
      arguments = given;
      if (failure != null) {
        throw failure;
      }
      return answer;
    }
  }

  static Stream<Arguments> methods() {
    return Stream.of(
            DataSource.class,
            ConnectionPoolDataSource.class,
            XADataSource.class,
            ConnectionBuilder.class,
            PooledConnection.class,
            XAConnection.class,
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class)
        .flatMap(
            type ->
                Arrays.stream(type.getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .map(method -> Arguments.of(type, method)));
  }

  private static Object driver(Class<?> type, Recording recording) {
    return Proxy.newProxyInstance(
        DelegationTest.class.getClassLoader(), new Class<?>[] {type}, recording);
  }

  private static Object traced(Class<?> type, Object driver) {
    Object parent = driver(Connection.class, new Recording());
    if (driver instanceof Connection connection) {
      return Proxies.of(
          new ConnectionHandler(connection, Origin.of("jdbc:h2:mem:known", false), null, false));
    }
    if (driver instanceof Statement) {
      return StatementHandler.wrap(driver, parent, "select 1", Target.UNKNOWN);
    }
    return driver instanceof ResultSet || driver instanceof DatabaseMetaData
        ? ChildHandler.wrap(driver, parent)
        : Proxies.of(new SourceHandler(driver, Origin.ofEachConnection()));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodOfAWrapperReachesTheDriver(Class<?> type, Method method) throws Exception {
    Recording recording = new Recording();
    recording.answer = value(method.getReturnType());
    Object[] arguments = arguments(method);
    Object traced = traced(type, driver(type, recording));

    Object[] answer = new Object[1];
    traces.of(() -> answer[0] = method.invoke(traced, arguments));

    assertThat(recording.method.getName()).isEqualTo(method.getName());
    assertThat(recording.method.getParameterTypes()).isEqualTo(method.getParameterTypes());
    if (!method.getName().contains("ConnectionEventListener")) {
      assertThat(Objects.requireNonNullElse(recording.arguments, new Object[0]))
          .containsExactly(arguments);
    }
    if (method.getReturnType().isPrimitive()
        || method.getReturnType().getName().startsWith("java.lang")) {
      assertThat(answer[0]).isEqualTo(recording.answer);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bringsBackTheVeryExceptionOfTheDriver(Class<?> type, Method method) throws Exception {
    Recording recording = new Recording();
    boolean checked = Arrays.asList(method.getExceptionTypes()).contains(SQLException.class);
    recording.failure =
        checked ? new SQLException("Jane Roe", "23505", 7) : new IllegalStateException("Jane Roe");
    Object traced = traced(type, driver(type, recording));

    Throwable[] thrown = new Throwable[1];
    traces.of(() -> thrown[0] = catchThrowable(() -> method.invoke(traced, arguments(method))));

    assertThat(thrown[0]).isInstanceOf(InvocationTargetException.class);
    assertThat(thrown[0].getCause()).isSameAs(recording.failure);
  }

  private static Object[] arguments(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(type -> type == Class.class ? Runnable.class : value(type))
        .toArray();
  }

  private static Object value(Class<?> type) {
    if (type == void.class) {
      return null;
    }
    if (type.isPrimitive()) {
      return Array.get(Array.newInstance(type, 1), 0);
    }
    return type == String.class ? "select 2" : null;
  }
}
