// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it.app.jdbc.jpa;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.ParameterMode;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Reads and writes by an entity manager of the container. */
@Path("jpa")
@RequestScoped
@Transactional
public class JpaResource {
  @PersistenceContext EntityManager entities;

  @POST
  @Path("add")
  public String add(String id) {
    entities.persist(new Visit(id, "came"));
    return entities.getDelegate().getClass().getName();
  }

  @POST
  @Path("find")
  public String find(String id) {
    Visit found = entities.find(Visit.class, id);
    return found == null ? "none" : found.getNote();
  }

  @POST
  @Path("close")
  public String close(String id) {
    entities
        .createStoredProcedureQuery("close_visit")
        .registerStoredProcedureParameter(1, String.class, ParameterMode.IN)
        .setParameter(1, id)
        .execute();
    return "closed";
  }

  /** Literals in the query's text. */
  @POST
  @Path("plant")
  public String plant(String id) {
    String literal = "'" + id.replace("'", "''") + "'";
    try {
      entities.createQuery("select v from Visit v where v.note = " + literal).getResultList();
      return ""
          + entities
              .createNativeQuery("select note from visits where id = " + literal)
              .getResultList()
              .size();
    } catch (PersistenceException e) {
      return "refused";
    }
  }
}
