// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when the gate is in the live pipeline, nothing is beside it, and the self-test has passed.
 *
 * <p>Links MicroProfile Health, which not every server has: touched only where it is visible.
 * Called by the server.
 */
@Readiness
@ApplicationScoped
public class PrivacyReadiness implements HealthCheck {

  @Inject @Any Instance<OpenTelemetry> openTelemetry;

  /** For CDI. */
  public PrivacyReadiness() {}

  @Override
  public HealthCheckResponse call() {
    LiveProbe probe = LiveProbe.of(ServersTelemetry.of(openTelemetry));
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("microprofile-datadog-privacy")
            .withData("gate", probe.gate())
            .status(probe.isSafe());
    Account account = probe.account();
    if (account != null) {
      answer.withData("application", account.application());
      answer.withData("mode", Account.MODE);
      answer.withData("policySha256", account.policySha256());
      answer.withData("selfTest", String.valueOf(account.selfTest()));
      account.figures().forEach(answer::withData);
    }
    return answer.build();
  }
}
