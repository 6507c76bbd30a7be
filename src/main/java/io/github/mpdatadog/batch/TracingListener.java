// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.batch;

import jakarta.batch.api.chunk.listener.ChunkListener;
import jakarta.batch.api.listener.JobListener;
import jakarta.batch.api.listener.StepListener;

/**
 * For jobs whose artifacts are not beans: an artifact that does nothing. It is a bean, so its calls
 * show where jobs, steps and chunks begin and fail. Name it among the listeners of a job, and of
 * each step:
 *
 * <pre>{@code <listener ref="io.github.mpdatadog.batch.TracingListener"/>}</pre>
 *
 * <p>Where nothing is traced it is no bean, and still does nothing. Stateless.
 */
public class TracingListener implements JobListener, StepListener, ChunkListener {

  /** For the container. */
  public TracingListener() {}

  @Override
  public void beforeJob() {}

  @Override
  public void afterJob() {}

  @Override
  public void beforeStep() {}

  @Override
  public void afterStep() {}

  @Override
  public void beforeChunk() {}

  @Override
  public void afterChunk() {}

  @Override
  public void onError(Exception thrown) {}
}
