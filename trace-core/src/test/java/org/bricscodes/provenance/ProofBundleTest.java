package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bricscodes.provenance.Story.CASE;
import static org.bricscodes.provenance.Story.FACTORY;
import static org.bricscodes.provenance.Story.LOT;
import static org.bricscodes.provenance.Story.OTHER;
import static org.bricscodes.provenance.Story.PACK;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole bundles of events whose log entries have version 1, which hold for good. */
final class ProofBundleTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(7));
  private static final String CODE = "https://id.gs1.org/01/09521222000018/10/L1/21/P1";
  private static final LedgerProviders NO_LEDGERS = LedgerProviders.of(List.of());

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final Story story =
      new Story()
          .withEntries(1)
          .object(FACTORY, "2026-05-01T00:00:00Z", "commissioning", PACK, "")
          .object(OTHER, "2026-05-02T00:00:00Z", "storing", Story.OTHER_PACK, "") // not ours
          .pack("2026-05-03T00:00:00Z", CASE, PACK)
          .object(OTHER, "2026-05-04T00:00:00Z", "shipping", CASE, "")
          .object(OTHER, "2026-05-05T00:00:00Z", "inspecting", LOT, "");

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
  void bundle_unchanged_isProven() {
    BundleCheck check = check(file());

    assertThat(check)
        .isInstanceOfSatisfying(
            BundleCheck.Proven.class,
            proven -> {
              assertThat(proven.origin()).isEqualTo("log.example/trace");
              assertThat(proven.size()).isEqualTo(5);
              assertThat(proven.events())
                  .extracting(BundleCheck.ProvenEvent::index)
                  .containsExactly(0L, 2L, 3L, 4L);
              assertThat(proven.logKeyPinned()).isFalse();
            });
  }

  @Test
  void bundle_withAnySingleByteChanged_isNotProven() {
    byte[] file = file();
    Random random = new Random(42);

    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(check(changed))
          .as("byte %d of %s changed, seed 42", i, new String(file, StandardCharsets.UTF_8))
          .isNotInstanceOf(BundleCheck.Proven.class);
    }
  }

  @Test
  void bundle_withASaltChanged_saysWhichEvent() {
    String file = new String(file(), StandardCharsets.UTF_8);
    String changed = file.replaceFirst("\"salt\":\"A", "\"salt\":\"B");

    assertThat(check(changed.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            BundleCheck.Failed.class,
            failed -> assertThat(failed.pointer()).isEqualTo("/events/0"));
  }

  @Test
  void bundle_withAnEventOfAnotherPack_isRefused() {
    Trace stranger = new TraceGraph(story.source()).ofItem(Story.OTHER_PACK, null);
    ProofBundle bundle = maker().of(CODE, stranger);

    assertThat(check(BundleJson.write(bundle)))
        .isEqualTo(new BundleCheck.Failed("/code", "no event of the bundle names it"));
  }

  @Test
  void bundle_withAnEventMoreThatIsOfAnotherPack_isRefused() {
    ProofBundle own = maker().of(CODE, story.trace());
    ProofBundle foreign =
        maker().of(CODE, new TraceGraph(story.source()).ofItem(Story.OTHER_PACK, null));
    List<ProofBundle.Entry> events = new ArrayList<>(own.events());
    events.add(foreign.events().getFirst());

    assertThat(check(BundleJson.write(with(own, CODE, events))))
        .isEqualTo(new BundleCheck.Failed("/events/4", "does not belong to the past of the code"));
  }

  @Test
  void bundle_thatClaimsALotNoEventNames_isRefused() {
    String claimed = "https://id.gs1.org/01/09521222000018/10/L2/21/P1";
    Trace alone = new TraceGraph(story.source()).ofItem(PACK, null);

    assertThat(check(BundleJson.write(maker().of(claimed, alone))))
        .isEqualTo(new BundleCheck.Failed("/code", "no event of the bundle names its lot"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://id.gs1.org/01/09521222000017/10/L1/21/P1",
        "https://trace.example/01/09521222000018/10/L1/21/P1",
        "https://id.gs1.org/01/09521222000018/10/L1/21/P1?a=b",
        "https://id.gs1.org/01/09521222000018/22/V/10/L1/21/P1",
        "https://id.gs1.org/00/095212220000000018",
        "no link",
      })
  void code_thatIsNoCanonicalLinkOfATradeItem_isRefused(String code) {
    ProofBundle bundle = maker().of(CODE, story.trace());

    assertThat(check(BundleJson.write(with(bundle, code, bundle.events()))))
        .isEqualTo(
            new BundleCheck.Failed(
                "/code", "is not the canonical Digital Link of a GTIN, a lot and a serial"));
  }

  @Test
  void file_withAByteOrderMark_orNotUtf8_isRefusedAsAWhole() {
    byte[] file = file();
    byte[] marked = new byte[file.length + 3];
    System.arraycopy(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, marked, 0, 3);
    System.arraycopy(file, 0, marked, 3, file.length);
    byte[] broken = file.clone();
    broken[file.length - 10] = (byte) 0xff;

    for (byte[] changed : List.of(marked, broken)) {
      assertThat(check(changed)).isEqualTo(new BundleCheck.Failed("", "the file is not UTF-8"));
    }
  }

  @Test
  void file_thatIsNoJsonAtItsEnd_isRefusedForThat_whateverStandsBefore() {
    String file = new String(file(), StandardCharsets.UTF_8);
    String changed = file.replace("\"code\"", "\"edoc\"").replaceFirst("}$", ",}");

    assertThat(check(changed.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new BundleCheck.Failed("/anchors", "is not JSON with each member once"));
  }

  @Test
  void event_changedIntoUnsoundEpcis_isToldAsChanged() {
    String file = new String(file(), StandardCharsets.UTF_8);
    String changed = file.replaceFirst("ObjectEvent", "ObjectTnevE");

    assertThat(check(changed.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOfSatisfying(
            BundleCheck.Failed.class,
            failed ->
                assertThat(failed.what())
                    .isEqualTo(
                        "is not in the log as shown; its event, context, hash, party, record time,"
                            + " salt, index or path was changed: the inclusion path does not lead"
                            + " to the root"));
  }

  private static ProofBundle with(ProofBundle bundle, String code, List<ProofBundle.Entry> events) {
    return new ProofBundle(
        code, bundle.log(), bundle.checkpoint(), bundle.witnesses(), events, bundle.anchors());
  }

  @Test
  void bundle_withoutEvents_provesNothing() {
    ProofBundle bundle = maker().of(CODE, new Trace(List.of(), true));

    assertThat(check(BundleJson.write(bundle)))
        .isEqualTo(new BundleCheck.Failed("/code", "no event of the bundle names it"));
  }

  @Test
  void bundle_ofALot_passedOffAsAnItems_isRefused() {
    String guessed = "https://id.gs1.org/01/09521222000018/10/L1/21/GUESSED";
    ProofBundle bundle = maker().of(guessed, new TraceGraph(story.source()).ofLot(LOT));

    assertThat(check(BundleJson.write(bundle)))
        .isEqualTo(new BundleCheck.Failed("/code", "no event of the bundle names it"));
  }

  @Test
  void bundle_withItsEventsReversed_isRefused() {
    ProofBundle bundle = maker().of(CODE, story.trace());
    ProofBundle reversed =
        new ProofBundle(
            bundle.code(),
            bundle.log(),
            bundle.checkpoint(),
            bundle.witnesses(),
            bundle.events().reversed(),
            bundle.anchors());

    assertThat(check(BundleJson.write(reversed)))
        .isEqualTo(new BundleCheck.Failed("/events/0", "stands out of order: oldest first"));
  }

  @Test
  void bundle_ofAnotherLogThanPinned_isRefused() {
    SignerKey other = SignerKey.generate("log.example/trace", new Random(9));
    BundlePins pins =
        new BundlePins(
            List.of(other.verifierKey().toString()),
            List.of(),
            0,
            Optional.empty(),
            Map.of(),
            Map.of());

    assertThat(new BundleVerifier(NO_LEDGERS, pins).check(file()))
        .isEqualTo(new BundleCheck.Failed("/log", "is not a key you pinned for the log"));
  }

  @Test
  void file_thatIsNoBundle_isUnusable() {
    for (String file : List.of("", "{}", "[]", "no json", "{\"format\":\"other\"}")) {
      assertThat(check(file.getBytes(StandardCharsets.UTF_8)))
          .as(file)
          .isInstanceOf(BundleCheck.Unusable.class);
    }
  }

  @Test
  void json_withoutAKnownFormat_isUnusable_notRefuted() {
    String bundle = new String(file(), StandardCharsets.UTF_8);
    for (String file :
        List.of(
            "{\"a\":1}",
            "{\"code\":1}",
            "{\"type\":\"ObjectEvent\"}\n{\"type\":\"ObjectEvent\"}\n",
            "{\"format\":1,\"code\":2}",
            "{\"a\":{\"format\":\"" + ProofBundle.FORMAT + "\"}}",
            bundle.replace(ProofBundle.FORMAT, ProofBundle.FORMAT + "0"),
            bundle.replace("\"format\"", "\"Format\""))) {
      assertThat(check(file.getBytes(StandardCharsets.UTF_8)))
          .as(file)
          .isInstanceOf(BundleCheck.Unusable.class);
    }
  }

  @Test
  void bundle_withItsFormatLast_isABundle_provenOrRefuted() {
    String format = "\"format\":\"" + ProofBundle.FORMAT + "\"";
    String file = new String(file(), StandardCharsets.UTF_8).replace(format + ",", "");
    String moved = file.substring(0, file.length() - 1) + "," + format + "}";
    String more = moved.replaceFirst("\\{", "{\"a\":1,");

    assertThat(check(moved.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(BundleCheck.Proven.class);
    assertThat(check(more.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new BundleCheck.Failed("/a", "is no member of this format"));
  }

  private byte[] file() {
    return BundleJson.write(maker().of(CODE, story.trace()));
  }

  private BundleMaker maker() {
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    return new BundleMaker(log, WitnessedLog.alone(log), none, Map.of());
  }

  private static BundleCheck check(byte[] file) {
    return new BundleVerifier(NO_LEDGERS, BundlePins.NONE).check(file);
  }
}
