// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What stands before an object that was written and read back. It looks for the tracing of the
 * application that calls until there is one, and passes calls on as long as there is none.
 */
final class ReadBack implements InvocationHandler, Serializable {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // as serializable as it is
  final Object delegate;

  private transient volatile @Nullable Traced found;

  ReadBack(Object delegate) {
    this.delegate = delegate;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Traced traced = traced();
    if (traced != null) {
      return traced.invoke(proxy, method, arguments);
    }
    Object result = Traced.call(delegate, method, Traced.given(arguments));
    return result == delegate ? proxy : result;
  }

  private @Nullable Traced traced() {
    Traced known = found;
    if (known == null) {
      MessageTracing tracing = MessageTracing.ofApplication();
      known = tracing == null ? null : Traced.handler(delegate, tracing, null);
      found = known;
    }
    return known;
  }
}
