// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.concurrent;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Put by the extension on methods that the server calls again and again once they are called. */
@InterceptorBinding
@Target({METHOD, TYPE})
@Retention(RUNTIME)
@interface Repeatedly {}
