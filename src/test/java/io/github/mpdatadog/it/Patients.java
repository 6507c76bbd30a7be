// Copyright The microprofile-datadog Authors
// SPDX-License-Identifier: Apache-2.0
package io.github.mpdatadog.it;

import io.github.mpdatadog.it.Identifiers.Identifier;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import net.datafaker.Faker;

/**
 * As many made-up patients as wanted, always the same for a seed, each with every kind of
 * identifier of 45 CFR 164.514(b)(2)(i).
 *
 * <p>Names of people and places end in a mark. A patient called May Ward could not be told from a
 * month and a ward in somebody's code: a hit would prove nothing, and leaving such names out of the
 * search would prove nothing either. For the same reason numbers are long: a short one could be the
 * nanoseconds of a span.
 */
final class Patients {
  private static final String MARK = "xq";

  private Patients() {}

  static List<List<Identifier>> made(int count, long seed) {
    Faker faker = new Faker(Locale.US, new Random(seed));
    return IntStream.range(0, count).mapToObj(i -> patient(faker)).toList();
  }

  private static List<Identifier> patient(Faker faker) {
    String first = marked(faker.name().firstName());
    String last = marked(faker.name().lastName());
    String login = (first + "." + last).toLowerCase(Locale.ROOT);
    LocalDate born = faker.timeAndDate().birthday(18, 88);
    return List.of(
        new Identifier("A name", first + " " + last),
        new Identifier(
            "B address",
            faker.regexify("[1-9]\\d{3}") + " " + marked(faker.name().lastName()) + " Lane"),
        new Identifier("B city", marked(faker.address().cityName())),
        new Identifier("B postal code", faker.regexify("\\d{5}-\\d{4}")),
        new Identifier("C date of birth", born.toString()),
        new Identifier("C date of birth", born.format(DateTimeFormatter.ofPattern("MM/dd/yyyy"))),
        new Identifier("C age over 89", "aged-" + faker.regexify("9\\d") + "-years-" + first),
        new Identifier("D telephone", faker.regexify("\\+1-[2-9]\\d\\d-555-\\d{4}")),
        new Identifier("E fax", faker.regexify("\\+1[2-9]\\d\\d555\\d{4}")),
        new Identifier("F e-mail", login + "@" + faker.internet().domainName()),
        new Identifier("G social security number", faker.regexify("[1-8]\\d\\d-\\d\\d-\\d{4}")),
        new Identifier("H medical record number", faker.regexify("MRN-\\d{12}")),
        new Identifier("I health plan number", faker.regexify("HPBN-\\d{4}-\\d{4}-[A-Z]{2}\\d")),
        new Identifier("J account number", faker.regexify("ACCT-\\d{12}")),
        new Identifier("K licence number", faker.regexify("DLIC-[A-Z]\\d{4}-\\d{6}")),
        new Identifier("L vehicle identifier", faker.vehicle().vin()),
        new Identifier("M device serial number", faker.regexify("PMKR-SN-\\d{12}")),
        new Identifier(
            "N web address",
            "https://"
                + faker.internet().domainName()
                + "/"
                + login
                + "?chart="
                + faker.regexify("\\d{10}")),
        new Identifier(
            "O network address", faker.regexify("1\\d\\d\\.1\\d\\d\\.1\\d\\d\\.1\\d\\d")),
        new Identifier("O network address", faker.internet().ipV6Address()),
        new Identifier("P biometric", "FPRINT-" + faker.regexify("[0-9a-f]{16}")),
        new Identifier("Q photograph", login + "_portrait_" + faker.regexify("\\d{4}") + ".jpeg"),
        new Identifier("R other code", "TRIAL-SUBJ-" + faker.regexify("[A-Z]\\d{9}")));
  }

  private static String marked(String name) {
    return name.replace(" ", "") + MARK;
  }
}
