// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import jakarta.enterprise.inject.spi.ProcessInjectionTarget;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A container of a few lines stands for the real one, which the ITs have. */
class InjectedObjectsTest {

  private static final UnaryOperator<Object> WRAPPER =
      found -> found instanceof Wrapped || !(found instanceof Supplier) ? found : new Wrapped();

  private static final class Wrapped implements Supplier<String> {
    @Override
    public String get() {
      return "wrapped";
    }
  }

  static class Parent {
    private Supplier<String> inherited;

    String fromParent() {
      return inherited.get();
    }
  }

  static class Bean extends Parent {
    static Supplier<String> shared = () -> "plain";

    Supplier<String> injected;
    Supplier<String> lookedUp;
    Runnable other;
    final Supplier<String> constructed = supplier();
    Supplier<String> absent;
    final Set<String> calls = new HashSet<>();

    private static Supplier<String> supplier() {
      return () -> "plain";
    }
  }

  static class WithoutFields {
    final String name = "x";
  }

  /** Fills fields where the container would. */
  private static class Container implements InjectionTarget<Bean> {
    @Override
    public void inject(Bean bean, CreationalContext<Bean> context) {
      bean.injected = () -> "plain";
      ((Parent) bean).inherited = () -> "plain";
      bean.calls.add("inject");
    }

    @Override
    public void postConstruct(Bean bean) {
      bean.calls.add("postConstruct " + bean.injected.get());
      bean.lookedUp = () -> "plain";
    }

    @Override
    public void preDestroy(Bean bean) {
      bean.calls.add("preDestroy");
    }

    @Override
    public Bean produce(CreationalContext<Bean> context) {
      return new Bean();
    }

    @Override
    public void dispose(Bean bean) {
      bean.calls.add("dispose");
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
      return Set.of();
    }
  }

  /** The target that stands after the event, or null if it was not replaced. */
  @SuppressWarnings("unchecked")
  private static <X> InjectionTarget<X> after(
      Class<X> type, InjectionTarget<X> container, UnaryOperator<Object> wrapper) {
    Object[] set = new Object[1];
    AnnotatedType<X> annotated = answering(AnnotatedType.class, "getJavaClass", type);
    ProcessInjectionTarget<X> event =
        (ProcessInjectionTarget<X>)
            Proxy.newProxyInstance(
                InjectedObjectsTest.class.getClassLoader(),
                new Class<?>[] {ProcessInjectionTarget.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("setInjectionTarget")) {
                    set[0] = arguments[0];
                    return null;
                  }
                  return method.getName().equals("getAnnotatedType") ? annotated : container;
                });
    InjectedObjects.wrap(event, field -> field == Supplier.class, wrapper);
    return (InjectionTarget<X>) set[0];
  }

  @SuppressWarnings("unchecked")
  private static <T> T answering(Class<?> type, String name, Object answer) {
    return (T)
        Proxy.newProxyInstance(
            InjectedObjectsTest.class.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> method.getName().equals(name) ? answer : null);
  }

  private static Bean made(InjectionTarget<Bean> target) {
    Bean bean = target.produce(null);
    target.inject(bean, null);
    target.postConstruct(bean);
    return bean;
  }

  @Test
  void whatIsInAFieldAfterInjectionIsSwapped() {
    Bean bean = made(after(Bean.class, new Container(), WRAPPER));

    assertThat(bean.injected.get()).isEqualTo("wrapped");
    assertThat(bean.constructed.get()).isEqualTo("wrapped");
    assertThat(bean.fromParent()).isEqualTo("wrapped");
  }

  @Test
  void postConstructSeesTheWrapperAlready() {
    assertThat(made(after(Bean.class, new Container(), WRAPPER)).calls)
        .contains("postConstruct wrapped");
  }

  @Test
  void whatPostConstructLooksUpIsSwapped() {
    assertThat(made(after(Bean.class, new Container(), WRAPPER)).lookedUp.get())
        .isEqualTo("wrapped");
  }

  @Test
  void anEmptyFieldStaysEmptyAndAStaticOneIsNotTouched() {
    Bean bean = made(after(Bean.class, new Container(), WRAPPER));

    assertThat(bean.absent).isNull();
    assertThat(bean.other).isNull();
    assertThat(Bean.shared.get()).isEqualTo("plain");
  }

  @Test
  void aClassWithoutSuchAFieldKeepsItsTarget() {
    assertThat(after(WithoutFields.class, null, WRAPPER)).isNull();
  }

  @Test
  void aWrapperThatIsNotOfTheFieldsTypeIsLeftOutAndNothingIsThrown() {
    InjectionTarget<Bean> target = after(Bean.class, new Container(), found -> "no supplier");

    assertThatCode(() -> made(target)).doesNotThrowAnyException();
    assertThat(made(target).injected.get()).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWrapperThatThrowsLeavesTheObjectAsItIs(boolean cannotBeLinked) {
    InjectionTarget<Bean> target =
        after(
            Bean.class,
            new Container(),
            found -> {
              if (cannotBeLinked) {
                throw new NoClassDefFoundError("jakarta/jms/Gone");
              }
              throw new IllegalStateException();
            });

    assertThat(made(target).injected.get()).isEqualTo("plain");
  }

  @Test
  void theRestOfALifeIsTheContainers() {
    InjectionTarget<Bean> target = after(Bean.class, new Container(), WRAPPER);
    Bean bean = made(target);

    target.preDestroy(bean);
    target.dispose(bean);

    assertThat(bean.calls).contains("inject", "preDestroy", "dispose");
    assertThat(target.getInjectionPoints()).isEmpty();
  }
}
