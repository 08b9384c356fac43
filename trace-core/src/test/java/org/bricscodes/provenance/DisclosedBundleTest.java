package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bricscodes.provenance.Story.CASE;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.OTHER_PACK;
import static org.bricscodes.provenance.Story.PACK;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.capture.EventTree;
import org.bricscodes.epcis.EventPieces;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.tlog.Digest;
import org.bricscodes.tlog.Salt;
import org.bricscodes.tlog.SaltedTree;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles of which some see less than others, and what can be done to them. */
final class DisclosedBundleTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(7));
  private static final String CODE = "https://id.gs1.org/01/09521222000018/10/L1/21/P1";
  private static final String INVOICE = "urn:epcglobal:cbv:bt:9521222000018:INV-4711";
  private static final String RESULT = "urn:epcglobal:cbv:bt:9521333000006:TEST-12";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final Story story =
      new Story()
          .withEntries(1)
          .object(FACTORY, "2026-05-01T00:00:00Z", "commissioning", PACK, "")
          .withEntries(2)
          .pack("2026-05-03T00:00:00Z", CASE, OTHER_PACK, PACK)
          .object(
              OTHER,
              "2026-05-04T00:00:00Z",
              "shipping",
              CASE,
              ",'bizTransactionList':[{'type':'inv','bizTransaction':'"
                  + INVOICE
                  + "'},{'type':'testres','bizTransaction':'"
                  + RESULT
                  + "'}],'sourceList':[{'type':'owning_party','source':'"
                  + FACTORY
                  + "'}],'https://ex.org/price':12.50")
          .tell(
              OTHER,
              "ObjectEvent",
              "2026-05-05T00:00:00Z",
              "'action':'OBSERVE','bizStep':'inspecting','epcList':[],"
                  + "'quantityList':[{'epcClass':'"
                  + LOT
                  + "','quantity':46,'uom':'KGM'},"
                  + "{'epcClass':'https://id.gs1.org/01/09521222000018/10/L9','quantity':7}]")
          .unpack("2026-05-06T00:00:00Z", CASE, PACK);

  @SuppressWarnings("NullAway.Init") // opened before each test
  private TransparencyLog log;

  @BeforeEach
  void commit() {
    log = story.log(folder, KEY, CLOCK);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void publicBundle_isProven_andSaysWhatItWithholds() {
    BundleCheck.Proven proven = proven(publicFile());

    assertThat(proven.events())
        .extracting(event -> event.index() + ": " + event.withheld().words())
        .containsExactly(
            "0: 0 of 0 pieces shown",
            "1: 7 of 8 pieces shown; withheld: 1 of childEPCs",
            "2: 8 of 13 pieces shown; withheld: 2 of bizTransactionList, 2 of sourceList, 1 of"
                + " https://ex.org/price",
            "3: 7 of 11 pieces shown; withheld: 4 of quantityList",
            "4: 7 of 7 pieces shown");
    assertThat(proven.events())
        .extracting(BundleCheck.ProvenEvent::eventID)
        .startsWith(story.events().getFirst().recorded().eventID())
        .endsWith("entry 1", "entry 2", "entry 3", "entry 4");
  }

  @Test
  void publicBundle_holdsNothingOfWhatIsWithheld() {
    String file = text(publicFile());

    assertThat(file)
        .contains(RESULT, PACK, CASE, LOT, ProofBundle.FORMAT_2)
        .doesNotContain(INVOICE, OTHER_PACK, "12.50", "\"value\":\"46\"", "/L9", "owning_party");
    for (EventSource.Found event : story.events().subList(1, 5)) {
      assertThat(file)
          .doesNotContain(Base64.getEncoder().encodeToString(event.recorded().salt()))
          .doesNotContain(HexFormat.of().formatHex(event.recorded().eventHash()));
    }
  }

  /**
   * Whoever had one of the hidden salts, or what they come from, could try one value after another.
   */
  @Test
  void noSaltOfAHiddenPiece_isInThePublicBundle_orFollowsFromIt() {
    Matcher hashes = Pattern.compile("[A-Za-z0-9+/]{43}=").matcher(text(publicFile()));
    List<byte[]> known = new ArrayList<>();
    while (hashes.find()) {
      known.add(Base64.getDecoder().decode(hashes.group()));
    }
    int hidden = 0;
    for (EventSource.Found event : story.events().subList(1, 5)) {
      RecordedEvent recorded = event.recorded();
      List<byte[]> contents =
          EventTree.contents(
              EventPieces.of(recorded.event()), recorded.event(), recorded.eventHash());
      SaltedTree tree = SaltedTree.of(Salt.of(recorded.salt()), contents);
      Set<Long> shown =
          Set.copyOf(
              part((int) recorded.sequence()).pieces().stream().map(EventPart.Piece::at).toList());
      for (int leaf = 0; leaf < contents.size(); leaf++) {
        if (!shown.contains((long) leaf)) {
          hidden++;
          byte[] salt = tree.salt(leaf);
          for (byte[] one : known) {
            assertThat(one).isNotEqualTo(salt);
            assertThat(SaltedTree.of(Salt.of(one), contents).salt(leaf)).isNotEqualTo(salt);
          }
        }
      }
    }
    assertThat(known).hasSizeGreaterThan(40);
    assertThat(hidden).isEqualTo(2 + 6 + 5 + 1);
  }

  @Test
  void publicBundle_withAnySingleByteChanged_isNotProven() {
    byte[] file = publicFile();
    Random random = new Random(42);

    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(check(changed))
          .as("byte %d of %s changed, seed 42", i, text(file))
          .isNotInstanceOf(BundleCheck.Proven.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a count is another | \"members\":\"1 type | \"members\":\"2 type",
        "a member more | \"members\":\"1 type | \"members\":\"1 a\\n1 type",
        "a name is another | \\n1 bizStep | \\n1 bizStup",
        "a piece stands elsewhere | \"at\":1, | \"at\":2,",
        "a piece is another's | \"pointer\":\"/bizStep\" | \"pointer\":\"/disposition\"",
        "an item has another place | /childEPCs/1 | /childEPCs/0",
        "a value has a space more | \"value\":\"\\\"packing\\\"\" | \"value\":\" \\\"packing\\\"\"",
        "a value is said otherwise | \\\"packing\\\" | \\\"unpacking\\\"",
      })
  void part_changedInOneWay_isNotProven(String how, String from, String to) {
    String file = text(publicFile());
    int event = file.indexOf("\"index\":1");
    String changed =
        file.substring(0, event)
            + file.substring(event).replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));

    assertThat(changed).as(how).isNotEqualTo(file);
    assertThat(check(changed.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            BundleCheck.Failed.class,
            failed -> assertThat(failed.pointer()).startsWith("/events/1"));
  }

  @Test
  void piece_shownTwice_orLaterThanAnother_isRefused() {
    EventPart part = part(1);
    List<EventPart.Piece> twice = new ArrayList<>(part.pieces());
    twice.add(1, twice.getFirst());

    assertThat(check(with(1, _ -> new EventPart(part.members(), twice, part.nodes()))))
        .isEqualTo(
            new BundleCheck.Failed(
                "/events/1/pieces/1/at",
                "must be above the one before and that of a piece of the event"));
    assertThat(
            check(
                with(
                    1, _ -> new EventPart(part.members(), part.pieces().reversed(), part.nodes()))))
        .isInstanceOf(BundleCheck.Failed.class);
  }

  @Test
  void hiddenPieces_exchanged_leftOut_orAdded_areNotProven() {
    EventPart part = part(2);
    List<Digest> more = new ArrayList<>(part.nodes());
    more.add(part.nodes().getFirst());

    assertThat(
            check(
                with(
                    2, _ -> new EventPart(part.members(), part.pieces(), part.nodes().reversed()))))
        .isEqualTo(
            new BundleCheck.Failed(
                "/events/2",
                "is not in the log as shown; its pieces, nodes, members, context, party, record"
                    + " time, index or path was changed: the inclusion path does not lead to the"
                    + " root"));
    assertThat(
            check(
                with(
                    2,
                    _ ->
                        new EventPart(
                            part.members(),
                            part.pieces(),
                            part.nodes().subList(1, part.nodes().size())))))
        .isEqualTo(new BundleCheck.Failed("/events/2/nodes", "the batch proof lacks hashes"));
    assertThat(check(with(2, _ -> new EventPart(part.members(), part.pieces(), more))))
        .isEqualTo(
            new BundleCheck.Failed("/events/2/nodes", "the batch proof has too many hashes"));
  }

  @Test
  void partOfAnotherEvent_isNotProven() {
    EventPart other = part(4);

    assertThat(check(with(1, _ -> other)))
        .isInstanceOfSatisfying(
            BundleCheck.Failed.class,
            failed -> assertThat(failed.pointer()).isEqualTo("/events/1"));
  }

  @ParameterizedTest
  @CsvSource({"type", "eventTime", "eventTimeZoneOffset", "action", "parentID"})
  void eventWithoutWhatItIs_isRefused(String member) {
    byte[] file = with(1, part -> without(part, 8, "/" + member));

    assertThat(check(file))
        .isEqualTo(
            new BundleCheck.Failed(
                "/events/1/pieces",
                "withhold " + member + ", without which the event cannot be told"));
  }

  @Test
  void eventWhoseItemIsWithheld_isNoPartOfThePast() {
    byte[] file = with(1, part -> without(part, 8, "/childEPCs/1"));

    assertThat(check(file)).isInstanceOf(BundleCheck.Failed.class);
  }

  @Test
  void partyThatRecordedIt_seesItsOwnWhole_andTheRestInPart() {
    ProofBundle bundle =
        maker()
            .of(CODE, story.trace(), Disclosure.PUBLIC, recorded -> recorded.party().equals(OTHER));
    String file = text(BundleJson.write(bundle));

    assertThat(proven(BundleJson.write(bundle)).events())
        .extracting(event -> event.withheld().isPart())
        .containsExactly(false, true, false, false, true);
    assertThat(file).contains(INVOICE, "12.50").doesNotContain(OTHER_PACK);
  }

  @Test
  void wholeBundle_ofEntriesOfBothVersions_isProven() {
    byte[] file = BundleJson.write(maker().of(CODE, story.trace()));

    assertThat(text(file)).contains(ProofBundle.FORMAT_2, "\"entry\":1", "\"entry\":2", INVOICE);
    assertThat(proven(file).events()).noneMatch(event -> event.withheld().isPart());
    String other = text(file).replaceFirst("\"entry\":1", "\"entry\":2");
    assertThat(check(other.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            BundleCheck.Failed.class,
            failed -> assertThat(failed.pointer()).isEqualTo("/events/0"));
    String third = text(file).replaceFirst("\"entry\":1", "\"entry\":3");
    assertThat(check(third.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new BundleCheck.Failed("/events/0/entry", "must be 1 or 2"));
  }

  @Test
  void wholeBundle_withAnySingleByteChanged_isNotProven() {
    byte[] file = BundleJson.write(maker().of(CODE, story.trace()));
    Random random = new Random(43);

    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(check(changed))
          .as("byte %d of %s changed, seed 43", i, text(file))
          .isNotInstanceOf(BundleCheck.Proven.class);
    }
  }

  @Test
  void firstForm_takesNoEntryAndNoPart() {
    String file = text(publicFile()).replace(ProofBundle.FORMAT_2, ProofBundle.FORMAT);

    assertThat(check(file.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new BundleCheck.Failed("/events/0/entry", "is no member of this format"));
  }

  @Test
  void event_neitherWholeNorPart_isRefusedByItsMembers() {
    String file = text(publicFile());

    assertThat(
            check(
                file.replaceFirst("\"nodes\":", "\"salt\":\"\",\"nodes\":")
                    .getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new BundleCheck.Failed("/events/1/salt", "is no member of this format"));
    assertThat(
            check(
                file.replaceFirst("\"members\":\"[^\"]*\",", "").getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new BundleCheck.Failed("/events/1", "lacks members"));
  }

  @Test
  void eventOfVersion1_isWhole_orNotThereAtAll() {
    assertThat(
            maker()
                .of(CODE, story.trace(), Disclosure.PUBLIC, recorded -> false)
                .events()
                .getFirst()
                .part())
        .isNull();
    assertThat(text(publicFile())).contains("\"entry\":1", "\"hash\":");
  }

  @Test
  void withholding_ofAWholeBundle_showsWhatWasChosen_andWhatTiesItToTheCode() {
    byte[] whole = BundleJson.write(maker().of(CODE, story.trace()));

    Withholding.Result result =
        Withholding.apply(whole, new Disclosure(Set.of("bizStep", "bizTransactionList[inv]")));

    assertThat(result.parts()).isEqualTo(4);
    assertThat(result.whole()).isEqualTo(1);
    assertThat(text(result.file()))
        .contains(INVOICE, PACK, CASE, LOT)
        .doesNotContain(RESULT, OTHER_PACK, "12.50");
    assertThat(proven(result.file()).events())
        .extracting(BundleCheck.ProvenEvent::bizStep)
        .containsExactly("commissioning", "packing", "shipping", "inspecting", "unpacking");
  }

  @Test
  void withholding_ofWhatIsShown_showsLess_neverMore() {
    byte[] file = publicFile();

    byte[] less = Withholding.apply(file, new Disclosure(Set.of("bizTransactionList"))).file();

    assertThat(text(less)).contains(RESULT).doesNotContain(INVOICE, "shipping");
    assertThat(proven(less).events())
        .extracting(event -> event.withheld().words())
        .contains(
            "7 of 13 pieces shown; withheld: 1 of bizStep, 2 of bizTransactionList, 2 of"
                + " sourceList, 1 of https://ex.org/price");
    assertThat(Withholding.apply(file, Disclosure.PUBLIC).file()).isEqualTo(file);
    assertThatThrownBy(() -> Withholding.apply(new byte[0], Disclosure.PUBLIC))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void withholding_ofAQuerysAnswer_leavesItsStatementStanding() {
    List<RecordedEvent> events = story.events().stream().map(EventSource.Found::recorded).toList();
    byte[] whole = BundleJson.write(maker().of("{}", "everyone", maker().checkpoint(), events));

    byte[] file = Withholding.apply(whole, new Disclosure(Set.of("bizStep", "epcList"))).file();

    assertThat(text(whole)).contains(ResultSet.FORMAT_2, INVOICE);
    assertThat(check(whole)).isInstanceOf(BundleCheck.ProvenSet.class);
    assertThat(text(file)).contains(ResultSet.FORMAT_2, CASE).doesNotContain(INVOICE, OTHER_PACK);
    assertThat(check(file))
        .isInstanceOfSatisfying(
            BundleCheck.ProvenSet.class,
            proven ->
                assertThat(proven.events())
                    .extracting(event -> event.withheld().isPart())
                    .containsExactly(false, true, true, true, true));
  }

  @Test
  void deletion_thatWithholdsWhatItTookOut_doesNotEmptyTheContainer() {
    // Shown without its child, the unpacking would look like that of everything.
    byte[] file = with(4, part -> without(part, 7, "/childEPCs/0"));

    assertThat(check(file))
        .isEqualTo(new BundleCheck.Failed("/events/4", "does not belong to the past of the code"));
  }

  @Test
  void withdrawnEvent_cannotBeShownAsOneThatStands() {
    Story withdrawn =
        new Story()
            .withEntries(2)
            .tell(
                FACTORY,
                "ObjectEvent",
                "2026-05-01T00:00:00Z",
                "'action':'OBSERVE','bizStep':'inspecting','epcList':['"
                    + PACK
                    + "'],'errorDeclaration':{'declarationTime':'2026-05-02T00:00:00Z','reason':"
                    + "'incorrect_data','correctiveEventIDs':['ni:///sha-256;"
                    + "00".repeat(32)
                    + "?ver=CBV2.0']}");
    EventSource.Found event = withdrawn.events().getFirst();
    EventPart shown = new Disclosure(Set.of()).of(event.recorded(), event.event(), Set.of(PACK));
    EventPart all =
        Disclosure.PUBLIC
            .and(Set.of("errorDeclaration"))
            .of(event.recorded(), event.event(), Set.of(PACK));

    assertThat(shown.pieces())
        .extracting(EventPart.Piece::pointer)
        .containsExactly(
            "/type",
            "/eventTime",
            "/eventTimeZoneOffset",
            "/action",
            "/epcList/0",
            "/errorDeclaration/declarationTime");
    assertThat(all.pieces())
        .extracting(EventPart.Piece::pointer)
        .contains("/errorDeclaration/reason")
        .doesNotContain("/errorDeclaration/correctiveEventIDs/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[ ]", "[\n\t]"})
  void emptyList_isShown_howeverItIsSpelled(String empty) {
    EventSource.Found event =
        new Story()
            .withEntries(2)
            .tell(
                FACTORY,
                "AggregationEvent",
                "2026-05-06T00:00:00Z",
                "'parentID':'" + CASE + "','childEPCs':" + empty + ",'action':'DELETE'")
            .events()
            .getFirst();

    EventPart part = Disclosure.PUBLIC.of(event.recorded(), event.event(), Set.of(CASE));

    assertThat(part.pieces()).extracting(EventPart.Piece::pointer).contains("/childEPCs");
  }

  @Test
  void documentOfAnotherVocabulary_isNoCertificateForItsLastWord() {
    EventSource.Found event =
        new Story()
            .withEntries(2)
            .object(
                FACTORY,
                "2026-05-01T00:00:00Z",
                "inspecting",
                PACK,
                ",'bizTransactionList':[{'type':'https://acme.example/doc/cert','bizTransaction':'"
                    + INVOICE
                    + "'},{'type':'testres','bizTransaction':'"
                    + RESULT
                    + "'}]")
            .events()
            .getFirst();

    EventPart part = Disclosure.PUBLIC.of(event.recorded(), event.event(), Set.of(PACK));

    assertThat(part.pieces())
        .extracting(EventPart.Piece::pointer)
        .contains("/bizTransactionList/1/bizTransaction")
        .doesNotContain("/bizTransactionList/0/bizTransaction");
  }

  @Test
  void eventID_thatIsAnEventHash_isNeverShown_howeverItIsSpelled() {
    String hash = "i:///sha-256;" + "ab".repeat(32) + "?ver=CBV2.0";
    for (String spelled : List.of("n" + hash, "N" + hash, "\\u006e" + hash)) {
      EventSource.Found event =
          new Story()
              .withEntries(2)
              .tell(
                  FACTORY,
                  "ObjectEvent",
                  "2026-05-01T00:00:00Z",
                  "'eventID':'" + spelled + "','action':'OBSERVE','epcList':['" + PACK + "']")
              .events()
              .getFirst();

      assertThat(Disclosure.PUBLIC.of(event.recorded(), event.event(), Set.of(PACK)).pieces())
          .as(spelled)
          .extracting(EventPart.Piece::pointer)
          .contains("/epcList/0")
          .doesNotContain("/eventID");
    }
  }

  private byte[] publicFile() {
    return BundleJson.write(maker().of(CODE, story.trace(), Disclosure.PUBLIC, recorded -> false));
  }

  private EventPart part(int index) {
    EventSource.Found event = story.events().get(index);
    return Disclosure.PUBLIC.of(event.recorded(), event.event(), story.trace().subjects());
  }

  /** The public bundle with the part of one event changed. */
  private byte[] with(int index, UnaryOperator<EventPart> change) {
    ProofBundle bundle = maker().of(CODE, story.trace(), Disclosure.PUBLIC, recorded -> false);
    List<ProofBundle.Entry> events = new ArrayList<>(bundle.events());
    ProofBundle.Entry entry = events.get(index);
    events.set(
        index, new ProofBundle.Entry(entry.recorded(), entry.path(), change.apply(part(index))));
    return BundleJson.write(
        new ProofBundle(
            bundle.code(),
            bundle.log(),
            bundle.checkpoint(),
            bundle.witnesses(),
            events,
            bundle.anchors()));
  }

  /** The same part with one piece less, as its holder may make it. */
  private static EventPart without(EventPart part, int pieces, String pointer) {
    List<EventPart.Piece> less =
        part.pieces().stream().filter(piece -> !piece.pointer().equals(pointer)).toList();
    List<Digest> nodes =
        SaltedTree.nodes(
            1 + pieces,
            part.pieces().stream().map(piece -> (int) piece.at()).toList(),
            part.pieces().stream()
                .map(
                    piece ->
                        SaltedTree.leafHash(
                            piece.salt(),
                            EventTree.content(
                                piece.pointer(), piece.value().getBytes(StandardCharsets.UTF_8))))
                .toList(),
            part.nodes(),
            new TreeSet<>(less.stream().map(piece -> (int) piece.at()).toList()));
    assertThat(less).hasSize(part.pieces().size() - 1);
    return new EventPart(part.members(), less, nodes);
  }

  private BundleMaker maker() {
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    return new BundleMaker(log, WitnessedLog.alone(log), none, Map.of());
  }

  private static BundleCheck check(byte[] file) {
    return new BundleVerifier(LedgerProviders.of(List.of()), BundlePins.NONE).check(file);
  }

  private static BundleCheck.Proven proven(byte[] file) {
    BundleCheck check = check(file);
    assertThat(check).isInstanceOf(BundleCheck.Proven.class);
    return (BundleCheck.Proven) check;
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }
}
