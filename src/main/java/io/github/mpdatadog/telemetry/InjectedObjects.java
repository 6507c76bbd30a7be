// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static java.util.logging.Level.FINE;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The seam by which other rooms put wrappers around what the container hands to an application:
 * fields of beans, servlets, EJBs and interceptors are swapped after injection, and once more after
 * {@code @PostConstruct}. It does not matter whether a field, a setter or a constructor was
 * injected, or whether JNDI was asked: what counts is that the object is in a field by then.
 *
 * <p>Public for the rooms of this library; not an API. Links no OpenTelemetry.
 */
public final class InjectedObjects<X> implements InjectionTarget<X> {

  private static final Logger LOG = Logger.getLogger(InjectedObjects.class.getName());

  private final InjectionTarget<X> target;
  private final Map<Field, UnaryOperator<Object>> fields;

  private InjectedObjects(InjectionTarget<X> target, Map<Field, UnaryOperator<Object>> fields) {
    this.target = target;
    this.fields = fields;
  }

  /**
   * Has the objects wrapped that are in fields of the class the event is about.
   *
   * @param types tells by the declared type whether a field can hold such an object; must be an
   *     interface that the wrapper implements
   * @param wrapper gives a wrapper for what it is given, or the same object where it is none of
   *     its, or is one already; must not throw
   */
  public static <X> void wrap(
      ProcessInjectionTarget<X> event, Predicate<Class<?>> types, UnaryOperator<Object> wrapper) {
    wrapFields(event, types, field -> wrapper);
  }

  /**
   * As {@link #wrap}, with a wrapper for each field, which is asked for once and serves all
   * instances of the class.
   *
   * @param wrappers must not throw
   */
  public static <X> void wrapFields(
      ProcessInjectionTarget<X> event,
      Predicate<Class<?>> types,
      Function<Field, UnaryOperator<Object>> wrappers) {
    Map<Field, UnaryOperator<Object>> fields =
        fields(event.getAnnotatedType().getJavaClass(), types, wrappers);
    if (!fields.isEmpty()) {
      event.setInjectionTarget(new InjectedObjects<>(event.getInjectionTarget(), fields));
    }
  }

  private static Map<Field, UnaryOperator<Object>> fields(
      Class<?> declaring,
      Predicate<Class<?>> types,
      Function<Field, UnaryOperator<Object>> wrappers) {
    Map<Field, UnaryOperator<Object>> fields = new LinkedHashMap<>();
    for (Class<?> type = declaring; type != null && type != Object.class; ) {
      try {
        for (Field field : type.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())
              && field.getType().isInterface()
              && types.test(field.getType())) {
            field.setAccessible(true);
            fields.put(field, wrappers.apply(field));
          }
        }
      } catch (RuntimeException | LinkageError hidden) {
        // A class may have fields of types that the server does not show.
        LOG.log(FINE, "Fields cannot be looked at: {0}", hidden.getClass());
      }
      type = type.getSuperclass();
    }
    return fields;
  }

  private void swap(X instance) {
    for (Map.Entry<Field, UnaryOperator<Object>> entry : fields.entrySet()) {
      try {
        Field field = entry.getKey();
        Object injected = field.get(instance);
        Object wrapped = injected == null ? null : entry.getValue().apply(injected);
        if (wrapped != injected) {
          field.set(instance, wrapped);
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError refused) {
        // Works as the container made it, only untraced.
        LOG.log(FINE, "An injected object is not traced: {0}", refused.getClass());
      }
    }
  }

  @Override
  public void inject(X instance, CreationalContext<X> context) {
    target.inject(instance, context);
    swap(instance);
  }

  @Override
  public void postConstruct(X instance) {
    target.postConstruct(instance);
    swap(instance);
  }

  @Override
  public void preDestroy(X instance) {
    target.preDestroy(instance);
  }

  @Override
  public @Nullable X produce(CreationalContext<X> context) {
    return target.produce(context);
  }

  @Override
  public void dispose(X instance) {
    target.dispose(instance);
  }

  @Override
  public Set<InjectionPoint> getInjectionPoints() {
    return target.getInjectionPoints();
  }
}
