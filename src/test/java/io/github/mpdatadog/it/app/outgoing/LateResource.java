// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.outgoing;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.eclipse.microprofile.context.ManagedExecutor;

/** Leaves calls, by the client and to the address in the body, to others, and waits for none. */
@Path("late")
@RequestScoped
public class LateResource {
  @Resource ManagedExecutorService executor;
  @Inject LateCalls calls;
  @Inject LateBean bean;

  @POST
  @Path("over")
  public String over() {
    calls.requestIsOver();
    return "over";
  }

  @POST
  @Path("{kind}")
  public String leave(@PathParam("kind") String kind, String whom) throws NamingException {
    LateCalls later = calls;
    Runnable call = () -> later.call(whom);
    switch (kind) {
      case "executor" -> executor.execute(call);
      case "declared-executor" ->
          InitialContext.<ManagedExecutorService>doLookup("java:app/concurrent/declared")
              .execute(call);
      case "propagating-executor" -> {
        ManagedExecutor propagating = ManagedExecutor.builder().build();
        propagating.execute(call);
        propagating.shutdown();
      }
      case "asynchronous-method" -> calls.asynchronously(whom);
      case "ejb" -> bean.call(whom);
      case "timer" -> bean.startTimer(whom);
      default -> throw new BadRequestException("unknown kind");
    }
    return "left";
  }
}
