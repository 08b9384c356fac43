package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bricscodes.epcis.ContentDigest;
import org.bricscodes.epcis.EpcisEvent;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.epcis.EpcisLimits;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Posting;
import org.bricscodes.store.Table;
import org.bricscodes.store.TermIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EventQueriesTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Table TERMS = new Table("event_term", Table.Shape.POSTINGS);
  private static final byte[] CONTEXT =
      "[\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\"]"
          .getBytes(StandardCharsets.UTF_8);
  private static final Visibility ALL = Visibility.everyone();

  private final InMemoryStore store = new InMemoryStore(Set.of(TERMS, PageTokens.REVOKED));
  private final TermIndex index = new TermIndex(store, TERMS);
  private String party = "tea";
  private final Recorded recorded = new Recorded();
  private final EventQueries queries =
      new EventQueries(
          index,
          recorded,
          new PageTokens(new byte[32], store, Duration.ofHours(1), InstantSource.fixed(NOW)),
          new QueryOptions(1_000, 1_000));

  @Test
  void eventTimeOrder_isNewestFirst_andTiesAreStable() {
    add("a", 10, "shipping", "P1");
    add("b", 30, "shipping", "P2");
    add("c", 20, "receiving", "P3");

    assertThat(found(Map.of())).containsExactly("b", "c", "a");
    assertThat(found(Map.of("orderBy", "eventTime", "orderDirection", "ASC")))
        .containsExactly("a", "c", "b");
  }

  @Test
  void recordTimeOrder_isThatOfRecording() {
    add("a", 10, "shipping", "P1");
    add("b", 30, "receiving", "P2");
    add("c", 20, "shipping", "P3");

    assertThat(found(Map.of("orderBy", "recordTime"))).containsExactly("c", "b", "a");
    assertThat(
            found(
                Map.of("orderBy", "recordTime", "orderDirection", "ASC", "EQ_bizStep", "shipping")))
        .containsExactly("a", "c");
  }

  @Test
  void conditions_areAnded_andTheirValuesOred() {
    add("a", 1, "shipping", "P1");
    add("b", 2, "receiving", "P1");
    add("c", 3, "shipping", "P2");
    add("d", 4, "loading", "P1");

    assertThat(
            found(
                Map.of(
                    "MATCH_epc",
                    "https://id.gs1.org/01/09521234543213/21/P1",
                    "EQ_bizStep",
                    "shipping|receiving")))
        .containsExactly("b", "a");
    assertThat(found(Map.of("EQ_bizStep", "shipping", "EQ_action", "ADD"))).isEmpty();
    assertThat(found(Map.of("eventType", "AggregationEvent"))).isEmpty();
  }

  @Test
  void eventTime_isBoundedBelowInclusive_aboveExclusive() {
    add("a", 10, "shipping", "P1");
    add("b", 20, "shipping", "P2");
    add("c", 30, "shipping", "P3");

    assertThat(
            found(
                Map.of(
                    "GE_eventTime",
                    "2026-03-04T00:10:00Z",
                    "LT_eventTime",
                    "2026-03-04T00:30:00Z")))
        .containsExactly("b", "a");
  }

  @Test
  void pages_holdEverythingOnce_whateverIsRecordedInBetween() {
    for (int i = 0; i < 25; i++) {
      add("e" + i, i / 3, i % 2 == 0 ? "shipping" : "receiving", "P" + i);
    }
    for (String order : List.of("eventTime", "recordTime")) {
      for (String direction : List.of("ASC", "DESC")) {
        Map<String, String> query = Map.of("orderBy", order, "orderDirection", direction);
        List<String> all = found(query);
        List<String> paged = new ArrayList<>();
        String cursor = null;
        int page = 0;
        do {
          QueryAnswer.Found found = page(query, 4, cursor);
          found.events().forEach(event -> paged.add(event.eventID()));
          cursor = found.next() == null ? null : found.next().cursor();
          add("late " + order + direction + page++, 15, "shipping", "L");
        } while (cursor != null);

        assertThat(paged).as("%s %s", order, direction).isEqualTo(all);
      }
    }
  }

  @Test
  void page_isBoundedInBytes_andThePagesStillHoldEverything() {
    String note = "x".repeat(8_000);
    StringBuilder notes = new StringBuilder();
    for (int i = 0; i < 62; i++) {
      notes.append("\"https://example.org/n").append(i).append("\":\"").append(note).append("\",");
    }
    for (int i = 0; i < 40; i++) {
      add("e" + i, i, "shipping\"," + notes + "\"disposition\":\"in_transit", "P" + i);
    }

    QueryAnswer.Found first = page(Map.of(), 40, null);
    QueryAnswer.Next next = first.next();
    QueryAnswer.Found second = page(Map.of(), 40, next == null ? null : next.cursor());

    assertThat(first.events()).hasSizeBetween(30, 38);
    assertThat(first.events().size() + second.events().size()).isEqualTo(40);
    assertThat(second.next()).isNull();
  }

  @Test
  void eventCountLimit_boundsAllPagesTogether() {
    for (int i = 0; i < 10; i++) {
      add("e" + i, i, "shipping", "P" + i);
    }
    Map<String, String> query = Map.of("orderBy", "eventTime", "eventCountLimit", "5");

    QueryAnswer.Found first = page(query, 3, null);
    QueryAnswer.Found second = page(query, 3, first.next() == null ? null : first.next().cursor());

    assertThat(first.events()).hasSize(3);
    assertThat(second.events()).hasSize(2);
    assertThat(second.next()).isNull();
  }

  @Test
  void maxEventCount_refusesOnlyWhatExceedsIt() {
    for (int i = 0; i < 5; i++) {
      add("e" + i, i, "shipping", "P" + i);
    }

    assertThat(answer(Map.of("maxEventCount", "4"))).isEqualTo(new QueryAnswer.TooLarge(4));
    assertThat(found(Map.of("maxEventCount", "5"))).hasSize(5);
    assertThat(page(Map.of("maxEventCount", "5"), 2, null).next()).isNotNull();
  }

  @Test
  void maxEventCount_overManyPages_countsWithoutLosingAnEvent() {
    for (int i = 0; i < 23; i++) {
      add("e" + i, i, "shipping", "P" + i);
    }
    for (String order : List.of("eventTime", "recordTime", "<https://example.com/none>")) {
      Map<String, String> query =
          Map.of("orderBy", order, "orderDirection", "ASC", "maxEventCount", "23");
      List<String> all = new ArrayList<>();
      String cursor = null;
      do {
        QueryAnswer.Found page = page(query, 4, cursor);
        page.events().forEach(event -> all.add(event.eventID()));
        cursor = page.next() == null ? null : page.next().cursor();
      } while (cursor != null && all.size() < 100);

      assertThat(all).hasSize(23).doesNotHaveDuplicates();
      assertThat(answer(Map.of("orderBy", order, "maxEventCount", "22")))
          .isEqualTo(new QueryAnswer.TooLarge(22));
      assertThat(answer(Map.of("orderBy", order, "maxEventCount", "3")))
          .isEqualTo(new QueryAnswer.TooLarge(3));
    }
  }

  @Test
  void workBeyondTheLimit_makesShortPages_thatStillHoldEverything() {
    for (int i = 0; i < 2_500; i++) {
      add("e" + i, i, i % 1_000 == 7 ? "shipping" : "receiving", "P" + i);
    }
    Map<String, String> rare =
        Map.of("EQ_action", "OBSERVE", "GE_recordTime", "2027-01-01T00:00:00Z");
    int pages = 0;
    String cursor = null;
    do {
      QueryAnswer.Found found = page(rare, 30, cursor);
      assertThat(found.events()).isEmpty();
      cursor = found.next() == null ? null : found.next().cursor();
      pages++;
    } while (cursor != null && pages < 100);

    assertThat(pages).isBetween(2, 5);
    assertThat(answer(Map.of("EQ_action", "ADD", "maxEventCount", "3")))
        .isEqualTo(new QueryAnswer.TooComplex(QueryAnswer.Limit.WORK, 1_000));
  }

  @Test
  void cursor_ofAnotherQuery_orMadeUp_isRefused() {
    add("a", 1, "shipping", "P1");
    add("b", 2, "shipping", "P2");
    QueryAnswer.Found first = page(Map.of("EQ_bizStep", "shipping"), 1, null);

    String cursor = Objects.requireNonNull(first.next()).cursor();
    EventQuery everything = EventQuery.everything();
    EventQuery same = query(Map.of("EQ_bizStep", "shipping"));
    assertThat(queries.page(everything, 1, cursor, ALL)).isEqualTo(new QueryAnswer.BadCursor());
    assertThat(queries.page(everything, 1, "AAAA", ALL)).isEqualTo(new QueryAnswer.BadCursor());
    assertThat(queries.page(same, 1, cursor, Visibility.of("tea")))
        .isEqualTo(new QueryAnswer.BadCursor());
    assertThat(queries.page(same, 1, cursor, ALL)).isInstanceOf(QueryAnswer.Found.class);
  }

  @Test
  void eventsOfOtherParties_areNotReturned_norLookedAt() {
    for (int i = 0; i < 1_500; i++) {
      add("e" + i, i % 50, "shipping", "P" + i);
    }
    party = "coffee";
    add("mine", 20, "shipping", "M");

    QueryAnswer answer = queries.page(EventQuery.everything(), 10, null, Visibility.of("coffee"));

    assertThat(((QueryAnswer.Found) answer).events())
        .extracting(RecordedEvent::eventID)
        .containsExactly("mine");
    assertThat(((QueryAnswer.Found) answer).next()).isNull();
  }

  @Test
  void walk_holdsEverythingOnce_whateverIsRecordedInBetween() {
    for (int i = 0; i < 1_200; i++) {
      add("e" + i, i / 3, i % 2 == 0 ? "shipping" : "receiving", "P" + i);
    }
    EventWalk walk = queries.walk(query(Map.of("EQ_bizStep", "shipping")), ALL);
    List<String> walked = new ArrayList<>();
    for (var batch = walk.next(); batch.isPresent(); batch = walk.next()) {
      batch.get().forEach(event -> walked.add(event.eventID()));
      add("late " + walked.size(), 15, "shipping", "L");
    }

    assertThat(walked).hasSize(600).doesNotHaveDuplicates().noneMatch(id -> id.startsWith("late"));
    assertThat(walked.getFirst()).isEqualTo("e1198");
  }

  @Test
  void walk_overAnEarlierSnapshot_leavesOutWhatCameAfterIt_alsoUnderALimit() {
    add("a", 10, "shipping", "P1");
    add("b", 20, "shipping", "P2");
    add("c", 30, "shipping", "P3");
    EventQuery two = query(Map.of("orderBy", "eventTime", "eventCountLimit", "2"));

    EventWalk walk = queries.walk(two, ALL, 2);

    assertThat(walk.snapshot()).isEqualTo(2);
    List<EventWalk.Found> found = walk.nextFound().orElseThrow();
    assertThat(found).extracting(result -> result.recorded().eventID()).containsExactly("b", "a");
    assertThat(found.getFirst().event().eventTime()).isEqualTo("2026-03-04T00:20:00Z");
    assertThatThrownBy(() -> queries.walk(two, ALL, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void walk_keepsToTheLimitsOfItsQuery() {
    for (int i = 0; i < 5; i++) {
      add("e" + i, i, "shipping", "P" + i);
    }
    Map<String, String> three = Map.of("orderBy", "eventTime", "eventCountLimit", "3");

    assertThat(queries.walk(query(three), ALL).next().orElseThrow()).hasSize(3);
    assertThat(queries.walk(query(Map.of("maxEventCount", "5")), ALL).next().orElseThrow())
        .hasSize(5);
    assertThatThrownBy(() -> queries.walk(query(Map.of("maxEventCount", "4")), ALL).next())
        .isInstanceOfSatisfying(
            QueryLimitException.class,
            e -> assertThat(e.exceeded()).isEqualTo(new QueryAnswer.TooLarge(4)));
  }

  @Test
  void oneEvent_isTestedByTheConditionsAlone() {
    add("a", 1, "shipping", "P1");
    RecordedEvent event = Objects.requireNonNull(recorded.events.getFirst());

    assertThat(queries.test(query(Map.of("EQ_bizStep", "shipping")), event)).isTrue();
    assertThat(queries.test(query(Map.of("EQ_bizStep", "receiving")), event)).isFalse();
  }

  @Test
  void postingWithoutAnEvent_isPassedOver() {
    add("a", 1, "shipping", "P1");
    recorded.events.set(0, null);
    add("b", 2, "shipping", "P2");

    assertThat(found(Map.of("EQ_bizStep", "shipping"))).containsExactly("b");
  }

  private static EventQuery query(Map<String, String> parameters) {
    EventQuery.Outcome outcome = EventQuery.parse(parameters, Map.of());
    assertThat(outcome).isInstanceOf(EventQuery.Outcome.Ready.class);
    return ((EventQuery.Outcome.Ready) outcome).query();
  }

  private List<String> found(Map<String, String> query) {
    QueryAnswer.Found found = page(query, 1_000, null);
    assertThat(found.next()).isNull();
    return found.events().stream().map(RecordedEvent::eventID).toList();
  }

  private QueryAnswer.Found page(Map<String, String> query, int size, @Nullable String cursor) {
    QueryAnswer answer = queries.page(query(query), size, cursor, ALL);
    assertThat(answer).isInstanceOf(QueryAnswer.Found.class);
    return (QueryAnswer.Found) answer;
  }

  private QueryAnswer answer(Map<String, String> query) {
    return queries.page(query(query), 10, null, ALL);
  }

  private void add(String eventID, int minute, String bizStep, String serial) {
    byte[] bytes =
        """
        {"type":"ObjectEvent","eventTime":"2026-03-04T%02d:%02d:00Z","eventTimeZoneOffset":"+00:00",
         "epcList":["https://id.gs1.org/01/09521234543213/21/%s"],
         "action":"OBSERVE","bizStep":"%s"}\
        """
            .formatted(minute / 60 % 24, minute % 60, serial, bizStep)
            .getBytes(StandardCharsets.UTF_8);
    EpcisEvent event = new EpcisJson(EpcisLimits.DEFAULT).parseEvent(bytes, CONTEXT);
    int sequence = recorded.events.size();
    byte[] digest = ContentDigest.of(bytes, CONTEXT);
    RecordedEvent stored =
        new RecordedEvent(
            eventID,
            party,
            NOW.plusSeconds(sequence),
            sequence,
            new byte[32],
            digest,
            new byte[32],
            CONTEXT,
            bytes);
    recorded.events.add(stored);
    Posting posting = new Posting(event.eventTime().getEpochSecond() * 1_000_000, 0, sequence);
    var _ =
        store.write(
            index.writes(
                posting.id(),
                posting.timeMicros(),
                Stream.concat(EventTerms.of(event).stream(), Stream.of(EventTerms.party(party)))
                    .map(ByEventTime::term)
                    .toList()));
  }

  /** Events by sequence, which is also the low half of their record id. */
  private static final class Recorded implements EventSource {

    private final List<@Nullable RecordedEvent> events = new ArrayList<>();

    @Override
    public long size() {
      return events.size();
    }

    @Override
    public List<@Nullable RecordedEvent> at(List<Posting> postings) {
      List<@Nullable RecordedEvent> found = new ArrayList<>();
      postings.forEach(posting -> found.add(events.get((int) posting.idLow())));
      return found;
    }

    @Override
    public List<RecordedEvent> bySequence(long first, int limit) {
      List<RecordedEvent> found = new ArrayList<>();
      for (long at = first; at < Math.min(first + limit, events.size()); at++) {
        RecordedEvent event = events.get((int) at);
        if (event != null) {
          found.add(event);
        }
      }
      return found;
    }

    @Override
    public boolean awaitAbove(long size, Duration atMost) {
      return events.size() > size;
    }
  }
}
