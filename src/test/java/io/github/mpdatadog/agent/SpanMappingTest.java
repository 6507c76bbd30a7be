// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.agent;

import static io.github.mpdatadog.agent.TestSpans.attributes;
import static io.github.mpdatadog.agent.TestSpans.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.msgpack.value.Value;

/** Service, name, type and resource: what a user sees in the list of traces. */
class SpanMappingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # kind  | attributes                                                     | name                   | type   | resource
          SERVER  | http.request.method=GET;http.route=/patients/{id}              | http.server.request    | web    | GET /patients/{id}
          SERVER  | http.request.method=GET                                        | http.server.request    | web    | GET
          SERVER  | http.method=PUT;http.route=/a                                  | http.server.request    | web    | PUT /a
          SERVER  | http.request.method=_OTHER;http.route=/a                       | http.server.request    | web    | HTTP /a
          CLIENT  | http.request.method=POST                                       | http.client.request    | http   | POST
          CLIENT  | http.request.method=GET;url.template=/labs/{id}                | http.client.request    | http   | GET /labs/{id}
          CLIENT  | db.system.name=postgresql;db.query.text=SELECT ?               | postgresql.query       | sql    | SELECT ?
          CLIENT  | db.system=mysql;db.statement=SELECT a                          | mysql.query            | sql    | SELECT a
          CLIENT  | db.system.name=h2database;db.query.summary=SELECT t            | h2.query               | sql    | SELECT t
          CLIENT  | db.system.name=ibm.db2;db.operation.name=SELECT;db.collection.name=t | db2.query        | sql    | SELECT t
          CLIENT  | db.system.name=oracle.db;db.operation.name=COMMIT              | oracle.query           | sql    | COMMIT
          CLIENT  | db.system.name=microsoft.sql_server                            | sqlserver.query        | sql    | sqlserver
          CLIENT  | db.system.name=other_sql                                       | sql.query              | sql    | sql
          CLIENT  | db.system=redis;db.operation.name=HGET;db.query.text=HGET k    | redis.command          | redis  | HGET
          CLIENT  | db.system.name=redis                                           | redis.command          | redis  | redis
          CLIENT  | db.system.name=mongodb;db.operation.name=find;db.collection.name=labs | mongodb.query   | mongodb | find labs
          CLIENT  | db.system.name=elasticsearch;http.request.method=POST;db.operation.name=search | elasticsearch.query | elasticsearch | search
          CLIENT  | db.system.name=cassandra                                       | cassandra.query        | cassandra | cassandra
          CLIENT  | db.system.name=memcached;db.operation.name=get                 | memcached.query        | memcached | get
          CLIENT  | db.system.name=couchdb                                         | couchdb.query          | db     | couchdb
          PRODUCER| messaging.system=jms;messaging.operation.name=publish;messaging.destination.name=labs | jms.produce | queue | publish labs
          CONSUMER| messaging.system=jms;messaging.operation.name=process;messaging.destination.name=labs | jms.consume | queue | process labs
          CONSUMER| messaging.system=jms                                           | jms.consume            | queue  | consume
          PRODUCER| messaging.system=jms;messaging.operation.name=send;messaging.destination.name=labs;messaging.destination.kind=queue | jms.produce | queue | Produced for Queue labs
          CONSUMER| messaging.system=jms;messaging.operation.name=process;messaging.destination.name=news;messaging.destination.kind=topic | jms.consume | queue | Consumed from Topic news
          PRODUCER| messaging.system=jms;messaging.operation.name=send;messaging.destination.kind=queue | jms.produce | queue | Produced for Queue
          CLIENT  | messaging.system=jms;messaging.operation.name=commit         | jms.commit             | queue  | commit
          CLIENT  | messaging.system=kafka;messaging.operation.type=receive        | kafka.consume          | queue  | receive
          CLIENT  | messaging.system=kafka;messaging.operation.type=send           | kafka.produce          | queue  | send
          PRODUCER| messaging.system=kafka;messaging.operation.name=send;messaging.destination.name=labs;messaging.destination.kind=topic | kafka.produce | queue | Produce Topic labs
          CONSUMER| messaging.system=kafka;messaging.operation.name=process;messaging.destination.kind=topic | kafka.consume | queue | Consume Topic
          SERVER  | rpc.system=grpc;rpc.method=Get;rpc.service=Labs                | grpc.server.request    | rpc    | Get Labs
          CLIENT  | rpc.system=grpc                                                | grpc.client.request    | rpc    | the span name
          INTERNAL| batch.operation=job;batch.job.name=nightly                     | batch.job              | worker | nightly
          INTERNAL| batch.operation=step;batch.job.name=nightly;batch.step.name=load | batch.step           | worker | nightly.load
          INTERNAL| batch.operation=chunk;batch.step.name=load                     | batch.chunk            | worker | load
          INTERNAL| batch.operation=job                                            | batch.job              | worker | job
          INTERNAL|                                                                | internal               | custom | the span name
          SERVER  |                                                                | server.request         | web    | the span name
          CLIENT  |                                                                | client.request         | http   | the span name
          PRODUCER|                                                                | producer               | custom | the span name
          CONSUMER|                                                                | consumer               | custom | the span name
          INTERNAL| http.request.method=GET                                        | internal               | custom | the span name
          """)
  void namesTypesAndResources(
      SpanKind kind, String attributes, String name, String type, String resource) {
    String[] pairs = attributes == null ? new String[0] : attributes.split(";", -1);

    Map<String, Value> encoded = Decoded.span(span(kind, attributes(pairs)).build());

    assertThat(Decoded.text(encoded, "name")).isEqualTo(name);
    assertThat(Decoded.text(encoded, "type")).isEqualTo(type);
    assertThat(Decoded.text(encoded, "resource")).isEqualTo(resource);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # kind  | attributes               | mapping                          | service           | base
          SERVER  |                          |                                  | patient-api       |
          CLIENT  | db.system.name=postgresql |                                 | patient-api       |
          CLIENT  | db.system=redis          |                                  | patient-api-redis | patient-api
          CLIENT  | db.system=redis          | redis:clinic-cache               | clinic-cache      | patient-api
          CLIENT  | db.system=redis          | patient-api-redis:clinic-cache   | clinic-cache      | patient-api
          CLIENT  | db.system.name=oracle.db | oracle:ehr-db                    | ehr-db            | patient-api
          PRODUCER| messaging.system=jms     | jms:ehr-queue                    | ehr-queue         | patient-api
          SERVER  |                          | patient-api:patients             | patients          | patient-api
          INTERNAL| db.system=redis          | redis:clinic-cache               | patient-api       |
          """)
  void services(SpanKind kind, String attributes, String mapping, String service, String base) {
    String[] pairs = attributes == null ? new String[0] : attributes.split(";", -1);
    Map<String, String> map =
        mapping == null ? Map.of() : Map.of(mapping.split(":", -1)[0], mapping.split(":", -1)[1]);

    Map<String, Value> encoded =
        Decoded.span(
            TestSpans.settings(AgentSettings.DEFAULT_URL, map),
            span(kind, attributes(pairs)).build());

    assertThat(Decoded.text(encoded, "service")).isEqualTo(service);
    assertThat(Decoded.meta(encoded).get("_dd.base_service")).isEqualTo(base);
  }

  @Test
  void longNamesAreCut() {
    Map<String, Value> encoded =
        Decoded.span(
            span(
                    SpanKind.CLIENT,
                    attributes(
                        "db.system.name=" + "s".repeat(300), "db.query.text=" + "q".repeat(9_000)))
                .build());

    assertThat(Decoded.text(encoded, "name")).hasSize(100);
    assertThat(Decoded.text(encoded, "type")).isEqualTo("db");
    assertThat(Decoded.text(encoded, "resource")).hasSize(5_000);
  }
}
