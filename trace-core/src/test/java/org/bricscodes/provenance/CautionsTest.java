package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;
import static org.bricscodes.provenance.Story.TEA;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.WitnessedLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A proof that holds a recall used to read like any other: what its check says now. */
final class CautionsTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(7));
  private static final String CODE = "https://id.gs1.org/01/09521222000018/21/P1";
  private static final String RECALLED = ",'disposition':'recalled'";
  private static final String LIFTED = ",'persistentDisposition':{'unset':['recalled']}";
  private static final String ENDS =
      "that a party said so is proven; not that it may, nor that no newer event says otherwise";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final Story story =
      new Story().object(FACTORY, "2026-05-01T00:00:00Z", "commissioning", PACK, "");

  private byte[] file() {
    try (TransparencyLog log = story.log(folder, KEY, CLOCK)) {
      TraceGraph graph = new TraceGraph(story.source());
      Trace trace =
          graph.withRecallsOf(
              Recallers.anyOf(TEA, Set.of(FACTORY, OTHER)), graph.ofItem(PACK, null));
      Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
      BundleMaker maker = new BundleMaker(log, WitnessedLog.alone(log), none, Map.of());
      return BundleJson.write(maker.of(CODE, trace, Disclosure.PUBLIC, recorded -> false));
    }
  }

  private static List<BundleCheck.ProvenEvent> events(byte[] file) {
    BundleCheck check =
        new BundleVerifier(LedgerProviders.of(List.of()), BundlePins.NONE).check(file);
    assertThat(check).isInstanceOf(BundleCheck.Proven.class);
    return ((BundleCheck.Proven) check).events();
  }

  private static List<String> head(List<BundleCheck.ProvenEvent> events) {
    return Cautions.summary(events).stream().map(Cautions.Line::words).toList();
  }

  /** What stands below each event's line, an empty text where nothing does. */
  private static List<String> below(List<BundleCheck.ProvenEvent> events) {
    return events.stream()
        .map(event -> String.join("; ", event.cautions().stream().map(Caution::words).toList()))
        .toList();
  }

  @Test
  void ordinaryEvents_haveNoCautions() {
    List<BundleCheck.ProvenEvent> events = events(file());

    assertThat(head(events)).isEmpty();
    assertThat(below(events)).containsExactly("");
  }

  @Test
  void recall_isToldAtTheHead_andAtItsStep() {
    story.object(FACTORY, "2026-05-02T00:00:00Z", "holding", PACK, RECALLED);

    List<BundleCheck.ProvenEvent> events = events(file());

    assertThat(head(events))
        .containsExactly(
            "RECALLED: an event in this file, of 2026-05-02T00:00:00Z, by"
                + " https://id.gs1.org/417/9521222000001, recalls"
                + " https://id.gs1.org/01/09521222000018/21/P1",
            ENDS);
    assertThat(below(events)).containsExactly("", "RECALLS what it names");
  }

  @Test
  void recallForGood_ofTheProduct_thenTakenBack_areBothTold_eachWithItsDate() {
    story
        .object(
            FACTORY,
            "2026-05-02T00:00:00Z",
            "holding",
            TEA,
            ",'persistentDisposition':{'set':['recalled']}")
        .object(FACTORY, "2026-05-03T00:00:00Z", "holding", TEA, LIFTED);

    List<BundleCheck.ProvenEvent> events = events(file());

    assertThat(head(events))
        .containsExactly(
            "RECALLED: an event in this file, of 2026-05-02T00:00:00Z, by"
                + " https://id.gs1.org/417/9521222000001, recalls"
                + " https://id.gs1.org/01/09521222000018",
            "RECALL TAKEN BACK: an event in this file, of 2026-05-03T00:00:00Z, by"
                + " https://id.gs1.org/417/9521222000001, takes a recall back of"
                + " https://id.gs1.org/01/09521222000018",
            ENDS);
    assertThat(below(events))
        .containsExactly("", "RECALLS what it names", "takes a recall of what it names back");
  }

  @Test
  void goodsThatAreDestroyed_orMustNotBeSold_areTold_inTransitAreNot() {
    story
        .object(FACTORY, "2026-05-02T00:00:00Z", "shipping", PACK, ",'disposition':'in_transit'")
        .object(
            OTHER,
            "2026-05-03T00:00:00Z",
            "destroying",
            PACK,
            ",'disposition':'destroyed','persistentDisposition':{'set':['non_sellable_other']}");

    List<BundleCheck.ProvenEvent> events = events(file());

    assertThat(head(events))
        .containsExactly(
            "UNFIT: an event in this file, of 2026-05-03T00:00:00Z, by"
                + " https://id.gs1.org/417/9521333000006, says destroyed and non_sellable_other of"
                + " https://id.gs1.org/01/09521222000018/21/P1",
            ENDS);
    assertThat(below(events))
        .containsExactly(
            "", "", "says destroyed of what it names; says non_sellable_other of what it names");
  }

  @Test
  void recallThatWasDeclaredInError_isNotOneAtTheHead_andSaidSoAtBothSteps() {
    String id = ",'eventID':'urn:uuid:78c778b6-1606-53d6-96bc-0520d3d085ee'";
    String error =
        ",'errorDeclaration':{'declarationTime':'2026-05-04T00:00:00Z','reason':'did_not_occur'}";
    story
        .object(FACTORY, "2026-05-02T00:00:00Z", "holding", PACK, RECALLED + id)
        .object(FACTORY, "2026-05-02T00:00:00Z", "holding", PACK, RECALLED + id + error)
        .object(OTHER, "2026-05-03T00:00:00Z", "holding", PACK, RECALLED + id);

    List<BundleCheck.ProvenEvent> events = events(file());

    assertThat(head(events))
        .as("nobody declares in error what another said")
        .containsExactly(
            "RECALLED: an event in this file, of 2026-05-03T00:00:00Z, by"
                + " https://id.gs1.org/417/9521333000006, recalls"
                + " https://id.gs1.org/01/09521222000018/21/P1",
            ENDS);
    assertThat(below(events))
        .containsExactly(
            "",
            "declares in error what its party said under this eventID",
            "RECALLS what it names");
  }

  @Test
  void recallAndItsDeclaration_inOneFile_areBothMarked_andNeitherIsAtTheHead() {
    String id = ",'eventID':'urn:uuid:78c778b6-1606-53d6-96bc-0520d3d085ee'";
    String error = ",'errorDeclaration':{'declarationTime':'2026-05-04T00:00:00Z'}";
    story
        .object(FACTORY, "2026-05-02T00:00:00Z", "holding", PACK, RECALLED + id)
        .object(FACTORY, "2026-05-02T00:00:00Z", "holding", PACK, RECALLED + id + error);

    // As an answer to a query holds them.
    List<BundleCheck.ProvenEvent> events = PartChecks.proven(story.events());

    assertThat(head(events)).isEmpty();
    assertThat(below(events))
        .containsExactly(
            "",
            "RECALLS what it names; declared in error by its party",
            "declares in error what its party said under this eventID");
  }

  @Test
  void recallWhoseWordWasWithheld_isSaidToBeWithheld_notToBeAbsent() {
    story.object(FACTORY, "2026-05-02T00:00:00Z", "holding", PACK, RECALLED);
    byte[] less = Withholding.apply(file(), new Disclosure(Set.of("bizStep", "epcList"))).file();

    List<BundleCheck.ProvenEvent> events = events(less);

    assertThat(head(events))
        .containsExactly("WITHHELD: 1 event in this file withholds whether it recalls", ENDS);
    assertThat(below(events)).containsExactly("", "withholds whether it recalls what it names");
  }

  @Test
  void manyRecallsOfOneParty_doNotHideAnothers_andTheHeadStaysShort() {
    story.object(OTHER, "2026-05-02T00:00:00Z", "holding", PACK, RECALLED);
    for (int i = 0; i < 30; i++) {
      story.object(FACTORY, "2026-05-03T00:00:%02dZ".formatted(i), "holding", PACK, RECALLED);
    }

    assertThat(head(events(file())))
        .containsExactly(
            "RECALLED: an event in this file, of 2026-05-03T00:00:29Z, by"
                + " https://id.gs1.org/417/9521222000001, recalls"
                + " https://id.gs1.org/01/09521222000018/21/P1",
            "RECALLED: an event in this file, of 2026-05-02T00:00:00Z, by"
                + " https://id.gs1.org/417/9521333000006, recalls"
                + " https://id.gs1.org/01/09521222000018/21/P1",
            "and 29 more such events in this file",
            ENDS);
  }

  @Test
  void recallsOfManyParties_areFiveLines_andANumber() {
    List<BundleCheck.ProvenEvent> events = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      events.add(
          new BundleCheck.ProvenEvent(
              i,
              "urn:uuid:" + i,
              Instant.parse("2026-05-01T00:00:00Z"),
              "holding",
              "party " + i,
              Withheld.NOTHING,
              List.of(new Caution(Caution.Kind.RECALLS, "")),
              List.of("it")));
    }

    assertThat(head(events))
        .hasSize(7)
        .startsWith(
            "RECALLED: an event in this file, of 2026-05-01T00:00:00Z, by party 6, recalls it")
        .endsWith("and 2 more such events in this file", ENDS);
  }

  @Test
  void soManyUnitsOfAProduct_areSaidToBeSome_andLongListsAreCounted() {
    story.tell(
        FACTORY,
        "ObjectEvent",
        "2026-05-02T00:00:00Z",
        "'action':'OBSERVE','disposition':'recalled','quantityList':[{'epcClass':'"
            + TEA
            + "','quantity':7}],'epcList':['"
            + PACK
            + "','urn:example:2','urn:example:3','urn:example:4']");

    assertThat(Cautions.named(story.events().getLast().event()))
        .containsExactly(
            "some of https://id.gs1.org/01/09521222000018",
            "https://id.gs1.org/01/09521222000018/21/P1",
            "urn:example:2",
            "2 more");
  }
}
