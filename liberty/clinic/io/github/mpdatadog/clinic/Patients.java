// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.clinic;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The register, in memory. */
@ApplicationScoped
public class Patients {

  private static final int MAX_PATIENTS = 1_000;

  private final Map<String, Patient> byMrn = new ConcurrentHashMap<>();

  // 900 to 999 is no area of social security numbers, 123-45-6789 is the textbook one,
  // and 555-01xx is kept for fiction.
  public Patients() {
    admit(new Patient("MRN-00017", "Jane Roe", "123-45-6789", "212-555-0117", 67));
    admit(new Patient("MRN-00018", "John Q. Public", "900-12-3456", "212-555-0118", 41));
    admit(new Patient("MRN-00019", "Zoë Müller-Ødegård", "999-65-4321", "212-555-0119", 9));
  }

  /** The patient, or 404 with the number in the exception's text. */
  public Patient byMrn(String mrn) {
    Patient patient = byMrn.get(mrn);
    if (patient == null) {
      throw new NotFoundException("no patient " + mrn);
    }
    return patient;
  }

  public Collection<Patient> byName(String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    return byMrn.values().stream()
        .filter(patient -> patient.name().toLowerCase(Locale.ROOT).contains(wanted))
        .toList();
  }

  public void admit(Patient patient) {
    if (byMrn.size() < MAX_PATIENTS) {
      byMrn.put(patient.mrn(), patient);
    }
  }

  public List<Note> notes(Patient patient) {
    return List.of(
        new Note(1, patient.name() + " reports chest pain since Tuesday."),
        new Note(2, "Called " + patient.phone() + ", no answer."));
  }
}
