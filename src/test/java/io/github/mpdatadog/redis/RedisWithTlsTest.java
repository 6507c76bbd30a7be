// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static io.github.mpdatadog.redis.Recording.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisDataException;

/** The way Redis is run where it holds what patients typed: encrypted, and with users. */
class RedisWithTlsTest {
  private static final String USER = "quackenbush";
  private static final String PASSWORD = "078-05-1120";

  @TempDir static Path directory;

  private static Certificate certificate;
  private static RedisServer redis;
  private final Recording recording = new Recording();

  @BeforeAll
  static void start() throws Exception {
    certificate = new Certificate(directory);
    redis =
        RedisServer.startWithTls(
            "--tls-cert-file",
            certificate.certificate.toString(),
            "--tls-key-file",
            certificate.key.toString(),
            "--tls-ca-cert-file",
            certificate.certificate.toString(),
            "--tls-auth-clients",
            "no",
            "--user",
            USER,
            "on",
            ">" + PASSWORD,
            "~*",
            "+@all",
            "-lpush",
            "--user",
            "default",
            "off");
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  @AfterEach
  void close() {
    recording.close();
  }

  @Test
  void jedisIsTracedAndItsHandshakeIsNot() throws Exception {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .ssl(true)
            .sslSocketFactory(certificate.sockets())
            .user(USER)
            .password(PASSWORD)
            .build();
    try (JedisPooled jedis =
        new JedisPooled(
            new JedisTracing(recording.sdk)
                .connections(new HostAndPort("127.0.0.1", redis.port()), config))) {
      recording.inSpan(() -> jedis.set("a", "1"));
      recording.inSpan(
          () ->
              assertThatThrownBy(() -> jedis.lpush("list", "1"))
                  .isInstanceOf(JedisDataException.class));
    }

    assertThat(recording.redis(2)).extracting(SpanData::getName).containsExactly("SET", "LPUSH");
    assertThat(text(recording.redis().get(1), "db.response.status_code")).isEqualTo("NOPERM");
  }

  @Test
  void lettuceIsTracedAndItsHandshakeIsNot() throws Exception {
    ClientResources resources =
        DefaultClientResources.builder().tracing(new LettuceTracing(recording.sdk)).build();
    RedisURI uri =
        RedisURI.Builder.redis("127.0.0.1", redis.port())
            .withSsl(true)
            .withAuthentication(USER, PASSWORD.toCharArray())
            .build();
    RedisClient client = RedisClient.create(resources, uri);
    client.setOptions(
        ClientOptions.builder()
            .sslOptions(
                SslOptions.builder()
                    .jdkSslProvider()
                    .trustManager(certificate.certificate.toFile())
                    .build())
            .build());
    recording.inSpan(
        () -> {
          try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return connection.sync().set("a", "1");
          }
        });
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    resources.shutdown(0, 5, TimeUnit.SECONDS);

    assertThat(recording.redis(1)).extracting(SpanData::getName).containsExactly("SET");
  }
}
