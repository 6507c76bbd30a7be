// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a test once for each type that an attribute can hide a canary in. */
@ParameterizedTest
@ValueSource(
    strings = {
      "word",
      "sentence",
      "words",
      "number",
      "numbers",
      "fraction",
      "fractions",
      "booleans"
    })
@Target(METHOD)
@Retention(RUNTIME)
@interface EveryCanaryShape {}
