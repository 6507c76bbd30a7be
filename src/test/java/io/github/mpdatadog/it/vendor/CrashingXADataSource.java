// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.vendor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.XAConnection;
import javax.transaction.xa.XAResource;
import org.postgresql.xa.PGXADataSource;

/** PostgreSQL's own, whose first commit never happens: the JVM is gone, while a file is there. */
public class CrashingXADataSource extends PGXADataSource {
  public static final String MARK = "crash-at-commit";
  private static final long serialVersionUID = 1L;

  @Override
  public XAConnection getXAConnection(String user, String password) throws SQLException {
    XAConnection connection = super.getXAConnection(user, password);
    XAResource resource = connection.getXAResource();
    XAResource crashing = (XAResource) proxy(XAResource.class, resource, null);
    return (XAConnection) proxy(XAConnection.class, connection, crashing);
  }

  private static Object proxy(Class<?> type, Object behind, XAResource resource) {
    return Proxy.newProxyInstance(
        type.getClassLoader() == null
            ? CrashingXADataSource.class.getClassLoader()
            : type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (method.getName().equals("commit") && Files.exists(Path.of(MARK))) {
            Runtime.getRuntime().halt(99);
          }
          if (method.getName().equals("getXAResource")) {
            return resource;
          }
          try {
            return method.invoke(behind, arguments);
          } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
          }
        });
  }
}
