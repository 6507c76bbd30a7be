// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc.jpa;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row. */
@Entity
@Table(name = "visits")
public class Visit {
  @Id
  @Column(name = "id")
  private String id;

  @Column(name = "note")
  private String note;

  public Visit() {}

  public Visit(String id, String note) {
    this.id = id;
    this.note = note;
  }

  public String getNote() {
    return note;
  }
}
