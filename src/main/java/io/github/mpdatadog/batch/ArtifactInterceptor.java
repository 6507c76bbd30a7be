// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Traces the calls of batch artifacts. Serializable, because beans of any scope may be artifacts.
 */
@InBatch
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class ArtifactInterceptor implements Serializable {

  private transient @Nullable BatchTracing tracing;

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    if (tracing == null) {
      tracing = BatchTracing.ofApplication();
    }
    return tracing == null
        ? call.proceed()
        : tracing.call(call.getMethod().getName(), call.getParameters(), call::proceed);
  }
}
