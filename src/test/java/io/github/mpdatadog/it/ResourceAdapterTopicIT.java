// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.FreePort;
import io.github.mpdatadog.it.app.ClinicApplication;
import io.github.mpdatadog.messaging.Broker;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * A topic of Artemis. On a server of its own: where beans listen to a topic, a receive of an
 * application without the library is told half a minute later that the broker died.
 */
class ResourceAdapterTopicIT {
  @Test
  void aMessageIsOneTraceToEachOfItsBeansAndTheCallThatFailsForIt() throws Exception {
    int port = FreePort.find();
    try (Broker broker = new Broker(port);
        FakeAgent agent = new FakeAgent();
        LibertyServer server =
            LibertyServer.start(
                ResourceAdapterIT.server("it-adapter-topic", port, agent)
                    .application(
                        ShrinkWrap.create(WebArchive.class, "clinic.war")
                            .addClass(ClinicApplication.class)
                            .addClasses(Notices.CLASSES)
                            .addAsLibrary(Apps.library())))) {
      Notices.assertOneTraceToEachBean(server, agent);
      Notices.assertARefusedCallIsAnError(server, agent);
    }
  }
}
