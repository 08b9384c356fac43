package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LEAF;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;
import static org.bricscodes.provenance.Story.TEA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof of a pack whose product was recalled as a whole. */
final class RecalledBundleTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(7));
  private static final String CODE = "https://id.gs1.org/01/09521222000018/21/P1";

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final Story story =
      new Story()
          .object(FACTORY, "2026-05-01T00:00:00Z", "commissioning", PACK, "")
          .object(FACTORY, "2026-05-02T00:00:00Z", "shipping", TEA, "")
          .tell(
              FACTORY,
              "ObjectEvent",
              "2026-05-03T00:00:00Z",
              "'action':'OBSERVE','bizStep':'holding','epcList':[],'quantityList':"
                  + "[{'epcClass':'https://id.gs1.org/01/09521111000013','quantity':7},"
                  + "{'epcClass':'"
                  + TEA
                  + "'}],'persistentDisposition':{'set':['recalled']}");

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
  void recall_isInTheBundle_whichIsProven_andShowsWhatIsRecalledAlone() {
    byte[] file = file(recalledBy(FACTORY));

    assertThat(indices(file)).containsExactly(0L, 2L);
    assertThat(new String(file, StandardCharsets.UTF_8))
        .contains("/persistentDisposition/set/0", TEA)
        .doesNotContain("09521111000013");
  }

  @Test
  void recall_whoseWordIsWithheld_stillBelongs() {
    byte[] less =
        Withholding.apply(file(recalledBy(FACTORY)), new Disclosure(Set.of("bizStep"))).file();

    assertThat(indices(less)).containsExactly(0L, 2L);
    assertThat(new String(less, StandardCharsets.UTF_8)).doesNotContain("recalled");
  }

  @Test
  void otherEventOfTheProduct_belongsToNoPack() {
    TracedEvent shipping =
        new TracedEvent(
            story.events().get(1).recorded(),
            story.events().get(1).event(),
            TracedEvent.Via.PRODUCT,
            TEA);
    Trace trace = recalledBy(FACTORY);
    Trace more =
        new Trace(
            List.of(trace.events().get(0), shipping, trace.events().get(1)),
            true,
            Set.of(TEA, PACK));

    assertThat(check(file(more)))
        .isEqualTo(new BundleCheck.Failed("/events/1", "does not belong to the past of the code"));
  }

  @Test
  void recallBySomebodyElse_isNotLookedAt() {
    assertThat(Story.shape(recalledBy(OTHER))).containsExactly("0:ITEM");
    assertThat(Story.shape(new TraceGraph(story.source()).ofLot(LOT))).isEmpty();
  }

  @Test
  void recallOfAProductThatWentIn_isInTheBundle_whichIsProven() throws IOException {
    Story made =
        new Story()
            .object(OTHER, "2026-04-01T00:00:00Z", "commissioning", LEAF, "")
            .transform("2026-05-01T00:00:00Z", LEAF, PACK)
            .object(
                OTHER,
                "2026-06-02T00:00:00Z",
                "holding",
                "https://id.gs1.org/01/09521111000013",
                ",'disposition':'recalled'");
    log.close();
    log = made.log(Files.createDirectory(folder.resolve("made")), KEY, CLOCK);
    TraceGraph graph = new TraceGraph(made.source());
    Trace past = graph.ofItem(PACK, null);
    Trace trace =
        graph.withRecallsOf(
            Recallers.of(past, TEA, new Recallers.Whose(Set.of(FACTORY), true), Map.of()), past);

    assertThat(Story.shape(trace)).containsExactly("0:INPUT", "1:ITEM", "2:PRODUCT");
    assertThat(indices(file(trace))).containsExactly(0L, 1L, 2L);
  }

  private Trace recalledBy(String party) {
    TraceGraph graph = new TraceGraph(story.source());
    return graph.withRecallsOf(Recallers.anyOf(TEA, Set.of(party)), graph.ofItem(PACK, null));
  }

  private byte[] file(Trace trace) {
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    BundleMaker maker = new BundleMaker(log, WitnessedLog.alone(log), none, Map.of());
    return BundleJson.write(maker.of(CODE, trace, Disclosure.PUBLIC, recorded -> false));
  }

  private static BundleCheck check(byte[] file) {
    return new BundleVerifier(LedgerProviders.of(List.of()), BundlePins.NONE).check(file);
  }

  private static List<Long> indices(byte[] file) {
    BundleCheck check = check(file);
    assertThat(check).isInstanceOf(BundleCheck.Proven.class);
    return ((BundleCheck.Proven) check)
        .events().stream().map(BundleCheck.ProvenEvent::index).toList();
  }
}
