package org.bricscodes.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.capture.Documents.event;
import static org.bricscodes.capture.Documents.parsed;
import static org.bricscodes.capture.Documents.uuid;
import static org.bricscodes.capture.TestRecorder.await;
import static org.bricscodes.capture.TestRecorder.record;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.store.InMemoryStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MentionsTest {

  private static final String PRODUCT = "https://id.gs1.org/01/09521234543213";

  private final Recorder recorder = TestRecorder.recorder(new InMemoryStore(CaptureTables.all()));
  private final Mentions mentions = recorder.mentions();

  @AfterEach
  void close() {
    recorder.close();
  }

  private int[] pack(int number) {
    return mentions.slots(Set.of("https://id.gs1.org/01/09521234543213/21/P" + number));
  }

  @Test
  void whatAnEventNames_isToldOf_andNothingElse() {
    long before = mentions.now();
    record(recorder, parsed(event(uuid(1), 1, 1)));

    assertThat(mentions.anySince(pack(1), before)).isTrue();
    assertThat(mentions.anySince(pack(2), before)).isFalse();
    assertThat(mentions.anySince(pack(1), mentions.now())).isFalse();
  }

  @Test
  void ofSeveralThings_oneIsEnough() {
    long before = mentions.now();
    record(recorder, parsed(event(uuid(1), 7, 1)));

    int[] many =
        IntStream.range(0, 10).flatMap(pack -> Arrays.stream(pack(pack))).sorted().toArray();
    assertThat(mentions.anySince(many, before)).isTrue();
  }

  @Test
  void placesAndSteps_areNoThings() {
    long before = mentions.now();
    record(recorder, parsed(event(uuid(1), 1, 1)));

    int[] slots =
        mentions.slots(
            Set.of("https://id.gs1.org/414/9521234000013", "shipping", "ObjectEvent", "tea"));
    assertThat(mentions.anySince(slots, before)).isFalse();
  }

  @Test
  void recallOfAProduct_isToldOfAsSuch_andOtherEventsOfItAreNot() {
    int[] recalls = mentions.slots(Set.of(RecallTerms.watched(PRODUCT)));
    long before = mentions.now();

    record(recorder, parsed(event(uuid(1), 1, 1), ofProduct(2, "in_transit")));
    assertThat(mentions.anySince(recalls, before)).isFalse();

    record(recorder, parsed(ofProduct(3, "recalled")));
    assertThat(mentions.anySince(recalls, before)).isTrue();
  }

  private static String ofProduct(int number, String disposition) {
    return """
    {"type":"ObjectEvent","eventTime":"2026-03-05T07:30:00Z","eventTimeZoneOffset":"+02:00",
     "eventID":"%s","action":"OBSERVE","disposition":"%s",
     "quantityList":[{"epcClass":"%s"}]}\
    """
        .formatted(uuid(number), disposition, PRODUCT);
  }

  @Test
  void whatIsNotRecorded_isNotToldOf() {
    record(recorder, parsed(event(uuid(1), 1, 1)));
    long before = mentions.now();

    record(recorder, parsed(event(uuid(1), 1, 1))); // a duplicate
    await(
        recorder.record(
            "tea",
            parsed(event(uuid(2), 2, 2), event(uuid(1), 3, 3)), // refused, and rolled back
            ErrorBehaviour.ROLLBACK));

    assertThat(mentions.anySince(pack(1), before)).isFalse();
    assertThat(mentions.anySince(pack(2), before)).isFalse();
    assertThat(mentions.anySince(pack(3), before)).isFalse();
  }

  @Test
  void slots_ofManyThings_areSpread() {
    long distinct =
        IntStream.range(0, 100_000)
            .flatMap(number -> Arrays.stream(pack(number)))
            .distinct()
            .count();

    // 100,000 of 2,097,152 taken at random are expected to leave 97,650 distinct.
    assertThat(distinct).isBetween(97_000L, 100_000L);
  }
}
