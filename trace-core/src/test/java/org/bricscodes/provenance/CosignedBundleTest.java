package org.bricscodes.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.TrustPolicy;
import org.bricscodes.tlog.WitnessedLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bundle says of witnesses, and how it is held against what a verifier asks for. */
final class CosignedBundleTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-07-01T00:00:00Z"));
  private static final SignerKey KEY = SignerKey.generate("log.example/trace", new Random(7));
  private static final SignerKey DELHI = SignerKey.generate("w.example/delhi", new Random(1));
  private static final SignerKey BRASILIA = SignerKey.generate("w.example/brasilia", new Random(2));
  private static final Instant THEN = Instant.parse("2026-07-01T00:00:01Z");
  private static final String CODE = "https://id.gs1.org/01/09521222000018/21/P1";

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

  /** The bundle as it is made once these have cosigned, naming those. */
  private byte[] file(List<SignerKey> cosigners, List<SignerKey> named) {
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    ProofBundle plain =
        new BundleMaker(log, WitnessedLog.alone(log), none, Map.of()).of(CODE, story.trace());
    SignedNote note = SignedNote.parse(plain.checkpoint());
    for (SignerKey cosigner : cosigners) {
      note = note.with(cosigner.cosign(note.text(), THEN));
    }
    return file(plain, note.toString(), named);
  }

  private static byte[] file(ProofBundle plain, String checkpoint, List<SignerKey> named) {
    return BundleJson.write(
        new ProofBundle(
            plain.code(),
            plain.log(),
            checkpoint,
            named.stream().map(key -> key.cosignerKey().toString()).toList(),
            plain.events(),
            plain.anchors()));
  }

  private static BundleCheck check(byte[] file, String policy) {
    Optional<TrustPolicy> asked =
        policy.isEmpty()
            ? Optional.empty()
            : Optional.of(TrustPolicy.parse(policy.getBytes(StandardCharsets.UTF_8)));
    BundlePins pins = new BundlePins(List.of(), List.of(), 0, asked, Map.of(), Map.of());
    return new BundleVerifier(LedgerProviders.of(List.of()), pins).check(file);
  }

  private static BundleCheck.Cosigners cosigners(BundleCheck check) {
    assertThat(check).isInstanceOf(BundleCheck.Proven.class);
    return ((BundleCheck.Proven) check).cosigners();
  }

  private static String both(String quorum) {
    return """
    log %s
    witness delhi %s
    witness brasilia %s
    group both %s delhi brasilia
    quorum both
    """
        .formatted(KEY.verifierKey(), DELHI.cosignerKey(), BRASILIA.cosignerKey(), quorum);
  }

  private static BundleCheck.ProvenCosigner by(SignerKey key, boolean pinned) {
    return new BundleCheck.ProvenCosigner(key.name(), key.cosignerKey().toString(), THEN, pinned);
  }

  @Test
  void cosigners_underTheFilesOwnKeys_areNamedAsSuch() {
    BundleCheck check = check(file(List.of(DELHI), List.of(DELHI)), "");

    assertThat(cosigners(check))
        .isEqualTo(new BundleCheck.Cosigners(List.of(by(DELHI, false)), List.of()));
  }

  @Test
  void cosigners_ofThePolicy_arePinned_withTheLog() {
    BundleCheck check =
        check(file(List.of(DELHI, BRASILIA), List.of(DELHI, BRASILIA)), both("all"));

    assertThat(cosigners(check))
        .isEqualTo(
            new BundleCheck.Cosigners(List.of(by(DELHI, true), by(BRASILIA, true)), List.of()));
    assertThat(((BundleCheck.Proven) check).logKeyPinned()).isTrue();
  }

  @Test
  void cosigner_thatNobodyGivesAKeyFor_isNamedAndProvesNothing() {
    assertThat(cosigners(check(file(List.of(DELHI), List.of()), "")))
        .isEqualTo(new BundleCheck.Cosigners(List.of(), List.of("w.example/delhi")));
  }

  @Test
  void policy_thatIsNotMet_saysWhoIsMissing() {
    byte[] file = file(List.of(DELHI), List.of(DELHI));

    assertThat(check(file, both("all")))
        .isEqualTo(
            new BundleCheck.Failed(
                "/checkpoint",
                "is not cosigned as the policy asks:"
                    + " group both needs 2 of 2 and has 1 (delhi), without brasilia"));
    assertThat(cosigners(check(file, both("any"))).proven()).containsExactly(by(DELHI, true));
  }

  @Test
  void policy_ofAnotherLog_isNotMet() {
    SignerKey other = SignerKey.generate("log.example/other", new Random(3));

    assertThat(check(file(List.of(), List.of()), "log " + other.verifierKey() + "\nquorum none\n"))
        .isEqualTo(new BundleCheck.Failed("/log", "is not a key you pinned for the log"));
  }

  @Test
  void keyOfAnotherLog_doesNotVouchForThisOne() {
    SignerKey other = SignerKey.generate("log.example/other", new Random(3));
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    ProofBundle plain =
        new BundleMaker(log, WitnessedLog.alone(log), none, Map.of()).of(CODE, story.trace());
    String text = SignedNote.parse(plain.checkpoint()).text();
    String rebound = new SignedNote(text, List.of(other.sign(text))).toString();
    String policy =
        "log %s\nlog %s\nquorum none\n".formatted(KEY.verifierKey(), other.verifierKey());

    assertThat(check(file(plain, rebound, List.of()), policy))
        .isEqualTo(
            new BundleCheck.Failed("/checkpoint", "no signature is by a pinned key of the log"));
  }

  @Test
  void wrongCosignature_isNamed() {
    Anchors none = new Anchors(new InMemoryStore(Anchors.TABLES));
    ProofBundle plain =
        new BundleMaker(log, WitnessedLog.alone(log), none, Map.of()).of(CODE, story.trace());
    SignedNote note = SignedNote.parse(plain.checkpoint());
    byte[] file =
        file(plain, note.with(DELHI.cosign("another\n", THEN)).toString(), List.of(DELHI));
    String what = "a signature of the known key w.example/delhi does not verify";

    assertThat(check(file, "")).isEqualTo(new BundleCheck.Failed("/witnesses/0", what));
    assertThat(check(file, both("any"))).isEqualTo(new BundleCheck.Failed("/checkpoint", what));
  }

  @Test
  void witness_thatIsNamedButDidNotCosign_orTwice_orNotAtAll_isRefused() {
    assertThat(check(file(List.of(DELHI), List.of(DELHI, BRASILIA)), ""))
        .isEqualTo(new BundleCheck.Failed("/witnesses/1", "has not cosigned the checkpoint"));
    assertThat(check(file(List.of(DELHI), List.of(DELHI, DELHI)), ""))
        .isEqualTo(new BundleCheck.Failed("/witnesses", "names one witness twice"));
    String file = new String(file(List.of(), List.of()), StandardCharsets.UTF_8);
    String empty = file.replace(",\"events\"", ",\"witnesses\":[],\"events\"");
    assertThat(check(empty.getBytes(StandardCharsets.UTF_8), ""))
        .isEqualTo(new BundleCheck.Failed("/witnesses", "is absent where no witness cosigned"));
    String key = file.replace(",\"events\"", ",\"witnesses\":[\"w\"],\"events\"");
    assertThat(check(key.getBytes(StandardCharsets.UTF_8), ""))
        .isEqualTo(
            new BundleCheck.Failed(
                "/witnesses/0", "a verifier key is name+keyid+base64, at most 2048 characters"));
    String logs = KEY.verifierKey().toString();
    String log = file.replace(",\"events\"", ",\"witnesses\":[\"" + logs + "\"],\"events\"");
    assertThat(check(log.getBytes(StandardCharsets.UTF_8), ""))
        .isEqualTo(
            new BundleCheck.Failed(
                "/witnesses/0", "a witness's key is of type cosignature/v1 or ML-DSA-44"));
  }

  @Test
  void bundle_withAnySingleByteChanged_isNotProven() {
    byte[] file = file(List.of(DELHI, BRASILIA), List.of(DELHI, BRASILIA));
    Random random = new Random(43);

    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      assertThat(check(changed, ""))
          .as("byte %d of %s changed, seed 43", i, new String(file, StandardCharsets.UTF_8))
          .isNotInstanceOf(BundleCheck.Proven.class);
    }
  }
}
