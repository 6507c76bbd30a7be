// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.mpdatadog.it.app.AsyncRemoteResource;
import io.github.mpdatadog.it.app.outgoing.Registry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** A redeployed application leaves neither threads nor its classes behind. */
@OnMainServer
class RedeployIT {
  private static final int TIMES = 5;

  private static final Duration LIMIT = Duration.ofSeconds(15);

  @ArquillianResource Deployer deployer;

  @Deployment(name = "probe", testable = false)
  static WebArchive probe() {
    return Apps.probe("probe");
  }

  @Deployment(name = "comes-and-goes", managed = false, testable = false)
  static WebArchive comesAndGoes() {
    return Apps.telling("comes-and-goes").addClasses(Registry.class, AsyncRemoteResource.class);
  }

  @Test
  void fiveRedeploymentsLeaveNothingBehind() {
    for (int i = 0; i < TIMES; i++) {
      deployer.deploy("comes-and-goes");
      RawHttp http = MainServer.http();
      assertThat(http.post("/comes-and-goes/api/loader", "").status()).isEqualTo(200);
      assertThat(http.post("/comes-and-goes/api/remote/self", "1").body()).contains("called, 200");
      assertThat(http.post("/comes-and-goes/api/async-remote", "1").body()).isEqualTo("refused");
      assertThat(beansLeft()).as("while it is deployed").isTrue();
      deployer.undeploy("comes-and-goes");
    }

    assertThat(Waiting.until(LIMIT, () -> ourThreads().isEmpty()))
        .as(() -> "threads left: " + ourThreads())
        .isTrue();
    assertThat(Waiting.until(LIMIT, () -> !beansLeft())).as("managed beans left").isTrue();
    LoadersLeft.assertAtMost(LoadersLeft.HELD_BY_SERVER, MainServer.http(), LIMIT);
  }

  /** Threads of the library, and of the SDK that the server built for it. */
  private static List<String> ourThreads() {
    return MainServer.http()
        .get("/probe/threads")
        .body()
        .lines()
        .filter(
            name ->
                name.toLowerCase(Locale.ROOT).contains("datadog")
                    || name.startsWith("BatchSpanProcessor"))
        .toList();
  }

  private static boolean beansLeft() {
    return MainServer.http().get("/probe/mbeans").body().contains("comes-and-goes ");
  }
}
