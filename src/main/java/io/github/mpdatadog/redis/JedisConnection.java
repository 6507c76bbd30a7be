// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.redis;

import static io.github.mpdatadog.redis.RedisTracer.MULTI;
import static io.github.mpdatadog.redis.RedisTracer.PIPELINE;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A connection that counts what it sends and what is answered. A span begins with the first command
 * that is sent while nothing is open, and ends with the last answer: so a command, a pipeline and a
 * transaction are one span each.
 */
final class JedisConnection extends Connection {

  /** Null while Jedis opens the connection, from within its own constructor: that is not traced. */
  private final @Nullable RedisTracer tracer;

  private final Attributes peer;

  private @Nullable Span span;

  /** Answers still to be read. */
  private int unanswered;

  private int commands;
  private boolean transaction;
  private boolean closing;

  /** While messages are pushed, or Jedis itself checks the connection. */
  private boolean quiet;

  JedisConnection(
      JedisSocketFactory sockets,
      HostAndPort server,
      JedisClientConfig config,
      RedisTracer tracer) {
    super(sockets, config);
    this.tracer = tracer;
    this.peer = RedisTracer.peer(server.getHost(), server.getPort());
  }

  @Override
  public void sendCommand(CommandArguments command) {
    if (tracer == null || quiet) {
      super.sendCommand(command);
      return;
    }
    sent(JedisWords.of(command.getCommand()), tracer);
    try {
      super.sendCommand(command);
    } catch (RuntimeException e) {
      lost(e);
      throw e;
    }
  }

  /** Where commands are really written: before that they are in a buffer. */
  @Override
  protected void flush() {
    try {
      super.flush();
    } catch (RuntimeException e) {
      lost(e);
      throw e;
    }
  }

  @Override
  protected Object readProtocolWithCheckingBroken() {
    try {
      Object answer = super.readProtocolWithCheckingBroken();
      if (quiet && JedisWords.endsSubscribing(answer)) {
        quiet = false;
      }
      answered();
      return answer;
    } catch (JedisDataException e) {
      if (span != null) {
        RedisTracer.failed(span, e, e.getMessage());
      }
      answered();
      throw e;
    } catch (RuntimeException e) {
      lost(e);
      throw e;
    }
  }

  private void sent(String word, RedisTracer with) {
    if (unanswered++ == 0 && !transaction) {
      commands = 0;
      transaction = word.equals(MULTI);
      closing = false;
      span = with.start(Context.current(), word, peer);
    } else if (transaction && (word.equals("EXEC") || word.equals("DISCARD"))) {
      closing = true;
    }
    commands++;
    quiet = JedisWords.subscribes(word);
  }

  private void answered() {
    if (unanswered > 0 && --unanswered == 0 && (!transaction || closing)) {
      end();
    }
  }

  private void lost(RuntimeException failure) {
    if (span != null) {
      RedisTracer.failed(span, failure, null);
    }
    end();
  }

  private void end() {
    Span ended = span;
    span = null;
    unanswered = 0;
    if (ended != null) {
      if (transaction) {
        RedisTracer.batch(ended, MULTI, commands - (closing ? 2 : 1));
      } else if (commands > 1) {
        RedisTracer.batch(ended, PIPELINE, commands);
      }
      RedisTracer.end(ended);
    }
    transaction = false;
  }

  /** Of the pool's own checks; an application's PING goes another way. */
  @Override
  public boolean ping() {
    boolean before = quiet;
    quiet = true;
    try {
      return super.ping();
    } finally {
      quiet = before;
    }
  }

  /** Back to the pool: whatever was left open is over. */
  void returned() {
    end();
    quiet = false;
  }

  @Override
  public void close() {
    returned();
    super.close();
  }

  @Override
  public void disconnect() {
    end();
    super.disconnect();
  }
}
