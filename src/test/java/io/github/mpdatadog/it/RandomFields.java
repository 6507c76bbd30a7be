// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

/**
 * What every payload holds by chance: ids, clocks and lengths. Among millions of them some six
 * digits are always those of somebody's telephone, so a search for thousands of short numbers looks
 * at everything but these. {@link NoIdentifierLeavesIT} looks at all of it.
 */
final class RandomFields {
  private static final Set<String> NUMBERS =
      Set.of("trace_id", "span_id", "parent_id", "start", "duration");
  private static final Set<String> TAGS = Set.of("_dd.p.tid", "runtime-id");
  private static final Set<String> JSON = Set.of("_dd.span_links", "events");
  private static final Set<String> HEADERS = Set.of("content-length", "datadog-container-id");

  private static final Pattern NUMBER =
      Pattern.compile("\\b([0-9a-f]{16}|[0-9a-f]{32}|[0-9]{19})\\b");

  /** The same request, with zeros in these fields. */
  static ReceivedRequest blanked(ReceivedRequest request) {
    Map<String, List<String>> headers = new HashMap<>(request.headers());
    headers.keySet().removeIf(name -> HEADERS.contains(name.toLowerCase(Locale.ROOT)));
    byte[] body = request.path().endsWith("/traces") ? blanked(request.body()) : request.body();
    return new ReceivedRequest(request.method(), request.path(), headers, body);
  }

  private static byte[] blanked(byte[] payload) {
    byte[] copy = payload.clone();
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(payload)) {
      for (int traces = in.unpackArrayHeader(); traces > 0; traces--) {
        for (int spans = in.unpackArrayHeader(); spans > 0; spans--) {
          span(in, copy);
        }
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void span(MessageUnpacker in, byte[] copy) throws IOException {
    for (int fields = in.unpackMapHeader(); fields > 0; fields--) {
      String field = in.unpackString();
      if (field.equals("meta")) {
        for (int tags = in.unpackMapHeader(); tags > 0; tags--) {
          String tag = in.unpackString();
          int from = skip(in, copy, TAGS.contains(tag));
          if (JSON.contains(tag)) {
            blankNumbers(copy, from, (int) in.getTotalReadBytes());
          }
        }
      } else {
        skip(in, copy, NUMBERS.contains(field));
      }
    }
  }

  /** Where the value began. */
  private static int skip(MessageUnpacker in, byte[] copy, boolean blank) throws IOException {
    int from = (int) in.getTotalReadBytes();
    in.skipValue();
    if (blank) {
      Arrays.fill(copy, from, (int) in.getTotalReadBytes(), (byte) 0);
    }
    return from;
  }

  /** Ids are hexadecimal, and a clock's nanoseconds have nineteen digits. */
  private static void blankNumbers(byte[] copy, int from, int to) {
    Matcher numbers =
        NUMBER.matcher(new String(copy, from, to - from, StandardCharsets.ISO_8859_1));
    while (numbers.find()) {
      Arrays.fill(copy, from + numbers.start(), from + numbers.end(), (byte) 0);
    }
  }

  private RandomFields() {}
}
