// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The clinic's REST API, at the root. */
@ApplicationPath("/")
public class ClinicApplication extends Application {}
