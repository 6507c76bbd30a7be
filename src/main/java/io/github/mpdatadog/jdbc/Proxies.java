// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

import java.io.Externalizable;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes proxies that show every interface of the object behind them, the vendor's included. Their
 * classes belong to the vendor's class loader and hold nothing of ours, so neither side keeps the
 * other alive.
 */
final class Proxies {

  /** Empty where no proxy can be made. */
  private static final ClassValue<Class<?>[]> INTERFACES =
      new ClassValue<>() {
        @Override
        protected Class<?>[] computeValue(Class<?> type) {
          return interfaces(type);
        }
      };

  /** The proxy; the handler's own delegate where the JDK refuses to make one. */
  static Object of(Handler handler) {
    Class<?> type = handler.delegate.getClass();
    Class<?>[] interfaces = INTERFACES.get(type);
    return interfaces.length == 0
        ? handler.delegate
        : Proxy.newProxyInstance(loader(type), interfaces, handler);
  }

  /** The handler behind one of our proxies, else null. */
  static @Nullable Handler handler(@Nullable Object object) {
    return object != null
            && Proxy.isProxyClass(object.getClass())
            && Proxy.getInvocationHandler(object) instanceof Handler handler
        ? handler
        : null;
  }

  /** Whether that is a proxy of ours, or of another copy of this jar. */
  static boolean isAnyCopys(Object object) {
    if (!Proxy.isProxyClass(object.getClass())) {
      return false;
    }
    Class<?> kind = Proxy.getInvocationHandler(object).getClass().getSuperclass();
    return kind != null && kind.getName().equals(Handler.class.getName());
  }

  private static ClassLoader loader(Class<?> type) {
    ClassLoader own = type.getClassLoader();
    return own != null ? own : ClassLoader.getPlatformClassLoader();
  }

  private static Class<?>[] interfaces(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      collect(c, loader(type), all);
    }
    // The others come with these, and the JDK finds the proxy's class faster for it.
    Set<Class<?>> top = new LinkedHashSet<>(all);
    top.removeIf(face -> all.stream().anyMatch(f -> f != face && face.isAssignableFrom(f)));
    if (!isPossible(type, top)) {
      // Vendor interfaces that no proxy can join; JDBC's own always can be.
      top.removeIf(face -> !isStandard(face));
      if (!isPossible(type, top)) {
        top.clear();
      }
    }
    return top.toArray(new Class<?>[0]);
  }

  private static boolean isPossible(Class<?> type, Set<Class<?>> faces) {
    try {
      Proxy.newProxyInstance(
          loader(type), faces.toArray(new Class<?>[0]), (proxy, method, args) -> null);
      return true;
    } catch (RuntimeException | LinkageError refused) {
      return false;
    }
  }

  private static void collect(Class<?> type, ClassLoader loader, Set<Class<?>> all) {
    for (Class<?> face : type.getInterfaces()) {
      if (isUsable(face, loader)) {
        all.add(face);
      }
      collect(face, loader, all);
    }
  }

  private static boolean isUsable(Class<?> face, ClassLoader loader) {
    // An Externalizable proxy can be written, but not read back: it has no constructor.
    if (Externalizable.class.isAssignableFrom(face)
        || !Modifier.isPublic(face.getModifiers())
        || face.isSealed()
        || face.isHidden()
        || !face.getModule().isExported(face.getPackageName())) {
      return false;
    }
    try {
      return Class.forName(face.getName(), false, loader) == face;
    } catch (ClassNotFoundException | LinkageError invisible) {
      return false;
    }
  }

  /** Whether that is an interface of JDBC itself. */
  static boolean isStandard(Class<?> face) {
    return face.getName().startsWith("java.sql.") || face.getName().startsWith("javax.sql.");
  }

  private Proxies() {}
}
