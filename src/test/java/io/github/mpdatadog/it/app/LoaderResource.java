// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Leaves a weak reference to its class loader where {@link ProbeServlet} can look at it. */
@Path("loader")
public class LoaderResource {
  static final String KEY = "it.application.loaders";

  @POST
  public String mark() {
    @SuppressWarnings("unchecked")
    List<WeakReference<ClassLoader>> loaders =
        (List<WeakReference<ClassLoader>>)
            System.getProperties().computeIfAbsent(KEY, key -> new CopyOnWriteArrayList<>());
    loaders.add(new WeakReference<>(getClass().getClassLoader()));
    return "marked";
  }
}
