// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Lists its resources, so that nothing else is found by scanning. */
@ApplicationPath("listed")
public class ListedApplication extends Application {
  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(PatientResource.class, MarkerResource.class);
  }
}
