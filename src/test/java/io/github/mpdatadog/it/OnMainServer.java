// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** For tests whose applications are deployed by Arquillian to the one long-lived server. */
@ExtendWith(MainServer.class)
@ArquillianTest
@Target(TYPE)
@Retention(RUNTIME)
@interface OnMainServer {}
