package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.CodeSubject;
import org.bricscodes.codes.EpochStatus;
import org.bricscodes.codes.Serial;
import org.bricscodes.codes.StageReport;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.scans.IssuedItem;
import org.bricscodes.scans.ItemFacts;
import org.bricscodes.scans.ScanSubject;
import org.bricscodes.scans.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BookItemsTest {

  private static final Gtin GTIN = new Gtin("09521222000018");

  @TempDir private Path data;
  private Assembly assembly;
  private CodeStates states;
  private BookItems items;
  private Batch batch;
  private Serial serial;

  @SuppressWarnings("NullAway.Init") // set before each test
  BookItemsTest() {}

  @BeforeEach
  void open() {
    assembly = Assembly.open(data, KeySettings.FILES, Clock.systemUTC(), new SecureRandom());
    states = assembly.parts().states();
    items =
        new BookItems(assembly.codes(), states, assembly.parts().life(), assembly.parts().inner());
    batch =
        assembly
            .codes()
            .issue(
                BatchOrder.builder("urn:factory")
                    .gtin(GTIN.digits())
                    .lot("TGY2604A")
                    .quantity(2L)
                    .markets(List.of("CN", "RU"))
                    .expiry("2099-04-23")
                    .build());
    serial = assembly.codes().serials(batch).stream().findFirst().orElseThrow();
  }

  @AfterEach
  void close() {
    assembly.close();
  }

  private Optional<IssuedItem> find() {
    return items.find(new ScanSubject(GTIN, serial.text()));
  }

  @Test
  void issuedItem_hasItsOwnerLotAndDay() {
    IssuedItem item = find().orElseThrow();

    assertThat(item.owner()).isEqualTo("urn:factory");
    assertThat(item.lot()).isEqualTo("TGY2604A");
    assertThat(item.facts().stage()).isEqualTo(Stage.ACTIVE);
    assertThat(item.facts().markets()).containsExactly("CN", "RU");
    assertThat(item.facts().expiry()).isEqualTo(LocalDate.of(2099, 4, 23));
    assertThat(item.facts().exposed()).isEqualTo(ItemFacts.Exposure.NONE);
  }

  @Test
  void state_isToldWithItsTime() {
    states.set(
        CodeSubject.Item.of(new CodeCheck.Genuine(batch, batch.firstCounter(), serial)),
        CodeState.Status.VOID,
        "urn:factory",
        "label spoiled");

    assertThat(find().orElseThrow().facts().stage()).isEqualTo(Stage.VOID);
    assertThat(find().orElseThrow().facts().since()).isNotNull();
  }

  @Test
  void labelOnNoPack_isTold_onlyWhereSomebodyReportsPacks() {
    Serial second = assembly.codes().serials(batch).stream().skip(1).findFirst().orElseThrow();
    ScanSubject waiting = new ScanSubject(GTIN, second.text());
    assertThat(items.find(waiting).orElseThrow().facts().stage()).isEqualTo(Stage.ACTIVE);

    assembly
        .life()
        .report(
            batch,
            new StageReport(
                org.bricscodes.codes.Stage.APPLIED,
                0,
                1,
                "urn:factory",
                null,
                List.of(),
                null,
                null));

    BookItems later =
        new BookItems(assembly.codes(), states, assembly.parts().life(), assembly.parts().inner());
    assertThat(later.find(waiting).orElseThrow().facts().stage()).isEqualTo(Stage.ORDERED);
    assertThat(later.find(new ScanSubject(GTIN, serial.text())).orElseThrow().facts().stage())
        .isEqualTo(Stage.APPLIED);
  }

  @Test
  void compromisedKey_isTold_afterTheNextRefresh() {
    EpochStatus key = assembly.codes().epochs().list().getFirst();
    assembly
        .codes()
        .epochs()
        .compromise(key.epoch(), key.generation(), Instant.EPOCH, "urn:operator", "stolen");

    items.refresh();

    assertThat(find().orElseThrow().facts().exposed()).isEqualTo(ItemFacts.Exposure.COMPROMISED);
  }

  @Test
  void guess_isNoItem() {
    assertThat(items.find(new ScanSubject(GTIN, "7H1S1SAGXESS4444"))).isEmpty();
    assertThat(items.find(new ScanSubject(GTIN, "abc"))).isEmpty();
  }
}
