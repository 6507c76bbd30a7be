// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.List;

/** The container of an application with one bean, whatever is asked for. */
public final class OneBean extends CDI<Object> {

  private final Object bean;

  public OneBean(Object bean) {
    this.bean = bean;
  }

  @Override
  public Object get() {
    return bean;
  }

  @Override
  public Iterator<Object> iterator() {
    return List.of(bean).iterator();
  }

  @Override
  public boolean isUnsatisfied() {
    return false;
  }

  @Override
  public boolean isAmbiguous() {
    return false;
  }

  @Override
  public Instance<Object> select(Annotation... qualifiers) {
    return this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <U> Instance<U> select(Class<U> type, Annotation... qualifiers) {
    return (Instance<U>) this;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <U> Instance<U> select(TypeLiteral<U> type, Annotation... qualifiers) {
    return (Instance<U>) this;
  }

  @Override
  public void destroy(Object instance) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Handle<Object> getHandle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<? extends Handle<Object>> handles() {
    throw new UnsupportedOperationException();
  }

  @Override
  public BeanManager getBeanManager() {
    throw new UnsupportedOperationException();
  }
}
