// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

/**
 * What RESTEasy, the server's only REST client, says about how it sends requests; no API tells it.
 * By reflection, since RESTEasy is hidden from applications. What is not understood is answered in
 * the way that sends and claims less.
 */
final class ClientEngine {

  /** Whether the headers of a request go on to wherever an answer says. */
  static boolean followsRedirects(Object client) {
    try {
      return (boolean) call(call(client, "httpEngine"), "isFollowRedirects");
    } catch (ReflectiveOperationException | RuntimeException unknown) {
      return true;
    }
  }

  /** Whether the thread that sends a request waits for the answer. */
  static boolean blocks(Object client) {
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

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private ClientEngine() {}
}
