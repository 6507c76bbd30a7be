// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What only newer versions of Jedis do, with the newest, which the build lays out for the ITs. */
class NewestJedisIT {
  private static final int SLOTS = 16_384;

  private final Recording recording = new Recording();

  @AfterEach
  void close() {
    recording.close();
  }

  @Test
  void aConnectionGetsTheTokensThatAreRenewed() throws Exception {
    try (RedisServer redis =
        RedisServer.start(
            "--user", "alice", "on", ">first", "~*", "&*", "+@all", "--user", "bob", "on",
            ">second", "~*", "&*", "+@all")) {
      assertThat((List<?>) recording.inSpan(() -> withNewest("renewsTokens", redis.port())))
          .hasToString("[alice, bob]");
    }
    assertThat(recording.redis()).extracting(SpanData::getName).contains("ACL");
  }

  @Test
  void whatGoesToAllPrimaryNodesIsOneSpanForEach() throws Exception {
    try (RedisServer first = RedisServer.startNode();
        RedisServer second = RedisServer.startNode();
        Jedis one = new Jedis("127.0.0.1", first.port());
        Jedis two = new Jedis("127.0.0.1", second.port())) {
      one.clusterMeet("127.0.0.1", second.port());
      one.clusterAddSlots(IntStream.range(0, SLOTS / 2).toArray());
      two.clusterAddSlots(IntStream.range(SLOTS / 2, SLOTS).toArray());
      RedisClusterTest.await(one);
      RedisClusterTest.await(two);

      assertThat(recording.inSpan(() -> withNewest("broadcasts", first.port()))).isEqualTo("OK");
      assertThat(recording.redis())
          .extracting(SpanData::getName)
          .containsExactly("FLUSHALL", "FLUSHALL");

      assertThat(withNewest("understandsInCluster", first.port())).isEqualTo(JedisAnswers.RIGHT);
    }
  }

  /** The newest asks for the new protocol where none is configured, but not for Jedis objects. */
  @Test
  void answersAreUnderstoodWhereNoProtocolIsConfigured() throws Exception {
    try (RedisServer redis = RedisServer.start()) {
      Object answers = recording.inSpan(() -> withNewest("understands", redis.port()));

      assertThat((Map<?, ?>) answers)
          .hasSize(5)
          .allSatisfy((way, answer) -> assertThat(answer).isEqualTo(JedisAnswers.RIGHT));
    }
    assertThat(recording.redis())
        .extracting(SpanData::getName)
        .filteredOn("ZPOPMIN"::equals)
        .as("connections, connection and pool")
        .hasSize(3);
  }

  @Test
  void aPoolOfJedisObjectsUnderstandsTheProtocolThatIsConfigured() throws Exception {
    try (RedisServer redis = RedisServer.start()) {
      assertThat(recording.inSpan(() -> withNewest("understandsGivenProtocol", redis.port())))
          .isEqualTo(JedisAnswers.RIGHT);
    }
  }

  private Object withNewest(String what, int port) throws Exception {
    try (Newest loader = new Newest()) {
      return loader
          .loadClass(NewestJedis.class.getName())
          .getMethod(what, OpenTelemetry.class, int.class)
          .invoke(null, recording.sdk, port);
    }
  }

  /** Jedis and what links it come from here, all else from the tests. */
  private static final class Newest extends URLClassLoader {
    private static final List<String> OWN =
        List.of("redis.clients.", "org.apache.commons.pool2.", "io.github.mpdatadog.redis.");

    Newest() throws IOException {
      super(classPath(), Newest.class.getClassLoader());
    }

    private static URL[] classPath() throws IOException {
      List<URL> all = new ArrayList<>();
      all.add(JedisTracing.class.getProtectionDomain().getCodeSource().getLocation());
      all.add(NewestJedis.class.getProtectionDomain().getCodeSource().getLocation());
      Path directory = Path.of(System.getProperty("newest.libraries"));
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
        for (Path jar : jars) {
          URI uri = jar.toUri();
          all.add(uri.toURL());
        }
      }
      return all.toArray(new URL[0]);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (OWN.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known == null ? findClass(name) : known;
      }
    }
  }
}
