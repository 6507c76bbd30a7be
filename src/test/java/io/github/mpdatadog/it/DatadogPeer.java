// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs under dd-java-agent, as the service {@code peer}, and ends. */
final class DatadogPeer {

  private static final Path JAVA_AGENT =
      Path.of(System.getProperty("agents.home", "target/agents"), "dd-java-agent.jar");

  static void run(FakeAgent agent, Class<?> program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-javaagent:" + JAVA_AGENT.toAbsolutePath());
    command.add("-Ddd.trace.agent.url=" + agent.url());
    command.add("-Ddd.service=peer");
    command.add("-Ddd.instrumentation.telemetry.enabled=false");
    command.add("-Ddd.remote_configuration.enabled=false");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Process peer =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = peer.waitFor(120, TimeUnit.SECONDS);
    peer.destroyForcibly();
    assertThat(ended && peer.exitValue() == 0).as(program.getSimpleName()).isTrue();
  }

  private DatadogPeer() {}
}
