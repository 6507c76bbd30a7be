// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Decisions of the strict policy, one attribute at a time. */
class RuleTest {

  private final Vocabulary vocabulary = new Vocabulary();
  private final Ledger ledger = new Ledger();
  private final Evidence evidence = new Evidence(vocabulary, new ThrownTypes());

  RuleTest() {
    Object owner = Policy.strict();
    vocabulary.add(owner, Vocabulary.Kind.ROUTE, List.of("/clinic/patients/{mrn}", "/labs/{id}"));
    vocabulary.add(owner, Vocabulary.Kind.SERVLET_PATTERN, List.of("/clinic/*.do"));
    vocabulary.add(owner, Vocabulary.Kind.HOST, List.of("db.clinic.test", "10.0.0.7", "[::1]"));
    vocabulary.add(owner, Vocabulary.Kind.NAMESPACE, List.of("clinic"));
    vocabulary.add(owner, Vocabulary.Kind.COLLECTION, List.of("visits"));
    vocabulary.add(owner, Vocabulary.Kind.DESTINATION, List.of("results"));
    vocabulary.add(owner, Vocabulary.Kind.EXCEPTION, List.of("com.clinic.NoBedException"));
    vocabulary.add(owner, Vocabulary.Kind.SERVICE, List.of("labs"));
    vocabulary.add(owner, Vocabulary.Kind.FUNCTION, List.of("com.clinic.Visits.book"));
    vocabulary.add(owner, Vocabulary.Kind.LABEL, List.of("visits-pool"));
    evidence.thrown("com.clinic.LateException");
  }

  @ParameterizedTest(name = "{0} {1} = {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          SERVER   | http.request.method           | GET                         | GET
          SERVER   | http.request.method           | get                         | _OTHER
          SERVER   | http.request.method           | JANE-ROE                    | _OTHER
          SERVER   | http.request.method_original  | JANE-ROE                    | -
          SERVER   | http.method                   | POST                        | POST
          SERVER   | http.route                    | /clinic/patients/{mrn}      | /clinic/patients/{mrn}
          SERVER   | http.route                    | /clinic/patients/{mrn: \\d+}| /clinic/patients/{mrn}
          SERVER   | http.route                    | /clinic/patients/12345      | -
          SERVER   | http.route                    | /clinic/patients/jane.do    | /clinic/*.do
          SERVER   | url.path                      | /clinic/patients/{mrn}      | -
          SERVER   | url.query                     | name=jane                   | -
          SERVER   | url.scheme                    | https                       | https
          SERVER   | url.scheme                    | jane                        | -
          SERVER   | server.address                | db.clinic.test              | -
          CLIENT   | server.address                | db.clinic.test              | db.clinic.test
          CLIENT   | server.address                | DB.Clinic.Test              | db.clinic.test
          CLIENT   | server.address                | jane.clinic.test            | -
          CLIENT   | net.peer.name                 | db.clinic.test              | db.clinic.test
          CLIENT   | url.full                      | https://db.clinic.test/a?b  | https://db.clinic.test
          CLIENT   | url.full                      | HTTP://u:p@DB.clinic.test:8 | http://db.clinic.test
          CLIENT   | url.full                      | http://db.clinic.test@evil/ | -
          CLIENT   | url.full                      | http://evil\\@db.clinic.test | -
          CLIENT   | url.full                      | http://[::1]:80/x           | http://[::1]
          CLIENT   | url.full                      | jane://db.clinic.test/      | -
          CLIENT   | url.full                      | db.clinic.test              | -
          CLIENT   | http.url                      | http://10.0.0.7/jane        | http://10.0.0.7
          CLIENT   | url.template                  | /labs/{id}                  | /labs/{id}
          CLIENT   | url.template                  | /labs/jane                  | -
          CLIENT   | url.template                  | /clinic/jane.do             | -
          SERVER   | client.address                | 10.0.0.7                    | -
          SERVER   | user_agent.original           | curl/8                      | -
          SERVER   | user_agent.synthetic.type     | bot                         | bot
          SERVER   | network.protocol.version      | 1.1                         | 1.1
          SERVER   | network.protocol.version      | 19610412                    | -
          SERVER   | network.protocol.name         | http                        | http
          SERVER   | network.peer.address          | 10.0.0.7                    | -
          CLIENT   | db.system.name                | postgresql                  | postgresql
          CLIENT   | db.system                     | jane                        | -
          CLIENT   | db.operation.name             | select                      | SELECT
          CLIENT   | db.operation.name             | HGETALL                     | HGETALL
          CLIENT   | db.operation.name             | FINDANDMODIFY               | findAndModify
          CLIENT   | db.operation.name             | jane                        | -
          CLIENT   | db.namespace                  | clinic                      | clinic
          CLIENT   | db.namespace                  | clinic_jane                 | -
          CLIENT   | aws.s3.bucket                 | clinic                      | -
          CLIENT   | db.collection.name            | visits                      | visits
          CLIENT   | db.collection.name            | clinic                      | -
          CLIENT   | db.query.summary              | SELECT visits               | SELECT visits
          CLIENT   | db.query.summary              | SELECT visits_of_jane       | SELECT
          CLIENT   | db.query.summary              | jane                        | -
          CLIENT   | db.query.parameter.mrn        | 12345                       | -
          CLIENT   | db.response.status_code       | 23505                       | 23505
          CLIENT   | db.response.status_code       | 42P01                       | 42P01
          CLIENT   | db.response.status_code       | HY000                       | HY000
          CLIENT   | db.response.status_code       | 45R0E                       | 45
          CLIENT   | db.response.status_code       | 23210                       | 23
          CLIENT   | db.response.status_code       | 90210                       | -
          CLIENT   | db.response.status_code       | ORA-00001                   | ORA-00001
          CLIENT   | db.response.status_code       | ORA-jane1                   | -
          CLIENT   | db.response.status_code       | 2350é                       | -
          CLIENT   | db.response.status_code       | WRONGTYPE                   | WRONGTYPE
          CLIENT   | db.response.status_code       | QUACKENBUSH                 | -
          CLIENT   | db.client.connection.pool.name| visits-pool                 | visits-pool
          PRODUCER | messaging.system              | jms                         | jms
          PRODUCER | messaging.operation.type      | send                        | send
          PRODUCER | messaging.operation.name      | jane                        | -
          PRODUCER | messaging.destination.name    | results                     | results
          PRODUCER | messaging.destination.name    | pump/SN123                  | -
          PRODUCER | messaging.message.id          | ID:1                        | -
          PRODUCER | messaging.destination.kind    | queue                       | queue
          PRODUCER | messaging.destination.kind    | jane                        | -
          PRODUCER | messaging.destination.partition.id | 12                     | 12
          PRODUCER | messaging.destination.partition.id | 012                    | -
          PRODUCER | messaging.destination.partition.id | 12345678901234567890   | -
          PRODUCER | messaging.destination.partition.id | -1                     | -
          SERVER   | error.type                    | 500                         | 500
          SERVER   | error.type                    | 600                         | _OTHER
          SERVER   | error.type                    | 50a                         | _OTHER
          SERVER   | error.type                    | ٥٠٠                         | _OTHER
          SERVER   | error.type                    | java.sql.SQLException       | java.sql.SQLException
          SERVER   | error.type                    | com.clinic.NoBedException   | com.clinic.NoBedException
          SERVER   | error.type                    | com.clinic.LateException    | com.clinic.LateException
          SERVER   | error.type                    | com.jane.RoeException       | _OTHER
          SERVER   | exception.message             | jane                        | -
          SERVER   | exception.stacktrace          | at jane                     | -
          SERVER   | code.function.name            | com.clinic.Visits.book      | com.clinic.Visits.book
          SERVER   | code.function.name            | com.clinic.Visits.jane      | -
          SERVER   | code.file.path                | Visits.java                 | -
          SERVER   | thread.name                   | visits-pool                 | visits-pool
          SERVER   | thread.name                   | pool-patient-123            | -
          CLIENT   | peer.service                  | labs                        | labs
          CLIENT   | rpc.system.name               | grpc                        | grpc
          SERVER   | service.name                  | labs                        | -
          SERVER   | resource.name                 | GET /jane                   | -
          SERVER   | user.id                       | jane                        | -
          SERVER   | patient.12345.status          | open                        | -
          SERVER   | HTTP.request.method           | GET                         | -
          """)
  void decidesTexts(SpanKind kind, String key, String value, String expected) {
    assertThat(decided(kind, AttributeKey.stringKey(key), value)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} {1} = {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          SERVER   | http.response.status_code      | 404           | 404
          SERVER   | http.response.status_code      | 99            | -
          SERVER   | http.response.status_code      | 600           | -
          SERVER   | http.status_code               | 200           | 200
          SERVER   | http.request.body.size         | 1000          | 512
          SERVER   | http.request.body.size         | 1024          | 1024
          SERVER   | http.request.body.size         | 0             | 0
          SERVER   | http.request.body.size         | -1            | -
          SERVER   | http.request.body.size         | 8675309000000 | -
          SERVER   | server.port                    | 90210         | -
          SERVER   | server.port                    | 8080          | -
          CLIENT   | server.port                    | 5432          | 5432
          CLIENT   | server.port                    | 123456        | -
          CLIENT   | client.port                    | 5432          | -
          CLIENT   | db.response.returned_rows      | 3             | 2
          CLIENT   | db.redis.database_index        | 1             | 1
          CLIENT   | db.redis.database_index        | 12345         | -
          SERVER   | thread.id                      | 42            | 42
          SERVER   | thread.id                      | 123456789     | -
          SERVER   | code.line.number               | 17            | 17
          CLIENT   | rpc.jsonrpc.error_code         | -32600        | -32600
          SERVER   | http.request.method            | 1             | -
          SERVER   | patient.mrn                    | 1             | -
          """)
  void decidesNumbers(SpanKind kind, String key, long value, Long expected) {
    assertThat(decided(kind, AttributeKey.longKey(key), value)).isEqualTo(expected);
  }

  @Test
  void decidesBooleans() {
    assertThat(decided(SpanKind.CLIENT, AttributeKey.booleanKey("tls.established"), true))
        .isEqualTo(true);
    assertThat(decided(SpanKind.CLIENT, AttributeKey.booleanKey("patient.smoker"), true)).isNull();
  }

  @Test
  void dropsATextUnderTheKeyOfANumber() {
    assertThat(decided(SpanKind.SERVER, AttributeKey.stringKey("http.response.status_code"), "200"))
        .isNull();
    assertThat(ledger.attributesRemoved(RuleKind.INT)).isOne();
  }

  @Test
  void dropsEveryListAndEveryFloatingPointNumber() {
    assertThat(
            decided(
                SpanKind.SERVER,
                AttributeKey.stringArrayKey("http.request.method"),
                List.of("GET")))
        .isNull();
    assertThat(
            decided(SpanKind.SERVER, AttributeKey.longArrayKey("http.status_code"), List.of(200L)))
        .isNull();
    assertThat(decided(SpanKind.SERVER, AttributeKey.doubleKey("http.response.status_code"), 200.0))
        .isNull();
  }

  @Test
  void countsUnknownKeysWithoutKeepingThem() {
    decided(SpanKind.SERVER, AttributeKey.stringKey("patient.12345.status"), "open");

    assertThat(ledger.unknownKeys()).isOne();
    assertThat(ledger.attributesRemoved()).isZero();
  }

  private <T> Object decided(SpanKind kind, AttributeKey<T> key, T value) {
    AttributeSieve sieve = new AttributeSieve(Policy.strict(), evidence, ledger);
    Attributes kept = KeptAttributes.of(sieve.sift(Attributes.of(key, value), kind));
    assertThat(kept.size()).isLessThanOrEqualTo(1);
    return kept.get(key);
  }
}
