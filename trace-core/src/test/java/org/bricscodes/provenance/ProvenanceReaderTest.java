package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.bricscodes.codes.AliasCode;
import org.bricscodes.codes.AliasScheme;
import org.bricscodes.codes.Aliases;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeOwners;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.CodeStates;
import org.bricscodes.codes.CodeSubject;
import org.bricscodes.codes.MasterKey;
import org.bricscodes.codes.Serial;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProvenanceReaderTest {

  private static final Gtin GTIN = Gtin.parse("09521222000018");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final MasterKey KEY =
      MasterKey.parse("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

  private final InMemoryStore store = new InMemoryStore(tables());
  private final CodeBook codes = new CodeBook(store, KEY, CLOCK, new Random(1));
  private final CodeStates states = new CodeStates(store, CLOCK, new Random(2));
  private final Aliases aliases = new Aliases(store, CLOCK, new Random(4));
  private final Map<Gtin, String> brands = new HashMap<>();
  private final Story story = new Story();

  @Test
  void code_issued_isGenuine() {
    Batch batch = issue("L1", "2028-01-31");

    Provenance provenance = read("L1", serial(batch));

    assertThat(provenance.verdict()).isEqualTo(Verdict.GENUINE);
    assertThat(provenance.batch()).isEqualTo(batch);
  }

  @Test
  void code_withoutItsLot_isGenuine() {
    Batch batch = issue("L1", "2028-01-31");

    assertThat(read(null, serial(batch)).verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void code_guessed_isNotIssued_andShowsNoJourney() {
    issue("L1", "2028-01-31");
    story.object(Story.FACTORY, "2026-05-01T00:00:00Z", "inspecting", Story.LOT, "");

    Provenance provenance = read("L1", "7GF04CNGMYKV4H93");

    assertThat(provenance.verdict()).isEqualTo(Verdict.NOT_ISSUED);
    assertThat(provenance.journey()).isEqualTo(Journey.NONE);
  }

  @Test
  void code_underAnotherLot_isWrongLot() {
    Batch batch = issue("L1", "2028-01-31");
    issue("L2", "2028-01-31");

    assertThat(read("L2", serial(batch)).verdict()).isEqualTo(Verdict.WRONG_LOT);
  }

  @Test
  void code_ofAnotherShape_isMalformed_untilCodesOfItsProductAreIssued_thenItWasNotIssued() {
    assertThat(read("L1", "P9").verdict()).isEqualTo(Verdict.MALFORMED);

    issue("L1", "2028-01-31");

    assertThat(read("L1", "P9").verdict()).isEqualTo(Verdict.NOT_ISSUED);
  }

  @Test
  void code_inLowerCase_isTheIssuedOne_withItsJourney() {
    String serial = serial(issue("L1", "2028-01-31"));
    story.object(Story.FACTORY, "2026-05-01T00:00:00Z", "commissioning", item(serial), "");

    Provenance provenance = read("L1", serial.toLowerCase(Locale.ROOT));

    assertThat(provenance.verdict()).isEqualTo(Verdict.GENUINE);
    assertThat(provenance.code()).isEqualTo(item(serial));
    assertThat(provenance.journey().steps()).hasSize(1);
  }

  @Test
  void code_ofAnother_inLowerCaseHex_isNotTakenForOneOfOurs_andShowsItsJourney() {
    issue("L1", "2028-01-31");
    story.object(Story.FACTORY, "2026-05-01T00:00:00Z", "storing", item("a1b2c3d4e5f60718"), "");

    assertThat(read("L1", "a1b2c3d4e5f60718").verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(read("L1", "a1b2c3d4e5f60718").journey().steps()).hasSize(1);
    assertThat(read("L1", "a1b2c3d4e5f60719").verdict()).isEqualTo(Verdict.NOT_ISSUED);
  }

  @Test
  void code_thatSomebodyMistyped_isCalledMistyped_andNoForgery() {
    String serial = serial(issue("L1", "2028-01-31"));

    assertThat(read("L1", serial.substring(0, 8) + "-" + serial.substring(8)).verdict())
        .isEqualTo(Verdict.MALFORMED);
  }

  private static String item(String serial) {
    return Story.TEA + "/21/" + serial;
  }

  @Test
  void code_ofAnotherShape_underAKnownLot_borrowsNothingFromIt() {
    issue("L1", "2028-01-31");
    story.object(Story.FACTORY, "2026-05-01T00:00:00Z", "inspecting", Story.LOT, "");

    Provenance provenance = read("L1", "P9");

    assertThat(provenance.verdict()).isEqualTo(Verdict.NOT_ISSUED);
    assertThat(provenance.journey()).isEqualTo(Journey.NONE);
  }

  @Test
  void code_madeElsewhere_isUnknown_andShowsItsJourney() {
    story.object(Story.FACTORY, "2026-05-01T00:00:00Z", "storing", Story.PACK, "");

    Provenance provenance = read("L1", "P1");

    assertThat(provenance.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(provenance.journey().steps()).hasSize(1);
  }

  @Test
  void code_madeElsewhere_andRegistered_isRegistered_byWhom() {
    register("/01/09521222000018/10/L1/21/P1");
    story.object(Story.FACTORY, "2026-05-01T00:00:00Z", "storing", Story.PACK, "");

    Provenance provenance = read("L1", "P1");

    assertThat(provenance.verdict()).isEqualTo(Verdict.REGISTERED);
    assertThat(provenance.reason())
        .isEqualTo(new Reason.Said(Reason.Kind.REGISTERED, Story.FACTORY));
    assertThat(provenance.journey().steps()).hasSize(1);
  }

  @Test
  void code_registered_underAnotherLot_isWrongLot() {
    register("/01/09521222000018/10/L1/21/P1");

    Provenance provenance = read("L2", "P1");

    assertThat(provenance.verdict()).isEqualTo(Verdict.WRONG_LOT);
    assertThat(provenance.journey()).isEqualTo(Journey.NONE);
  }

  @Test
  void code_registered_ofARecalledLot_isRecalled() {
    register("/01/09521222000018/10/L1/21/P1");
    story.object(
        Story.FACTORY,
        "2026-06-01T00:00:00Z",
        "holding",
        Story.LOT,
        ",'persistentDisposition':{'set':['recalled']}");

    assertThat(read("L1", "P1").verdict()).isEqualTo(Verdict.RECALLED);
  }

  @Test
  void code_voided_isVoid() {
    Batch batch = issue("L1", "2028-01-31");
    Serial serial = codes.serials(batch).stream().findFirst().orElseThrow();
    states.set(
        new CodeSubject.Item(GTIN, batch.epoch(), batch.firstCounter()),
        CodeState.Status.VOID,
        Story.FACTORY,
        "spoiled label");

    Provenance provenance = read("L1", serial.toString());

    assertThat(provenance.verdict()).isEqualTo(Verdict.VOID);
    assertThat(provenance.reason()).isEqualTo(new Reason.Said(Reason.Kind.OWNER, "spoiled label"));
  }

  @Test
  void code_ofARecalledLot_isRecalled_evenWhenExpired() {
    Batch batch = issue("L1", "2026-01-31");
    story.object(
        Story.FACTORY,
        "2026-06-01T00:00:00Z",
        "holding",
        Story.LOT,
        ",'persistentDisposition':{'set':['recalled']}");

    Provenance provenance = read("L1", serial(batch));

    assertThat(provenance.verdict()).isEqualTo(Verdict.RECALLED);
    assertThat(provenance.reason()).isEqualTo(recalled(RecallScope.LOT));
  }

  private static Reason recalled(RecallScope scope) {
    return new Reason.Recalled(scope, Story.FACTORY, Story.FACTORY, LocalDate.parse("2026-06-01"));
  }

  @Test
  void code_ofARecalledProduct_isRecalled_whateverItsLot_untilThatIsLifted() {
    Batch one = issue("L1", "2028-01-31");
    Batch two = issue("L2", "2028-01-31");
    story.object(
        Story.FACTORY,
        "2026-06-01T00:00:00Z",
        "holding",
        Story.TEA,
        ",'persistentDisposition':{'set':['recalled']}");

    assertThat(read("L1", serial(one)).reason()).isEqualTo(recalled(RecallScope.PRODUCT));
    Provenance found = read("L2", serial(two));
    assertThat(found.verdict()).isEqualTo(Verdict.RECALLED);
    assertThat(found.reason()).isEqualTo(recalled(RecallScope.PRODUCT));
    assertThat(found.journey().steps())
        .extracting(Step::via)
        .containsExactly(TracedEvent.Via.PRODUCT);

    story.object(
        Story.FACTORY,
        "2026-06-02T00:00:00Z",
        "holding",
        Story.TEA,
        ",'persistentDisposition':{'unset':['recalled']}");

    assertThat(read("L2", serial(two)).verdict()).isEqualTo(Verdict.GENUINE);
  }

  @Test
  void code_registered_ofARecalledProduct_isRecalled() {
    register("/01/09521222000018/10/L1/21/P1");
    story.object(
        Story.FACTORY, "2026-06-01T00:00:00Z", "holding", Story.TEA, ",'disposition':'recalled'");

    Provenance found = read("L1", "P1");

    assertThat(found.verdict()).isEqualTo(Verdict.RECALLED);
    assertThat(found.reason()).isEqualTo(recalled(RecallScope.PRODUCT));
  }

  @Test
  void product_recalledByAnotherOfItsIssuers_isNotRecalledForThisOnes() {
    Batch batch = issue("L1", "2028-01-31");
    story.object(
        Story.OTHER, "2026-06-01T00:00:00Z", "holding", Story.TEA, ",'disposition':'recalled'");

    Provenance found = read("L1", serial(batch));

    assertThat(found.verdict()).isEqualTo(Verdict.GENUINE);
    assertThat(found.journey().steps()).isEmpty();
  }

  @Test
  void codeOfALotOrProduct_isRecalled_byWhoeverIssuesCodesOfIt() {
    issue("L1", "2028-01-31");
    story.object(
        Story.FACTORY, "2026-06-01T00:00:00Z", "holding", Story.LOT, ",'disposition':'recalled'");
    story.object(
        Story.OTHER, "2026-06-01T00:00:00Z", "holding", Story.TEA, ",'disposition':'recalled'");

    assertThat(read("L1", null).reason()).isEqualTo(recalled(RecallScope.LOT));
    assertThat(read("L2", null).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(read(null, null).verdict()).isEqualTo(Verdict.UNKNOWN);

    story.object(
        Story.FACTORY, "2026-06-01T00:00:00Z", "holding", Story.TEA, ",'disposition':'recalled'");

    Provenance lot = read("L2", null);
    assertThat(lot.verdict()).isEqualTo(Verdict.RECALLED);
    assertThat(lot.reason()).isEqualTo(recalled(RecallScope.PRODUCT));
    assertThat(lot.journey().steps())
        .extracting(Step::via)
        .containsExactly(TracedEvent.Via.PRODUCT);
    assertThat(read(null, null).reason()).isEqualTo(recalled(RecallScope.PRODUCT));
  }

  @Test
  void product_isNotRecalled_byAStrangerWhoClaimsToHaveMadeIt() {
    issue("L1", "2028-01-31");
    story.object(Story.OTHER, "2026-05-01T00:00:00Z", "commissioning", Story.TEA, "");
    story.object(
        Story.OTHER, "2026-06-01T00:00:00Z", "holding", Story.TEA, ",'disposition':'recalled'");

    assertThat(read(null, null).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(read("L1", null).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void lotPage_isNotTurnedRed_byAPartyThatOrderedOneCodeOfTheProduct() {
    issue("L1", "2028-01-31");
    issueAs(Story.OTHER, "X", "2028-01-31");
    story.object(
        Story.OTHER, "2026-06-01T00:00:00Z", "holding", Story.LOT, ",'disposition':'recalled'");
    story.object(
        Story.OTHER, "2026-06-01T00:00:00Z", "holding", Story.TEA, ",'disposition':'recalled'");

    assertThat(read("L1", null).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(read(null, null).reason())
        .as("of two issuers each is told by name")
        .isEqualTo(
            new Reason.Recalled(
                RecallScope.PRODUCT, Story.OTHER, Story.OTHER, LocalDate.parse("2026-06-01")));

    brands.put(GTIN, Story.FACTORY);
    assertThat(read(null, null).verdict())
        .as("the one that registered the product's links")
        .isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void lotPage_ofRegisteredGoods_isRecalled_byWhoRegisteredThem() {
    register("/01/09521222000018/10/L1/21/P1");
    story.object(
        Story.FACTORY, "2026-06-01T00:00:00Z", "holding", Story.LOT, ",'disposition':'recalled'");

    assertThat(read("L1", null).reason()).isEqualTo(recalled(RecallScope.LOT));
  }

  @Test
  void code_whoseKeyIsNotHere_ofARecalledLot_isRecalled() {
    Batch batch = issue("L1", "2028-01-31");
    String serial = serial(batch);
    story.object(
        Story.FACTORY, "2026-06-01T00:00:00Z", "holding", Story.LOT, ",'disposition':'recalled'");
    MasterKey other =
        MasterKey.parse("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    CodeBook stranger = new CodeBook(store, other, CLOCK, new Random(3));

    Provenance found = reader(stranger).of(GTIN, "L1", serial);

    assertThat(found.verdict()).isEqualTo(Verdict.RECALLED);
    assertThat(found.reason()).isEqualTo(recalled(RecallScope.LOT));
    assertThat(found.batch()).isNull();
  }

  @Test
  void code_madeElsewhere_isRecalled_byWhoMadeIt_orOwnsItsLot() {
    story.object(Story.OTHER, "2026-05-01T00:00:00Z", "commissioning", Story.PACK, "");
    story.object(
        Story.OTHER, "2026-06-01T00:00:00Z", "holding", Story.PACK, ",'disposition':'recalled'");
    assertThat(read("L1", "P1").verdict()).as("nobody owns it here").isEqualTo(Verdict.RECALLED);

    issue("L1", "2028-01-31");
    assertThat(read("L1", "P1").verdict()).as("its lot has an owner").isEqualTo(Verdict.UNKNOWN);

    story.object(
        Story.FACTORY, "2026-06-01T00:00:00Z", "holding", Story.LOT, ",'disposition':'recalled'");
    assertThat(read("L1", "P1").reason()).isEqualTo(recalled(RecallScope.LOT));
  }

  @Test
  void code_onItsLastDay_isGenuine_twoDaysLaterExpired() {
    Batch lastDay = issue("L1", "2026-06-30");
    Batch before = issue("L2", "2026-06-29");

    assertThat(read("L1", serial(lastDay)).verdict()).isEqualTo(Verdict.GENUINE);
    assertThat(read("L2", serial(before)).verdict()).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void code_whoseKeyIsNotHere_isUnknown() {
    Batch batch = issue("L1", "2028-01-31");
    String serial = serial(batch);
    MasterKey other =
        MasterKey.parse("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    CodeBook stranger = new CodeBook(store, other, CLOCK, new Random(3));

    assertThat(reader(stranger).of(GTIN, "L1", serial).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void lot_withoutSerial_isUnknown_andShowsItsJourney() {
    story.object(Story.FACTORY, "2026-05-01T00:00:00Z", "inspecting", Story.LOT, "");

    Provenance provenance = read("L1", null);

    assertThat(provenance.verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(provenance.journey().steps()).hasSize(1);
  }

  private void register(String link) {
    AliasCode code = AliasCode.parse(AliasScheme.SGTIN, link);
    aliases.put(Story.FACTORY, code, code.item().orElseThrow());
  }

  private Provenance read(@Nullable String lot, @Nullable String serial) {
    return reader(codes).of(GTIN, lot, serial);
  }

  private ProvenanceReader reader(CodeBook book) {
    return new ProvenanceReader(
        book,
        states,
        aliases,
        new CodeOwners(store, book, brands::get),
        story.source(),
        new NoNames(),
        new NoLog(),
        Disclosure.PUBLIC,
        CLOCK);
  }

  private Batch issue(String lot, String expiry) {
    return issueAs(Story.FACTORY, lot, expiry);
  }

  private Batch issueAs(String party, String lot, String expiry) {
    return codes.issue(
        BatchOrder.builder(party)
            .gtin(GTIN.digits())
            .lot(lot)
            .quantity(10L)
            .expiry(expiry)
            .build());
  }

  private String serial(Batch batch) {
    return codes.serials(batch).stream().findFirst().orElseThrow().toString();
  }

  private static Set<Table> tables() {
    Set<Table> tables = new HashSet<>(CodeBook.tables());
    tables.addAll(CodeStates.tables());
    tables.addAll(Aliases.tables());
    return tables;
  }

  /** Nothing has a name. */
  static final class NoNames implements Names {
    @Override
    public Optional<NamedPlace> place(String uri) {
      return Optional.empty();
    }

    @Override
    public Optional<String> party(String uri) {
      return Optional.empty();
    }
  }

  /** Nothing is logged. */
  private static final class NoLog implements LogStatus {
    @Override
    public long published() {
      return 0;
    }

    @Override
    public List<String> anchored(long sequence) {
      return List.of();
    }
  }
}
