package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.bricscodes.api.client.ApiFailure;
import org.bricscodes.api.client.BatchRequest;
import org.bricscodes.api.client.CodeLife;
import org.bricscodes.api.client.CodeLife.StatesForm;
import org.bricscodes.api.client.DownloadProgress;
import org.bricscodes.api.client.ProblemFault;
import org.bricscodes.api.client.RangeReport;
import org.bricscodes.api.client.RecordedReport;
import org.bricscodes.api.client.TraceClient;
import org.bricscodes.codes.CodeState.Status;
import org.bricscodes.codes.Stage;
import org.bricscodes.codes.WasteReport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client's face of a code's life, against the real service. */
final class ClientLifeTest {

  private static final String PARTY = "https://id.gs1.org/417/9521222000001";
  private static final String PRODUCT = "/01/09521222000018";

  @TempDir private Path folder;
  private RunningServer running;
  private CodeLife life;
  private TraceClient other;
  private String batch;
  private List<String> serials;

  @SuppressWarnings("NullAway.Init") // set before each test
  ClientLifeTest() {}

  @BeforeEach
  void start() {
    running = RunningServer.in(folder.resolve("data"));
    TraceClient admin = TraceClient.of(running.server().address(), RunningServer.ADMIN_KEY);
    TraceClient factory = admin.as(running.key(PARTY, "exporter"));
    other = admin.as(running.key("https://id.gs1.org/417/9521333000006", "exporter"));
    life = factory.life();
    batch =
        factory.codes().issue(BatchRequest.of("09521222000018", "TGY2604A", 500), "order-1").id();
    serials = factory.codes().serials(batch);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  @Test
  void codes_areReportedPrintedAppliedAndActive_andCounted() {
    Instant at = Instant.parse("2026-05-02T02:00:00Z");
    RangeReport printed =
        RangeReport.of(Stage.PRINTED, 0, 400)
            .by("press 7")
            .at(at)
            .wasting(List.of(serials.get(7)), "smeared, twice");

    RecordedReport kept = life.report(batch, printed, "roll-1");
    RecordedReport again = life.report(batch, printed, "roll-1");
    life.report(batch, RangeReport.of(Stage.APPLIED, 10, 300), "line-1");
    life.report(batch, RangeReport.of(Stage.ACTIVE, 10, 100), "release-1");

    assertThat(again).isEqualTo(kept);
    assertThat(kept.state()).isEqualTo(Status.PRINTED);
    assertThat(kept.by()).isEqualTo("press 7");
    assertThat(kept.at()).isEqualTo(at);
    assertThat(kept.from()).isEqualTo(OptionalLong.of(0));
    assertThat(kept.fresh()).isEqualTo(400);
    assertThat(kept.wasted()).isEqualTo(1);
    assertThat(kept.reason()).contains("smeared, twice");
    assertThat(life.reports(batch))
        .extracting(RecordedReport::state)
        .containsExactly(Status.PRINTED, Status.APPLIED, Status.ACTIVE);
    WasteReport waste = life.waste(batch);
    assertThat(waste.ordered()).isEqualTo(500);
    assertThat(waste.printed()).isEqualTo(400);
    assertThat(waste.applied()).isEqualTo(300);
    assertThat(waste.active()).isEqualTo(100);
    assertThat(waste.wasted())
        .containsExactly(new WasteReport.Wasted(Stage.PRINTED, "smeared, twice", 1));
    assertThat(waste.voided()).isZero();
    assertThat(waste.unprinted()).isEqualTo(100);
    assertThat(waste.unaccounted()).isEqualTo(99);
  }

  @Test
  void wholeBatch_isReportedAtOnce() {
    life.report(batch, RangeReport.ofAll(Stage.PRINTED), "roll-1");

    assertThat(life.waste(batch).printed()).isEqualTo(500);
  }

  @Test
  void lists_sellRecallAndVoid_andSayWhatTheyChanged() {
    List<String> links = serials.subList(0, 3).stream().map(s -> PRODUCT + "/21/" + s).toList();

    assertThat(life.set(Status.SOLD, links, "till 7").changed()).isEqualTo(3);
    assertThat(life.set(Status.RECALLED, links.subList(0, 1), "residue").changed()).isEqualTo(1);
    CodeLife.ListReceipt voided =
        life.voidCodes(batch, List.of(serials.get(10), serials.get(11)), "stolen & gone");
    CodeLife.ListReceipt again =
        life.voidCodes(batch, List.of(serials.get(10), serials.get(11)), "stolen & gone");

    assertThat(voided.changed()).isEqualTo(2);
    assertThat(voided.reports()).singleElement().extracting(RecordedReport::fresh).isEqualTo(2L);
    assertThat(again.changed()).isZero();
    assertThat(again.unchanged()).isEqualTo(2);
    assertThat(life.standing(links.get(0)).state().status()).isEqualTo(Status.RECALLED);
    assertThat(life.standing(links.get(1)).state().status()).isEqualTo(Status.SOLD);
    CodeLife.Standing gone = life.standing(PRODUCT + "/21/" + serials.get(10));
    assertThat(gone.serial()).isEqualTo(serials.get(10));
    assertThat(gone.lot()).isEqualTo("TGY2604A");
    assertThat(gone.state().reason()).isEqualTo("stolen & gone");
    assertThat(life.standing(PRODUCT + "/21/" + serials.get(99)).state().status())
        .isEqualTo(Status.ORDERED);
  }

  @Test
  void oneCode_isSet_andToldAsItStands() {
    String link = PRODUCT + "/21/" + serials.get(0);

    assertThat(life.set(Status.SOLD, link, "till 7").state().status()).isEqualTo(Status.SOLD);
    assertThat(life.standing(link).state().by()).isEqualTo(PARTY);
  }

  @Test
  void faultyList_namesEveryLine_andChangesNothing() {
    ApiFailure.Refused refused =
        catchThrowableOfType(
            ApiFailure.Refused.class,
            () ->
                life.voidCodes(
                    batch, List.of(serials.get(0), "7GF04CNGMYKV4H93", "nonsense"), "stolen"));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.faults())
        .extracting(ProblemFault::where)
        .containsExactly("line 2", "line 3");
    assertThat(life.waste(batch).voided()).isZero();
    assertThatThrownBy(() -> life.voidCodes(batch, List.of("a\nb"), "stolen"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void states_areStreamed_andSaved() throws IOException {
    life.report(batch, RangeReport.of(Stage.PRINTED, 0, 2).by("press 7"), "roll-1");
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    Path file = folder.resolve("states.ndjson");

    life.writeStates(
        batch, StatesForm.CSV, Optional.of(Status.PRINTED), lines, DownloadProgress.NONE);
    life.saveStates(batch, StatesForm.NDJSON, Optional.empty(), file, DownloadProgress.NONE);

    assertThat(lines.toString(StandardCharsets.UTF_8).lines().map(line -> line.substring(0, 16)))
        .containsExactly("serial,state,at,", serials.get(0), serials.get(1));
    assertThat(Files.readAllLines(file)).hasSize(500);
    assertThat(Files.readAllLines(file).get(2))
        .isEqualTo("{\"serial\":\"" + serials.get(2) + "\",\"state\":\"ordered\"}");
  }

  @Test
  void anothersBatch_isRefused() {
    assertThat(
            catchThrowableOfType(ApiFailure.Refused.class, () -> other.life().waste(batch))
                .status())
        .isEqualTo(403);
  }
}
