// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.batch;

import jakarta.batch.operations.JobOperator;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Properties;

/** Starts jobs with what it is given as their parameter. */
@Path("jobs")
@RequestScoped
public class JobsResource {
  @Inject JobOperator operator;

  @POST
  @Path("start/{job}")
  public long start(@PathParam("job") String job, String text) {
    return operator.start(job, parameters(text));
  }

  @POST
  @Path("restart/{execution}")
  public long restart(@PathParam("execution") long execution, String text) {
    return operator.restart(execution, parameters(text));
  }

  @POST
  @Path("name/{execution}")
  public String name(@PathParam("execution") long execution) {
    return operator.getJobExecution(execution).getJobName();
  }

  @POST
  @Path("stop/{execution}")
  public String stop(@PathParam("execution") long execution) {
    operator.stop(execution);
    return "stopping";
  }

  private static Properties parameters(String text) {
    Properties parameters = new Properties();
    parameters.setProperty("patient", text);
    return parameters;
  }
}
