package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeOwners;
import org.bricscodes.codes.MasterKey;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.reports.ReportSubject;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Table;
import org.junit.jupiter.api.Test;

/** Whom a report reaches where the key of a code is not here. */
final class ReportedCodesTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final String KEY =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String FACTORY = "https://id.gs1.org/417/9521222000001";

  private final InMemoryStore store = new InMemoryStore(tables());
  private final Aliases aliases = new Aliases(store, CLOCK, new Random(1));
  private final CodeBook here = new CodeBook(store, MasterKey.parse(KEY), CLOCK, new Random(2));
  private final CodeBook elsewhere =
      new CodeBook(store, MasterKey.parse("ff" + KEY.substring(2)), CLOCK, new Random(3));

  private static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(CodeBook.tables());
    tables.addAll(Aliases.tables());
    return tables;
  }

  private DigitalLink issue(String party, String lot) {
    Batch batch =
        here.issue(BatchOrder.builder(party).gtin("09521222000018").lot(lot).quantity(1L).build());
    String serial = here.serials(batch).stream().findFirst().orElseThrow().toString();
    return DigitalLink.parse("https://id.gs1.org/01/09521222000018/10/" + lot + "/21/" + serial);
  }

  private ReportedCodes.Whose find(CodeBook codes, DigitalLink link) {
    return new ReportedCodes(codes, aliases, new CodeOwners(store, codes, gtin -> null)).find(link);
  }

  @Test
  void codeWhoseKeyIsMissing_isNotCalledUnissued_andItsProductsOwnerIsTold() {
    DigitalLink link = issue(FACTORY, "A");
    String serial = link.serial().orElseThrow();

    assertThat(find(elsewhere, link))
        .isEqualTo(
            new ReportedCodes.Known(
                new ReportSubject(FACTORY, link.gtin().orElseThrow(), null, serial),
                null,
                ReportedCodes.Tie.UNREADABLE));
    assertThat(find(here, link))
        .isInstanceOfSatisfying(
            ReportedCodes.Known.class,
            known -> assertThat(known.tie()).isEqualTo(ReportedCodes.Tie.ITS_CODE));

    issue("urn:x-other", "B");
    assertThat(find(elsewhere, link))
        .isEqualTo(
            new ReportedCodes.Nobodys(
                Set.of(FACTORY, "urn:x-other"), ReportedCodes.Tie.UNREADABLE));
  }
}
