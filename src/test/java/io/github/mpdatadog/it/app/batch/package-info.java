// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0

/** An application whose jobs get an identifier of a patient wherever Jakarta Batch takes text. */
package io.github.mpdatadog.it.app.batch;
