// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.sql.SQLException;
import java.sql.SQLNonTransientException;
import java.util.List;

/** What this room says. Names of properties, never what they hold. */
final class Problems {

  static final String NO_DRIVER =
      "MPDD0400E: No JDBC driver accepts the URL that follows jdbc:datadog. Put the database's own"
          + " driver beside this jar, in the same library, and mend the URL if it is there.";

  static final String NO_CLASS =
      "MPDD0401E: delegateClassName is missing. Write the class of the database's own data source,"
          + " for example org.postgresql.xa.PGXADataSource.";

  static final String CLASS_NOT_FOUND =
      "MPDD0402E: delegateClassName names a class that cannot be loaded or made. Put the database's"
          + " own driver beside this jar, in the same library, and mend the name if it is there.";

  static String wrongKind(Class<?> kind) {
    return "MPDD0403E: delegateClassName names a class that is not a "
        + kind.getName()
        + ". Write the driver's class for this type of data source.";
  }

  static String noSetter(String property) {
    return "MPDD0404E: "
        + property
        + " is not a property of the class in delegateClassName. Mend the name, or remove it.";
  }

  static String refused(String property) {
    return "MPDD0405E: "
        + property
        + " has a value that the class in delegateClassName does not take. Mend the value.";
  }

  static String notAPair(int number) {
    return "MPDD0406E: " + entry(number) + " is not a pair. Write name=value;name=value.";
  }

  static String entry(int number) {
    return "entry " + number + " of delegateProperties";
  }

  /** All of them at once. */
  static SQLException of(List<String> problems) {
    return new SQLNonTransientException(String.join(System.lineSeparator(), problems), "08001");
  }

  private Problems() {}
}
