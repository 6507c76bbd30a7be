// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.messaging;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/**
 * Traces the {@code onMessage} method of a message-driven bean. A bean needs it only where
 * ejb-jar.xml alone declares it to be message-driven, or where the log says {@code MPDD0411W}: one
 * message-driven bean of the application has a final method. Write it on the method in that case,
 * because a class with a final method cannot be bound as a whole.
 *
 * <pre>{@code
 * @Override
 * @TracedOnMessage
 * public void onMessage(Message message) { ... }
 * }</pre>
 */
@InterceptorBinding
@Target({TYPE, METHOD})
@Retention(RUNTIME)
public @interface TracedOnMessage {}
