// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

  /** Not in the registry on the class path: names of older releases, of Datadog and of our own. */
  private static final Set<String> OURS =
      Set.of(
          "io.github.mpdatadog.route",
          "db.response.affected_rows",
          "db.response.vendor_code",
          "io.openliberty.*",
          "name",
          "type",
          "hostname",
          "language",
          "component",
          "resource.name",
          "operation.name",
          "span.type",
          "span.kind",
          "usr.*",
          "_dd.*",
          "error.msg",
          "error.stack",
          "error.details",
          "http.useragent",
          "network.client.ip",
          "sql.query",
          "manual.keep",
          "manual.drop",
          "analytics.event",
          "env",
          "version",
          "exception.escaped",
          "batch.operation",
          "batch.job.name",
          "batch.step.name",
          "batch.status",
          "batch.execution_count",
          "batch.commit_count",
          "batch.filter_count",
          "batch.process_skip_count",
          "batch.read_count",
          "batch.read_skip_count",
          "batch.rollback_count",
          "batch.write_count",
          "batch.write_skip_count",
          "messaging.destination.kind",
          "messaging.jms.delivery_count",
          "feature_flag.result.value",
          "gen_ai.input.messages",
          "gen_ai.output.messages",
          "gen_ai.system_instructions",
          "gen_ai.tool.call.arguments",
          "gen_ai.tool.call.result",
          "gen_ai.tool.definitions");

  private final Map<String, Rule> table = PolicyTable.parse(text());

  @Test
  void classifiesEveryAttributeOfTheRegistry() throws Exception {
    Registry registry = Registry.read();

    assertThat(registry.keys.keySet()).hasSizeGreaterThan(850);
    assertThat(registry.families).hasSizeGreaterThan(30);
    assertThat(table.keySet()).containsAll(registry.keys.keySet()).containsAll(registry.families);
  }

  @Test
  void holdsNoKeyThatNobodyKnows() throws Exception {
    Registry registry = Registry.read();
    Set<String> strangers = new TreeSet<>(table.keySet());
    strangers.removeAll(registry.keys.keySet());
    strangers.removeAll(registry.families);

    assertThat(strangers).containsExactlyInAnyOrderElementsOf(OURS);
  }

  @Test
  void admitsAValueOnlyInTheTypeOfTheRegistry() throws Exception {
    List<String> wrong = new ArrayList<>();
    Registry.read()
        .keys
        .forEach(
            (key, type) -> {
              Rule rule = table.get(key);
              boolean leaves = rule.kind() != RuleKind.DROP && rule.kind() != RuleKind.RESOURCE;
              if (leaves && rule.type() != type) {
                wrong.add(key + ": " + rule.text());
              }
            });

    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client.address",
        "db.query.parameter.*",
        "db.statement",
        "db.query.text",
        "exception.message",
        "exception.stacktrace",
        "file.path",
        "graphql.document",
        "http.client_ip",
        "http.request.header.*",
        "http.response.header.*",
        "http.target",
        "http.url",
        "mcp.resource.uri",
        "net.peer.ip",
        "net.peer.name",
        "net.sock.peer.addr",
        "net.sock.peer.name",
        "network.peer.address",
        "otel.status_description",
        "process.command_args",
        "url.full",
        "url.path",
        "url.query",
        "url.fragment",
        "user.email",
        "user.full_name",
        "user.hash",
        "user.id",
        "user.name",
        "user.roles"
      })
  void neverLeavesAsItIsWhatOtherScrubbersWouldLookThrough(String key) {
    assertThat(table.get(key).kind())
        .isIn(
            RuleKind.DROP,
            RuleKind.SQL,
            RuleKind.FRAMES,
            RuleKind.MESSAGE,
            RuleKind.PATH,
            RuleKind.URL,
            RuleKind.HOST);
  }

  @Test
  void staysSmallInTheJar() {
    assertThat(text().length()).isLessThan(40_000);
  }

  @Test
  void hasADigestThatChangesWithTheRules() {
    Policy strict = Policy.strict();
    Policy tighter = strict.dropping(Set.of("server.address"));

    assertThat(strict.sha256()).matches("[0-9a-f]{64}").isEqualTo(Policy.of(table).sha256());
    assertThat(tighter.sha256()).isNotEqualTo(strict.sha256());
    assertThat(tighter.entry("server.address").rule()).isEqualTo(Rule.DROP);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          unknown rule            | leave a.b
          unknown rule argument   | known(everything) a.b
          missing argument        | int a.b
          reversed range          | int(9..1) a.b
          half a range            | int(9) a.b
          unclosed argument       | enum(a,b a.b
          empty word              | enum(a,,b) a.b
          word twice              | enum(a,b,a) a.b
          rule without a key      | drop
          family that leaves      | bool a.*
          definition without rule | define x
          """)
  void refusesATableWithA(String problem, String line) {
    assertThatIllegalArgumentException().isThrownBy(() -> PolicyTable.parse(line));
  }

  @Test
  void refusesAKeyGivenTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PolicyTable.parse("[a]\ndrop b\n[]\nbool a.b\n"));
  }

  @Test
  void readsSectionsDefinitionsAndContinuedLines() {
    Map<String, Rule> rules =
        PolicyTable.parse(
            """
            # comment
            define level enum(low,
                high)
            [a.b]
            level c
                d
            []
            drop e
            """);

    assertThat(rules.keySet()).containsExactly("a.b.c", "a.b.d", "e");
    assertThat(rules.get("a.b.d").text()).isEqualTo("enum(low,high)");
  }

  private static String text() {
    try (InputStream table = Policy.class.getResourceAsStream("policy.txt")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
