// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import io.opentelemetry.api.trace.Span;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.logging.Logger;

/**
 * Answers with a status and a fixed text, and logs the kind of exception only. The trace gets the
 * exception itself, of which the gate lets class, frames and the shape of the message pass.
 *
 * <p>Without a mapper the container prints the exception's text, and the patient in it, to the
 * server's log: that is not telemetry, so no telemetry product can prevent it.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<RuntimeException> {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

  @Override
  public Response toResponse(RuntimeException exception) {
    Response.StatusType status =
        exception instanceof WebApplicationException known
            ? known.getResponse().getStatusInfo()
            : Response.Status.INTERNAL_SERVER_ERROR;
    if (status.getStatusCode() >= 500) {
      LOG.warning("answered " + status.getStatusCode() + " for " + exception.getClass().getName());
      Span.current().recordException(exception);
    }
    return Response.status(status.getStatusCode())
        .type("application/problem+json")
        .entity(new Problem(status.getReasonPhrase(), status.getStatusCode()))
        .build();
  }
}
