// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.rest;

import static io.github.mpdatadog.privacy.Vocabulary.Kind.PAGE;
import static io.github.mpdatadog.privacy.Vocabulary.Kind.SERVLET_PATTERN;
import static java.util.logging.Level.FINE;

import io.github.mpdatadog.privacy.Vocabulary;
import jakarta.enterprise.inject.spi.CDI;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The URL patterns that a web application maps to its servlets, with the context path before them.
 * Deployment descriptors and annotations declare them, so they may leave.
 *
 * <p>Works by reflection: the servlet API can be hidden from the application while its container is
 * there.
 */
final class ServletPaths {

  private static final Logger LOG = Logger.getLogger(ServletPaths.class.getName());

  private static final String SERVLET_CONTEXT = "jakarta.servlet.ServletContext";
  private static final String ADVISED = "io.github.mpdatadog.advised";
  private static final String REGISTRATION = "jakarta.servlet.Registration";
  private static final String SERVLET_REGISTRATION = "jakarta.servlet.ServletRegistration";

  /**
   * Adds the patterns and pages of {@code context} if it is a servlet context. Open Liberty refuses
   * to tell them while the context is being initialised (SRVE9002E), so they are asked for later.
   */
  static void collect(Object context, Vocabulary vocabulary) {
    if (find(context.getClass(), SERVLET_CONTEXT) != null) {
      vocabulary.addWhenKnown(context, SERVLET_PATTERN, ServletPaths::patterns);
      vocabulary.addWhenKnown(context, PAGE, ServletPaths::pages);
    }
  }

  /**
   * Adds the patterns of the web module that serves the current request, for as long as {@code
   * owner} lives. In an EAR an extension in {@code lib} never sees a servlet context, so CDI is
   * asked for it.
   *
   * @param container an object of the server's, whose class loader knows the servlet API
   * @return false where it could not be told, or not yet
   */
  static boolean isCurrentCollected(Object owner, Object container, Vocabulary vocabulary) {
    try {
      Class<?> type = Class.forName(SERVLET_CONTEXT, false, container.getClass().getClassLoader());
      List<String> patterns = patterns(CDI.current().select(type).get());
      if (patterns != null) {
        vocabulary.add(owner, SERVLET_PATTERN, patterns);
      }
      return patterns != null;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
      // Without CDI, or without servlets: routes then start at the application's own path.
      LOG.log(FINE, "No servlet context to ask: {0}", unavailable.getClass());
      return false;
    }
  }

  private static @Nullable List<String> patterns(Object context) {
    return told(
        context,
        (type, path) -> {
          Map<?, ?> servlets =
              (Map<?, ?>) type.getMethod("getServletRegistrations").invoke(context);
          List<String> patterns = new ArrayList<>();
          for (Object servlet : servlets.values()) {
            for (Object mapping : mappings(servlet)) {
              patterns.add(joined(path, mapping.toString()));
            }
          }
          advise(type, context, path, () -> classes(servlets));
          return patterns;
        });
  }

  private static @Nullable List<String> pages(Object context) {
    return told(
        context,
        (type, path) -> {
          Method children = type.getMethod("getResourcePaths", String.class);
          List<String> pages = Pages.of(folder -> paths(children, context, folder));
          advise(type, context, path, () -> pages);
          return pages.stream().map(page -> path + page).toList();
        });
  }

  private interface Question {
    List<String> ask(Class<?> type, String contextPath) throws ReflectiveOperationException;
  }

  /** Null while the context does not answer. */
  private static @Nullable List<String> told(Object context, Question question) {
    Class<?> type = find(context.getClass(), SERVLET_CONTEXT);
    if (type == null) {
      return List.of();
    }
    try {
      return question.ask(type, (String) type.getMethod("getContextPath").invoke(context));
    } catch (ReflectiveOperationException notYet) {
      return null;
    }
  }

  private static List<String> paths(Method children, Object context, String folder) {
    try {
      List<String> paths = new ArrayList<>();
      if (children.invoke(context, folder) instanceof Collection<?> all) {
        all.forEach(path -> paths.add(path.toString()));
      }
      return paths;
    } catch (ReflectiveOperationException unreadable) {
      return List.of();
    }
  }

  /**
   * Once for a web application, whoever asks for its patterns and pages, which are there without.
   */
  private static void advise(
      Class<?> type, Object context, String path, Callable<List<String>> servletsOrPages) {
    try {
      Map<?, ?> filters = (Map<?, ?>) type.getMethod("getFilterRegistrations").invoke(context);
      if (FilterAdvice.isMissing(servletsOrPages.call(), classes(filters))
          && type.getMethod("getAttribute", String.class).invoke(context, ADVISED) == null) {
        type.getMethod("setAttribute", String.class, Object.class).invoke(context, ADVISED, true);
        FilterAdvice.give(path);
      }
    } catch (Exception untold) {
      LOG.log(FINE, "Whether the filter is there is not told: {0}", untold.getClass());
    }
  }

  private static List<String> classes(Map<?, ?> registrations) throws ReflectiveOperationException {
    List<String> names = new ArrayList<>();
    for (Object registration : registrations.values()) {
      Class<?> type = find(registration.getClass(), REGISTRATION);
      Object name = type == null ? null : type.getMethod("getClassName").invoke(registration);
      if (name != null) {
        names.add(name.toString());
      }
    }
    return names;
  }

  private static Collection<?> mappings(Object servlet) throws ReflectiveOperationException {
    Class<?> type = find(servlet.getClass(), SERVLET_REGISTRATION);
    if (type == null || find(servlet.getClass(), REGISTRATION) == null) {
      return List.of();
    }
    Method getMappings = type.getMethod("getMappings");
    return (Collection<?>) getMappings.invoke(servlet);
  }

  /** {@code *.do} becomes {@code /context/*.do}; {@code /x/*} becomes {@code /context/x/*}. */
  static String joined(String contextPath, String mapping) {
    return mapping.startsWith("/") ? contextPath + mapping : contextPath + "/" + mapping;
  }

  /** The interface of that name, searched in classes and interfaces upwards. */
  private static @Nullable Class<?> find(@Nullable Class<?> type, String name) {
    if (type == null || type.getName().equals(name)) {
      return type;
    }
    for (Class<?> declared : type.getInterfaces()) {
      Class<?> found = find(declared, name);
      if (found != null) {
        return found;
      }
    }
    return find(type.getSuperclass(), name);
  }

  private ServletPaths() {}
}
