// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.CodeVocabulary;
import io.github.mpdatadog.privacy.Vocabulary;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;

/**
 * Reads an application's class files into the vocabulary, once, on a thread that ends by itself.
 * Until it is done, what it would know is unknown, and does not leave. Links no OpenTelemetry.
 */
final class VocabularyReader implements Runnable {

  private static final Logger LOG = Logger.getLogger(VocabularyReader.class.getName());

  private final WeakReference<Object> owner;
  private final Set<CodeRoot> roots;
  private final Vocabulary vocabulary;

  VocabularyReader(Object owner, Set<CodeRoot> roots, Vocabulary vocabulary) {
    this.owner = new WeakReference<>(owner);
    this.roots = roots;
    this.vocabulary = vocabulary;
  }

  /**
   * The places of an application's code.
   *
   * @param application the class loader of the application or of one of its modules
   * @param beans where classes of beans came from; only those of a web module are looked at, since
   *     an EAR's class loader does not show its web modules
   * @param packages of libraries that are to be read as well
   */
  static Set<CodeRoot> roots(ClassLoader application, Set<String> beans, List<String> packages) {
    Set<String> urls = new LinkedHashSet<>();
    for (String url : resources(application, "")) {
      if (!CodeRoot.isLibrary(url)) {
        urls.add(url);
      }
    }
    for (String url : beans) {
      if (url.endsWith(".war") || url.endsWith("/WEB-INF/classes/")) {
        urls.add(url);
      }
    }
    for (String name : packages) {
      urls.addAll(resources(application, name.replace('.', '/') + "/"));
    }
    Set<CodeRoot> roots = new LinkedHashSet<>();
    for (String url : urls) {
      CodeRoot root = CodeRoot.of(url);
      if (root != null) {
        roots.add(root);
      }
    }
    return roots;
  }

  private static List<String> resources(ClassLoader loader, String name) {
    List<String> urls = new ArrayList<>();
    try {
      for (URL url : Collections.list(loader.getResources(name))) {
        urls.add(url.toString());
      }
    } catch (IOException | RuntimeException unavailable) {
      LOG.log(FINE, "Class files cannot be listed", unavailable.getClass());
    }
    return urls;
  }

  Thread start() {
    Thread thread = new Thread(null, this, "mpdd-vocabulary", 0, false);
    thread.setDaemon(true);
    // An inherited one would keep an application that is undeployed meanwhile.
    thread.setContextClassLoader(null);
    thread.start();
    return thread;
  }

  @Override
  public void run() {
    CodeVocabulary code = new CodeVocabulary();
    for (CodeRoot root : roots) {
      try {
        root.read(code::add);
      } catch (IOException | RuntimeException unreadable) {
        LOG.log(FINE, "Class files cannot be read", unreadable.getClass());
      }
    }
    Object application = owner.get();
    if (application != null && !Thread.currentThread().isInterrupted()) {
      code.addTo(vocabulary, application);
    }
  }
}
