// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

/** What the clinic answers about a patient. */
public record PatientFile(Patient patient, int risk) {}
