// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import io.github.mpdatadog.privacy.SqlShape;
import io.github.mpdatadog.privacy.Vocabulary;
import io.github.mpdatadog.privacy.Vocabulary.Kind;
import java.sql.SQLException;
import java.util.List;

/** The vocabulary of the application that a span is made for. */
final class Words {

  static final Words OWN = new Words();

  static Words of(ClassLoader application) {
    return OWN;
  }

  SqlShape shape(String sql) {
    return Vocabulary.shared().sqlShape(sql);
  }

  void declareException(Class<?> thrown) {
    ClassLoader owner = thrown.getClassLoader();
    Vocabulary.shared()
        .add(owner == null ? SQLException.class : owner, Kind.EXCEPTION, List.of(thrown.getName()));
  }

  void declare(Target target) {}
}
