// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

/** A made-up patient. */
public record Patient(String mrn, String name, String ssn, String phone, int age) {}
