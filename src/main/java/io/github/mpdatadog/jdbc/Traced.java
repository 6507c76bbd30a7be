// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.jdbc;

/**
 * Asked for with {@code isWrapperFor}, which pools hand through: an object that says yes is traced
 * already, at whatever depth. Compared by name, because driver and application may have a copy of
 * this jar each.
 */
interface Traced {}
