// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.ScriptOutputType;
import io.netty.util.concurrent.FastThreadLocal;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.exceptions.JedisDataException;

/** Puts what it is sent into every place of a Redis call that takes a text. */
@Path("redis")
@RequestScoped
public class RedisResource {
  private static final String SCRIPT = "return redis.error_reply('%s')";

  @Inject RedisClients clients;

  @POST
  @Path("jedis/{what}")
  public String jedis(@PathParam("what") String what, String text) {
    try {
      switch (what) {
        case "set" -> clients.jedis().set("key:" + text, text);
        case "hash" -> clients.jedis().hset("h", text, text);
        case "publish" -> clients.jedis().publish("channel:" + text, text);
        case "script" -> clients.jedis().eval(SCRIPT.formatted(text));
        case "command" ->
            clients.jedis().sendCommand(() -> text.getBytes(StandardCharsets.UTF_8), text);
        case "wrong" -> {
          clients.jedis().set("text:" + text, text);
          clients.jedis().lpush("text:" + text, text);
        }
        case "pipeline" -> {
          try (Pipeline pipeline = clients.pipeline()) {
            pipeline.set("key:" + text, text);
            pipeline.get("key:" + text);
          }
        }
        default -> throw new IllegalArgumentException("unknown");
      }
      return "done";
    } catch (JedisDataException refused) {
      return "refused";
    } finally {
      leaveNothingOnTheServersThread();
    }
  }

  @POST
  @Path("lettuce/{what}")
  public String lettuce(@PathParam("what") String what, String text) throws Exception {
    try {
      var sync = clients.lettuce().sync();
      switch (what) {
        case "set" -> sync.set("key:" + text, text);
        case "hash" -> sync.hset("h", text, text);
        case "publish" -> sync.publish("channel:" + text, text);
        case "script" -> sync.eval(SCRIPT.formatted(text), ScriptOutputType.STATUS);
        case "async" -> clients.lettuce().async().set("key:" + text, text).get();
        case "reactive" -> clients.lettuce().reactive().set("key:" + text, text).block();
        case "wrong" -> {
          sync.set("text:" + text, text);
          sync.lpush("text:" + text, text);
        }
        case "transaction" -> {
          sync.multi();
          sync.set("key:" + text, text);
          sync.get("key:" + text);
          sync.exec();
        }
        default -> throw new IllegalArgumentException("unknown");
      }
      return "done";
    } catch (RedisCommandExecutionException refused) {
      return "refused";
    } finally {
      leaveNothingOnTheServersThread();
    }
  }

  /** Netty's objects, whose classes are the application's, would stay there after undeployment. */
  private static void leaveNothingOnTheServersThread() {
    FastThreadLocal.removeAll();
  }

  /** Leaves a weak reference to the class loader where any deployment finds it. */
  @POST
  @Path("loaders/{group}")
  public String mark(@PathParam("group") String group) {
    loaders(group).add(new WeakReference<>(getClass().getClassLoader()));
    return "marked";
  }

  @GET
  @Path("loaders/{group}")
  public long left(@PathParam("group") String group) {
    System.gc();
    return loaders(group).stream().filter(loader -> loader.get() != null).count();
  }

  @SuppressWarnings("unchecked")
  private static List<WeakReference<ClassLoader>> loaders(String group) {
    return (List<WeakReference<ClassLoader>>)
        System.getProperties()
            .computeIfAbsent("it.redis.loaders." + group, key -> new CopyOnWriteArrayList<>());
  }
}
