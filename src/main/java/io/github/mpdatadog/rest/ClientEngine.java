// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static java.util.logging.Level.FINE;

import jakarta.ws.rs.ext.RuntimeDelegate;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What RESTEasy, the server's only REST client, says about how it sends requests; no API tells it.
 * By reflection, since RESTEasy is hidden from applications. What is not understood is answered in
 * the way that sends and claims less.
 */
final class ClientEngine {

  private static final String ENGINES = "org.jboss.resteasy.client.jaxrs.engines.";

  private static final Logger LOG = Logger.getLogger(ClientEngine.class.getName());

  private static final String INVOCATION =
      "org.jboss.resteasy.client.jaxrs.internal.ClientInvocation";

  private static volatile @Nullable Boolean showsCalls;
  private static volatile boolean filterMade;
  private static volatile @Nullable ClassLoader microProfile;

  /** Whether the headers of a request go on to wherever an answer says. */
  static boolean followsRedirects(Object client) {
    try {
      return (boolean) call(call(client, "httpEngine"), "isFollowRedirects");
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return true;
    }
  }

  /** Whether the thread that sends a request waits for the answer. */
  static boolean waitsForAnswer(Object client) {
    try {
      Class<?> engine = call(client, "httpEngine").getClass();
      for (Class<?> type = engine; type != null; type = type.getSuperclass()) {
        for (Class<?> declared : type.getInterfaces()) {
          String name = declared.getSimpleName();
          if (name.equals("AsyncClientHttpEngine") || name.equals("ReactiveClientHttpEngine")) {
            return false;
          }
        }
      }
      return true;
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return false;
    }
  }

  /** Whether this thread is inside of a request already, as when its entity is being written. */
  static boolean isSending() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(ENGINES)));
  }

  /**
   * Called by a filter of requests: learns once whether a call can be seen on the stack. What is
   * there now is there until the call is over.
   */
  static void learnFromStack() {
    if (showsCalls == null) {
      showsCalls = isOnStack(Thread.currentThread());
    }
  }

  /** Whether the thread is inside of a call; true where that cannot be told. */
  static boolean isCalling(Thread thread) {
    return !Boolean.TRUE.equals(showsCalls) || isOnStack(thread);
  }

  private static boolean isOnStack(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().equals(INVOCATION) && frame.getMethodName().equals("invoke")) {
        return true;
      }
    }
    return false;
  }

  /** RESTEasy has made the filter, and keeps its class. */
  static void filterMade() {
    filterMade = true;
  }

  /** RESTEasy has made the listener of its MicroProfile client, which is a bundle of its own. */
  static void listenerMade(Object microProfileBuilder) {
    microProfile = microProfileBuilder.getClass().getClassLoader();
  }

  /**
   * Takes the application's part out of caches of RESTEasy's, which keep the classes of filters and
   * listeners, and so the application, after it was undeployed. What is missing there is made
   * again.
   */
  static void forget() {
    if (filterMade) {
      forget(
          RuntimeDelegate.getInstance().getClass().getClassLoader(),
          "org.jboss.resteasy.plugins.providers.RegisterBuiltin",
          "configuredClientFactories");
    }
    if (microProfile != null) {
      forget(microProfile, "org.jboss.resteasy.microprofile.client.RestClientListeners", "map");
    }
  }

  private static void forget(ClassLoader resteasy, String ownerName, String field) {
    try {
      Class<?> owner = Class.forName(ownerName, false, resteasy);
      Field cache = owner.getDeclaredField(field);
      cache.setAccessible(true);
      // The methods of the one lock the class; the other locks itself.
      synchronized (owner) {
        ((Map<?, ?>) cache.get(null)).keySet().removeIf(ClientEngine::knowsThisLibrary);
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
      LOG.log(FINE, "No cache of REST clients: {0}", unknown.getClass());
    }
  }

  private static boolean knowsThisLibrary(Object loader) {
    try {
      String name = OutgoingFilter.class.getName();
      return Class.forName(name, false, (ClassLoader) loader) == OutgoingFilter.class;
    } catch (ClassNotFoundException | RuntimeException | LinkageError others) {
      return false;
    }
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private ClientEngine() {}
}
