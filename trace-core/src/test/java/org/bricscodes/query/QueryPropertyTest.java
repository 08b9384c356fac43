package org.bricscodes.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.epcis.VocabularyElement;
import org.bricscodes.store.InMemoryStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;

/**
 * Random events and random queries: what the engine answers, page by page and walked, is what
 * looking at every event by hand comes to. The other side never reads an event: it decides on the
 * facts that events were made from.
 */
final class QueryPropertyTest {

  private static final int EVENTS = 160;
  private static final int QUERIES = 150;
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final List<String> STEPS = List.of("shipping", "receiving", "loading");
  private static final List<String> PLACES = List.of("0115", "0122", "0139");

  /** What an event was made from. */
  private record Facts(
      int sequence,
      String party,
      long micros,
      List<Integer> serials,
      String action,
      String step,
      @Nullable Integer place,
      @Nullable Integer grams,
      boolean inKilograms,
      @Nullable Integer celsius,
      boolean inKelvin,
      boolean deviceInMetadata,
      int device,
      @Nullable String field,
      @Nullable Integer ilmd,
      boolean wrong) {

    String id() {
      return "urn:x:event:" + sequence;
    }

    Instant time() {
      return START.plusNanos(micros * 1_000);
    }
  }

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final InMemoryStore store =
      new InMemoryStore(Set.of(RecordedEvents.TERMS, PageTokens.REVOKED));
  private final RecordedEvents recorded = new RecordedEvents(store);
  private final List<Facts> facts = new ArrayList<>();

  /** The first place holds the second, which holds the third and, wrongly, the first. */
  private final MasterDataSource masterData =
      id ->
          id.equals(place(0))
              ? Optional.of(element(id, "Hull", place(1)))
              : id.equals(place(1))
                  ? Optional.of(element(id, "York", place(2), place(0)))
                  : Optional.empty();

  private final EventQueries queries =
      new EventQueries(
          recorded.index(),
          recorded,
          masterData,
          new PageTokens(new byte[32], store, Duration.ofHours(1), InstantSource.system()),
          new QueryOptions(1_000, 20_000));

  @RepeatedTest(3)
  void answers_areThoseOfLookingAtEveryEvent() {
    for (int i = 0; i < EVENTS; i++) {
      add(facts(i));
    }
    for (int i = 0; i < QUERIES; i++) {
      Map<String, String> parameters = new HashMap<>();
      Predicate<Facts> expected = conditions(parameters);
      boolean byField = random.nextInt(4) == 0;
      boolean byRecord = !byField && random.nextInt(3) == 0;
      boolean ascending = random.nextBoolean();
      if (byField || byRecord || ascending) {
        parameters.put("orderBy", byField ? "ex:f" : byRecord ? "recordTime" : "eventTime");
        parameters.put("orderDirection", ascending ? "ASC" : "DESC");
      }
      String party = random.nextInt(4) == 0 ? "tea" : null;
      List<String> wanted =
          facts.stream()
              .filter(it -> party == null || it.party().equals(party))
              .filter(expected)
              .sorted(order(byField, byRecord, ascending))
              .map(Facts::id)
              .toList();
      Visibility visibility = party == null ? Visibility.everyone() : Visibility.of(party);
      EventQuery query = query(parameters);

      String what = "seed " + seed + ": " + parameters + " for " + party;
      assertThat(paged(query, visibility)).as(what).isEqualTo(wanted);
      assertThat(walked(query, visibility)).as(what).isEqualTo(wanted);
      List<String> tested =
          facts.stream()
              .filter(it -> party == null || it.party().equals(party))
              .filter(it -> queries.test(query, recorded.event(it.sequence())))
              .map(Facts::id)
              .toList();
      assertThat(tested).as(what).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  private List<String> paged(EventQuery query, Visibility visibility) {
    List<String> all = new ArrayList<>();
    String cursor = null;
    do {
      int perPage = 1 + random.nextInt(40);
      QueryAnswer answer = queries.page(query, perPage, cursor, visibility);
      assertThat(answer).as("seed %d: %s", seed, query).isInstanceOf(QueryAnswer.Found.class);
      QueryAnswer.Found found = (QueryAnswer.Found) answer;
      assertThat(found.events()).hasSizeLessThanOrEqualTo(perPage);
      found.events().forEach(event -> all.add(event.eventID()));
      cursor = found.next() == null ? null : found.next().cursor();
    } while (cursor != null);
    return all;
  }

  private List<String> walked(EventQuery query, Visibility visibility) {
    List<String> all = new ArrayList<>();
    EventWalk walk = queries.walk(query, visibility);
    for (var batch = walk.next(); batch.isPresent(); batch = walk.next()) {
      batch.get().stream().map(RecordedEvent::eventID).forEach(all::add);
    }
    return all;
  }

  /** Ties stand in the order of event time and, here, of the sequence, the way results go. */
  private static Comparator<Facts> order(boolean byField, boolean byRecord, boolean ascending) {
    Comparator<Facts> sequence = Comparator.comparingInt(Facts::sequence);
    Comparator<Facts> time = Comparator.comparing(Facts::time).thenComparing(sequence);
    Comparator<Facts> ties = ascending ? time : time.reversed();
    if (byRecord) {
      return ascending ? sequence : sequence.reversed();
    }
    if (!byField) {
      return ties;
    }
    Comparator<Facts> field = Comparator.comparingInt(it -> rank(it.field()));
    Comparator<Facts> number =
        Comparator.comparingInt(it -> isNumber(it.field()) ? Integer.parseInt(it.field()) : 0);
    Comparator<Facts> text = Comparator.comparing(it -> it.field() == null ? "" : it.field());
    Comparator<Facts> value = field.thenComparing(number).thenComparing(text);
    Comparator<Facts> absent = Comparator.comparing(it -> it.field() == null);
    return absent.thenComparing(ascending ? value : value.reversed()).thenComparing(ties);
  }

  private static int rank(@Nullable String field) {
    return isNumber(field) ? 0 : 1;
  }

  private static boolean isNumber(@Nullable String field) {
    return field != null && !field.isEmpty() && Character.isDigit(field.charAt(0));
  }

  /** Adds up to four parameters and answers what they ask. */
  private Predicate<Facts> conditions(Map<String, String> parameters) {
    Predicate<Facts> all = facts -> true;
    for (int left = random.nextInt(5); left > 0; left--) {
      int kind = random.nextInt(19);
      int n = random.nextInt(6);
      boolean flip = random.nextBoolean();
      all =
          all.and(
              switch (kind) {
                case 0 -> {
                  put(parameters, "MATCH_epc", epc(n) + "|" + epc(n + 1));
                  yield it -> it.serials().contains(n) || it.serials().contains(n + 1);
                }
                case 1 -> {
                  put(parameters, "MATCH_anyEPC", "urn:epc:idpat:sgtin:4012345.0" + item(n) + ".*");
                  yield it -> it.serials().stream().anyMatch(serial -> serial % 3 == n % 3);
                }
                case 2 -> {
                  put(parameters, "MATCH_epc", "urn:epc:idpat:sgtin:4012345.*.*");
                  yield it -> !it.serials().isEmpty();
                }
                case 3 -> {
                  String step = STEPS.get(n % 3);
                  put(parameters, "EQ_bizStep", step);
                  yield it -> it.step().equals(step);
                }
                case 4 -> {
                  put(parameters, "EQ_action", "ADD");
                  yield it -> it.action().equals("ADD");
                }
                case 5 -> {
                  put(parameters, "EQ_readPoint", place(n % 3));
                  yield it -> it.place() != null && it.place() == n % 3;
                }
                case 6 -> {
                  put(parameters, "WD_readPoint", place(n % 3));
                  yield it -> it.place() != null && (n % 3 < 2 || it.place() == 2);
                }
                case 7 -> {
                  Instant bound = START.plusNanos(n * 700_500L);
                  put(parameters, flip ? "GE_eventTime" : "LT_eventTime", bound.toString());
                  yield it -> it.time().isBefore(bound) != flip;
                }
                case 8 -> {
                  Instant bound = RecordedEvents.START.plusSeconds(n * 30L);
                  put(parameters, flip ? "GE_recordTime" : "LT_recordTime", bound.toString());
                  yield it ->
                      RecordedEvents.START.plusSeconds(it.sequence()).isBefore(bound) != flip;
                }
                case 9 -> {
                  put(parameters, flip ? "GE_quantity_KGM" : "LT_quantity_GRM", amount(n, flip));
                  yield it -> it.grams() != null && (it.grams() < n * 500) != flip;
                }
                case 10 -> {
                  // In degrees Fahrenheit: 9/5 of the Celsius and 32, exactly.
                  put(parameters, "GE_value_FAH", String.valueOf(n * 18 + 32));
                  yield it -> it.celsius() != null && it.celsius() >= n * 10;
                }
                case 11 -> {
                  put(parameters, "EQ_deviceID", device(n % 2));
                  yield it -> it.celsius() != null && it.device() == n % 2;
                }
                case 12 -> {
                  put(parameters, "EQ_ex:f", n + "|a" + n);
                  yield it -> String.valueOf(n).equals(it.field()) || ("a" + n).equals(it.field());
                }
                case 13 -> {
                  put(parameters, "GT_ex:f", String.valueOf(n));
                  yield it -> isNumber(it.field()) && Integer.parseInt(it.field()) > n;
                }
                case 14 -> {
                  put(parameters, "LE_INNER_ILMD_ex:plot", String.valueOf(n));
                  yield it -> it.ilmd() != null && it.ilmd() <= n;
                }
                case 15 -> {
                  put(parameters, "EXISTS_errorDeclaration", "true");
                  yield Facts::wrong;
                }
                case 16 -> {
                  put(parameters, "EQ_eventID", "urn:x:event:" + n + "|urn:x:event:" + n * 7);
                  yield it -> it.sequence() == n || it.sequence() == n * 7;
                }
                case 17 -> {
                  put(parameters, "EQ_ATTR_readPoint_urn:x:city", "Hull");
                  yield it -> it.place() != null && it.place() == 0;
                }
                default -> {
                  put(parameters, "EXISTS_ex:f", "true");
                  yield it -> it.field() != null;
                }
              });
      if (repeated) {
        repeated = false;
        parameters.clear();
        all = facts -> true;
      }
    }
    return all;
  }

  private boolean repeated;

  private void put(Map<String, String> parameters, String name, String value) {
    repeated |= parameters.put(name, value) != null;
  }

  private static String amount(int n, boolean kilograms) {
    return kilograms ? n / 2 + (n % 2 == 0 ? "" : ".5") : String.valueOf(n * 500);
  }

  private static String epc(int serial) {
    return "urn:epc:id:sgtin:4012345.0" + item(serial) + "." + serial;
  }

  private static String item(int serial) {
    return "1111" + serial % 3;
  }

  private static String place(int number) {
    return "https://id.gs1.org/414/401234500" + PLACES.get(number);
  }

  private static String device(int number) {
    return "urn:epc:id:giai:4000001." + number;
  }

  private static VocabularyElement element(String id, String city, String... children) {
    return new VocabularyElement("urn:x:t", id, Map.of("urn:x:city", city), List.of(children));
  }

  private static EventQuery query(Map<String, String> parameters) {
    EventQuery.Outcome outcome = EventQuery.parse(parameters, Map.of("ex", "urn:ex:"));
    assertThat(outcome).as(parameters.toString()).isInstanceOf(EventQuery.Outcome.Ready.class);
    EventQuery query = ((EventQuery.Outcome.Ready) outcome).query();
    // The body form is the same query.
    assertThat(EventQuery.parseJson(query.toJson())).isEqualTo(new EventQuery.Outcome.Ready(query));
    return query;
  }

  private Facts facts(int sequence) {
    List<Integer> serials = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      int serial = random.nextInt(8);
      if (!serials.contains(serial)) {
        serials.add(serial);
      }
    }
    int kind = random.nextInt(4);
    return new Facts(
        sequence,
        random.nextBoolean() ? "tea" : "coffee",
        random.nextInt(40) * 100L,
        serials,
        random.nextBoolean() ? "ADD" : "OBSERVE",
        STEPS.get(random.nextInt(3)),
        random.nextInt(3) == 0 ? null : random.nextInt(3),
        random.nextBoolean() ? null : random.nextInt(7) * 500,
        random.nextBoolean(),
        random.nextBoolean() ? null : random.nextInt(7) * 10,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(2),
        kind == 0 ? null : kind == 1 ? "a" + random.nextInt(6) : String.valueOf(random.nextInt(7)),
        random.nextBoolean() ? null : random.nextInt(7),
        random.nextInt(10) == 0);
  }

  private void add(Facts it) {
    StringBuilder json = new StringBuilder("{\"type\":\"ObjectEvent\",\"eventTime\":\"");
    json.append(it.time()).append("\",\"eventTimeZoneOffset\":\"+00:00\",\"epcList\":[");
    for (int serial : it.serials()) {
      json.append(json.charAt(json.length() - 1) == '[' ? "\"" : ",\"");
      json.append(epc(serial)).append('"');
    }
    json.append("],\"action\":\"").append(it.action());
    json.append("\",\"bizStep\":\"").append(it.step()).append('"');
    if (it.wrong()) {
      json.append(",\"errorDeclaration\":{\"declarationTime\":\"2026-03-02T00:00:00Z\"}");
    }
    if (it.place() != null) {
      json.append(",\"readPoint\":{\"id\":\"").append(place(it.place())).append("\"}");
    }
    if (it.grams() != null) {
      String amount = it.inKilograms() ? amount(it.grams() / 500, true) : it.grams() + ".0";
      json.append(",\"quantityList\":[{\"epcClass\":\"urn:x:c\",\"quantity\":").append(amount);
      json.append(",\"uom\":\"").append(it.inKilograms() ? "KGM" : "GRM").append("\"}]");
    }
    if (it.celsius() != null) {
      json.append(sensor(it, it.celsius()));
    }
    if (it.ilmd() != null && it.action().equals("ADD")) {
      json.append(",\"ilmd\":{\"urn:ex:box\":{\"urn:ex:plot\":").append(it.ilmd()).append("}}");
    }
    if (it.field() != null) {
      boolean bare = isNumber(it.field()) && it.sequence() % 2 == 0;
      json.append(",\"urn:ex:f\":").append(bare ? it.field() : "\"" + it.field() + "\"");
    }
    facts.add(
        it.ilmd() == null || it.action().equals("ADD")
            ? it
            : new Facts(
                it.sequence(),
                it.party(),
                it.micros(),
                it.serials(),
                it.action(),
                it.step(),
                it.place(),
                it.grams(),
                it.inKilograms(),
                it.celsius(),
                it.inKelvin(),
                it.deviceInMetadata(),
                it.device(),
                it.field(),
                null,
                it.wrong()));
    recorded.add(it.id(), it.party(), json.append('}').toString().getBytes(UTF_8));
  }

  private static String sensor(Facts it, int celsius) {
    String device = "\"deviceID\":\"" + device(it.device()) + "\"";
    String value =
        it.inKelvin() ? celsius + 273 + ".15,\"uom\":\"KEL\"" : celsius + ",\"uom\":\"CEL\"";
    return ",\"sensorElementList\":[{"
        + (it.deviceInMetadata() ? "\"sensorMetadata\":{" + device + "}," : "")
        + "\"sensorReport\":[{\"type\":\"Temperature\",\"value\":"
        + value
        + (it.deviceInMetadata() ? "" : "," + device)
        + "}]}]";
  }
}
