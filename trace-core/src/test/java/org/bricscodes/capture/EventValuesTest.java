package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bricscodes.capture.EventValues.Kind;
import org.bricscodes.epcis.ParsedEvent;
import org.bricscodes.store.InMemoryStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventValuesTest {

  private static final String STEP = "https://ref.gs1.org/cbv/BizStep-";
  private static final String PLACE = "https://id.gs1.org/414/9521234000013";

  private final InMemoryStore store = new InMemoryStore(CaptureTables.all());
  private final Recorder recorder = TestRecorder.recorder(store);
  private final EventValues values = new EventValues(store);

  @AfterEach
  void close() {
    recorder.close();
  }

  @Test
  void value_isListedOnce_howeverManyEventsHaveIt() {
    record("tea", Documents.packs(0, 50));
    record("tea", Documents.packs(50, 60));

    assertThat(all(Kind.EVENT_TYPE, "tea")).containsExactly("ObjectEvent");
    assertThat(all(Kind.BIZ_STEP, "tea")).containsExactly(STEP + "shipping");
    assertThat(all(Kind.READ_POINT, "tea")).containsExactly(PLACE);
    assertThat(all(Kind.BIZ_LOCATION, "tea")).isEmpty();
    assertThat(all(Kind.DISPOSITION, "tea")).isEmpty();
  }

  @Test
  void value_isListedForItsPartyAndForEveryone_only() {
    record("tea", step("shipping", 1));
    record("ship", step("receiving", 2));

    assertThat(all(Kind.BIZ_STEP, "tea")).containsExactly(STEP + "shipping");
    assertThat(all(Kind.BIZ_STEP, "ship")).containsExactly(STEP + "receiving");
    assertThat(all(Kind.BIZ_STEP, "stranger")).isEmpty();
    assertThat(all(Kind.BIZ_STEP, null)).containsExactly(STEP + "receiving", STEP + "shipping");
  }

  @Test
  void extendedType_isListedByItsOwnName() {
    record(
        "tea",
        Documents.parsed(
            Documents.event(Documents.uuid(1), 1, 1)
                .replace("ObjectEvent", "https://example.org/ns/Cupping")));

    assertThat(all(Kind.EVENT_TYPE, null)).containsExactly("https://example.org/ns/Cupping");
  }

  @Test
  void event_thatIsRefused_bringsNoValue() {
    record("tea", step("shipping", 1));
    TestRecorder.await(
        recorder.record(
            "tea",
            Documents.parsed(
                Documents.event(Documents.uuid(1), 9, 9).replace("shipping", "receiving")),
            ErrorBehaviour.PROCEED));

    assertThat(all(Kind.BIZ_STEP, "tea")).containsExactly(STEP + "shipping");
  }

  @Test
  void pages_holdEveryValueOnce_alsoThoseTooLongForAKey() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      String place = "https://example.org/places/%02d%s".formatted(i, "x".repeat(i * 100));
      expected.add(place);
      record(
          "tea",
          Documents.parsed(
              Documents.event(Documents.uuid(i), i, i)
                  .replace("https://id.gs1.org/414/9521234000013", place)));
    }

    assertThat(all(Kind.READ_POINT, "tea")).containsExactlyElementsOf(expected);
  }

  @Test
  void page_behindAnyBytes_goesOnThere() {
    record("tea", step("shipping", 1));
    record("tea", step("receiving", 2));

    assertThat(
            values
                .list(Kind.BIZ_STEP, "tea", (STEP + "s").getBytes(StandardCharsets.UTF_8), 10)
                .values())
        .containsExactly(STEP + "shipping");
  }

  private List<ParsedEvent> step(String step, int pack) {
    return Documents.parsed(
        Documents.event(Documents.uuid(pack), pack, pack).replace("shipping", step));
  }

  private void record(String party, List<ParsedEvent> events) {
    TestRecorder.await(recorder.record(party, events, ErrorBehaviour.ROLLBACK));
  }

  private List<String> all(Kind kind, @Nullable String party) {
    List<String> all = new ArrayList<>();
    byte @Nullable [] after = null;
    do {
      EventValues.Values page = values.list(kind, party, after, 7);
      all.addAll(page.values());
      after = page.next();
    } while (after != null);
    return all;
  }
}
