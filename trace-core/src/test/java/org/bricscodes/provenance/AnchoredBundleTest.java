package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.Position;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.Setting;
import org.bricscodes.ledger.TxId;
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

/** Under whose word anchors of a bundle are checked, and who published them. */
final class AnchoredBundleTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(7));
  private static final String CODE = "https://id.gs1.org/01/09521222000018/21/P1";
  private static final String SOUND = "sound";
  private static final LedgerProviders LEDGERS =
      LedgerProviders.of(List.of(new Notary("notary", false), new Notary("keyed", true)));

  @TempDir
  @SuppressWarnings("NullAway.Init") // set before each test
  Path folder;

  private final Story story =
      new Story().object(Story.FACTORY, "2026-05-01T00:00:00Z", "commissioning", Story.PACK, "");

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

  /** A receipt, and the hash or certificate under which it holds, are made up in one go. */
  @Test
  void trustOfTheFile_thatIsNotOneKey_isNotTaken() {
    BundleCheck.ProvenAnchor anchor = anchor(check(file("notary", SOUND, "ann"), Map.of()));

    assertThat(anchor.checked()).isFalse();
    assertThat(anchor.trust()).isEmpty();
    assertThat(anchor.trustPinned()).isFalse();
  }

  @Test
  void trustOfTheFile_thatIsOneKey_isTaken_andSaid() {
    BundleCheck.ProvenAnchor anchor = anchor(check(file("keyed", SOUND, "ann"), Map.of()));

    assertThat(anchor.offline()).isTrue();
    assertThat(anchor.trust()).isEqualTo(SOUND);
    assertThat(anchor.trustPinned()).isFalse();
  }

  @Test
  void trustThatIsPinned_isTaken_whateverTheFileSays() {
    byte[] file = file("notary", "another", "ann");

    BundleCheck.ProvenAnchor anchor = anchor(check(file, Map.of("notary:1", SOUND)));

    assertThat(anchor.offline()).isTrue();
    assertThat(anchor.trust()).isEqualTo(SOUND);
    assertThat(anchor.trustPinned()).isTrue();
    assertThat(check(file, Map.of("notary:1", "unsound")))
        .isEqualTo(new BundleCheck.Failed("/anchors/0/receipt", "does not hold"));
  }

  @Test
  void trustPinnedForAnotherLedger_isNotTaken() {
    assertThat(anchor(check(file("notary", SOUND, "ann"), Map.of("notary:2", SOUND))).checked())
        .isFalse();
  }

  @Test
  void node_isAskedUnderWhatIsPinned_orOneKey_neverUnderMoreOfTheFile() {
    List<String> askedUnder = new ArrayList<>();
    AnchorReader node =
        (receipt, checkpoint, trust) -> {
          askedUnder.add(trust);
          return Optional.of(new AnchorReader.Answer("node", new ReceiptVerdict.Valid()));
        };

    for (String ledger : List.of("notary", "keyed")) {
      for (Map<String, String> pinned :
          List.of(Map.<String, String>of(), Map.of(ledger + ":1", "sound, too"))) {
        BundlePins pins = pins(pinned, Map.of());
        BundleCheck check =
            new BundleVerifier(LEDGERS, pins, node).check(file(ledger, SOUND, "ann"));
        assertThat(anchor(check).node()).isEqualTo("node");
      }
    }

    assertThat(askedUnder).containsExactly("", "sound, too", SOUND, "sound, too");
  }

  @Test
  void publisher_isWhoTheReceiptNames_notPinnedByItself() {
    assertThat(anchor(check(file("notary", "", "ann"), Map.of())).publisher())
        .isEqualTo(new BundleCheck.ProvenPublisher("ann", false));
    assertThat(anchor(check(file("notary", "", ""), Map.of())).publisher()).isNull();
  }

  @Test
  void publisher_thatThePinnedTrustNames_isPinnedWithIt() {
    byte[] file = file("notary", SOUND, "ann");

    assertThat(anchor(check(file, Map.of("notary:1", "sound by ann"))).publisher())
        .isEqualTo(new BundleCheck.ProvenPublisher("ann", true));
    assertThat(anchor(check(file, Map.of("notary:1", SOUND))).publisher())
        .isEqualTo(new BundleCheck.ProvenPublisher("ann", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"notary:1", "notary", ""})
  void publisher_namedByTheVerifier_isTheOnlyOneTaken(String name) {
    BundlePins ann = pins(Map.of(), Map.of(name, List.of("ben", "Ann")));
    BundlePins ben = pins(Map.of(), Map.of(name, List.of("ben", "eve")));

    assertThat(anchor(check(file("notary", "", "ann"), ann)).publisher())
        .isEqualTo(new BundleCheck.ProvenPublisher("ann", true));
    assertThat(check(file("notary", "", "ann"), ben))
        .isEqualTo(
            new BundleCheck.Failed(
                "/anchors/0/receipt", "was published by ann, pinned is ben or eve"));
    assertThat(check(file("notary", "", ""), ben))
        .isEqualTo(
            new BundleCheck.Failed(
                "/anchors/0/receipt", "does not say who published it, pinned is ben or eve"));
  }

  @Test
  void publisher_namedForALedger_isHeldAgainstThatBeforeOthers() {
    BundlePins pins =
        pins(Map.of(), Map.of("notary:1", List.of("ann"), "notary", List.of("ben"), "", List.of()));

    assertThat(anchor(check(file("notary", "", "ann"), pins)).publisher())
        .isEqualTo(new BundleCheck.ProvenPublisher("ann", true));
  }

  @Test
  void publisher_thatIsNoneOfThatLedger_makesThePinsUnusable() {
    BundlePins pins = pins(Map.of(), Map.of("", List.of("0x12")));

    assertThat(check(file("notary", "", "ann"), pins))
        .isEqualTo(
            new BundleCheck.Unusable(
                "/anchors/0/receipt",
                "is of notary:1, and the publisher pinned for it cannot be used:"
                    + " INVALID_INPUT: a publisher is three letters"));
  }

  /** A bundle with one anchor, of its own checkpoint. */
  private byte[] file(String ledger, String trust, String publisher) {
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    ProofBundle plain =
        new BundleMaker(log, WitnessedLog.alone(log), none, Map.of()).of(CODE, story.trace());
    AnchorReceipt receipt =
        new AnchorReceipt(
            new LedgerId(ledger, "1"),
            "notary/1",
            new TxId("t1"),
            new Position(1, 0, 0, "ab"),
            Optional.empty(),
            Anchor.of(plain.checkpoint().getBytes(StandardCharsets.UTF_8)),
            publisher.getBytes(StandardCharsets.UTF_8));
    return BundleJson.write(
        new ProofBundle(
            plain.code(),
            plain.log(),
            plain.checkpoint(),
            plain.witnesses(),
            plain.events(),
            List.of(new ProofBundle.Anchored(trust, receipt, List.of()))));
  }

  private static BundlePins pins(Map<String, String> trust, Map<String, List<String>> publishers) {
    return new BundlePins(List.of(), List.of(), 0, Optional.empty(), trust, publishers);
  }

  private static BundleCheck check(byte[] file, Map<String, String> trust) {
    return check(file, pins(trust, Map.of()));
  }

  private static BundleCheck check(byte[] file, BundlePins pins) {
    return new BundleVerifier(LEDGERS, pins).check(file);
  }

  private static BundleCheck.ProvenAnchor anchor(BundleCheck check) {
    assertThat(check).isInstanceOf(BundleCheck.Proven.class);
    return ((BundleCheck.Proven) check).anchors().getFirst();
  }

  /**
   * A ledger whose receipts hold under every trust that begins with "sound", as one made up with
   * its receipt does; its publishers have three letters, and the evidence is their name.
   */
  private record Notary(String id, boolean isTrustOneKey) implements LedgerProvider {

    @Override
    public List<Setting> settings() {
      return List.of();
    }

    @Override
    public Ledger open(LedgerConfig config, LedgerContext context) throws LedgerException {
      throw Fault.UNSUPPORTED.because("this one is read only");
    }

    @Override
    public Optional<ReceiptVerifier> offlineVerifier(String trust) {
      return Optional.of(
          (receipt, checkpoint) ->
              trust.startsWith(SOUND)
                  ? new ReceiptVerdict.Valid()
                  : new ReceiptVerdict.Mismatch("does not hold"));
    }

    @Override
    public Optional<String> publisher(AnchorReceipt receipt) {
      return Optional.of(new String(receipt.evidence(), StandardCharsets.UTF_8))
          .filter(name -> !name.isEmpty());
    }

    @Override
    public String publisherOf(String text) throws LedgerException {
      if (text.length() != 3) {
        throw Fault.INVALID_INPUT.because("a publisher is three letters");
      }
      return text.toLowerCase(Locale.ROOT);
    }
  }
}
