// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

/** What the JDK keeps of a class must not keep the application that had it. */
class DecisionUnloadTest {

  @Test
  void comparingDecisionsLeavesNoClassLoaderBehind() throws Exception {
    WeakReference<ClassLoader> loader = compared();

    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
    }

    assertThat(loader.get()).isNull();
  }

  private static WeakReference<ClassLoader> compared() throws Exception {
    URL classes = Decision.class.getProtectionDomain().getCodeSource().getLocation();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes}, Decision.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
              if (!name.startsWith("io.github.mpdatadog.")) {
                return super.loadClass(name, resolve);
              }
              Class<?> loaded = findLoadedClass(name);
              return loaded == null ? findClass(name) : loaded;
            }
          }
        }) {
      Object none = loader.loadClass(Decision.class.getName()).getField("NONE").get(null);
      assertThat(none.equals(none)).isTrue();
      assertThat(none.hashCode()).isEqualTo(none.hashCode());
      return new WeakReference<>(loader);
    }
  }
}
