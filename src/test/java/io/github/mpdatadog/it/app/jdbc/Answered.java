// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Binds {@link AnsweringInterceptor}. */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
public @interface Answered {}
