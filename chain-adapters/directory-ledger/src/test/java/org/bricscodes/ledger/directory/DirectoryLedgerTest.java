package org.bricscodes.ledger.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerConfig;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.SampleLog;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.SignerKey;
import org.bricscodes.tlog.SignerKeyFile;
import org.bricscodes.tlog.TransparencyLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLedgerTest {

  private static final Duration WITHIN = Duration.ofSeconds(20);
  private static final String ORIGIN = "second.example/log";

  private final SampleLog log = new SampleLog("log.example/trace");

  @TempDir Path dir;

  @Test
  void open_secondProcess_isToldToWait() throws Exception {
    try (Ledger first = open()) {
      assertThat(first.capabilities().flags()).isNotEmpty();

      assertThatExceptionOfType(LedgerException.Unavailable.class).isThrownBy(this::open);
    }
    try (Ledger next = open()) {
      assertThat(next.descriptor().id().reference()).startsWith(ORIGIN + "+");
    }
  }

  @Test
  void open_fresh_makesAnOwnerOnlyKeyAndAnOpenVerifierKey() throws Exception {
    try (Ledger ledger = open()) {
      assertThat(PosixFilePermissions.toString(permissions("ledger.key"))).isEqualTo("rw-------");
      assertThat(Files.readString(dir.resolve("ledger.vkey")).strip())
          .isEqualTo(ledger.descriptor().trust());
    }
  }

  @Test
  void open_logWithoutItsKey_isRefused() throws Exception {
    open().close();
    Files.delete(dir.resolve("ledger.key"));

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(this::open)
        .withMessageContaining("ledger.key");
  }

  @Test
  void open_otherOrigin_isRefused() throws Exception {
    open().close();

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> open("other.example/log"));
  }

  @Test
  void crash_betweenEntryAndCheckpoint_isFinalAfterReopening() throws Exception {
    Prepared prepared;
    try (Ledger ledger = open()) {
      prepared = ledger.prepare(log.anchor(7), WITHIN);
    }
    try (TransparencyLog bare = bareLog()) {
      assertThat(bare.append(List.of(prepared.bytes()))).isZero();
    }

    try (Ledger ledger = open()) {
      assertThat(ledger.inspect(List.of(prepared), WITHIN).states().getFirst())
          .isInstanceOf(TxState.Final.class);
      assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.KNOWN);
      assertThat(ledger.inspect(List.of(prepared), WITHIN).height()).isEqualTo(1);
    }
  }

  @Test
  void open_entryThatIsNoAnchor_isRefused() throws Exception {
    open().close();
    try (TransparencyLog bare = bareLog()) {
      assertThat(bare.append(List.of(new byte[] {1, 2, 3}))).isZero();
    }

    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(this::open)
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.INVALID_INPUT));
  }

  @Test
  void prepare_sameCheckpointUnderOtherSignatures_keepsTheStandingBytes() throws Exception {
    try (Ledger ledger = open()) {
      Prepared standing = submit(ledger, log.anchor(7));

      Prepared again = ledger.prepare(log.resigned(7), WITHIN);

      assertThat(again).isEqualTo(standing);
    }
  }

  @Test
  void submit_sameCheckpointUnderOtherSignatures_isAConflictAndDead() throws Exception {
    try (Ledger ledger = open()) {
      Prepared late = ledger.prepare(log.resigned(7), WITHIN);
      submit(ledger, log.anchor(7));

      assertThatExceptionOfType(LedgerException.Refused.class)
          .isThrownBy(() -> ledger.submit(late, WITHIN))
          .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.CONFLICT));
      assertThat(ledger.inspect(List.of(late), WITHIN).states().getFirst())
          .isInstanceOf(TxState.Dead.class);
    }
  }

  @Test
  void receipts_manyAnchors_verifyOfflineUnderThePinnedKeyOnly() throws Exception {
    var provider = new DirectoryLedgerProvider();
    var stranger = SignerKey.generate(ORIGIN, new SplittableRandom(9)).verifierKey().toString();
    try (Ledger ledger = open()) {
      String trust = ledger.descriptor().trust();
      for (long size = 1; size <= 40; size++) {
        submit(ledger, log.anchor(size));
      }

      for (long size = 1; size <= 40; size++) {
        Prepared prepared = ledger.prepare(log.anchor(size), WITHIN);
        AnchorReceipt receipt = AnchorReceipt.parse(ledger.receipt(prepared, WITHIN).bytes());
        var checkpoint = log.anchor(size).checkpoint();
        assertThat(provider.offlineVerifier(trust).orElseThrow().verify(receipt, checkpoint))
            .isEqualTo(new ReceiptVerdict.Valid());
        assertThat(provider.offlineVerifier(stranger).orElseThrow().verify(receipt, checkpoint))
            .isInstanceOf(ReceiptVerdict.Mismatch.class);
      }
    }
  }

  @Test
  void offlineVerifier_trustThatIsNoKey_isRefused() {
    assertThatExceptionOfType(LedgerException.Refused.class)
        .isThrownBy(() -> new DirectoryLedgerProvider().offlineVerifier("no key"));
  }

  private static Prepared submit(Ledger ledger, Anchor anchor) throws Exception {
    Prepared prepared = ledger.prepare(anchor, WITHIN);
    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    return prepared;
  }

  private Set<PosixFilePermission> permissions(String file) throws Exception {
    return Files.getPosixFilePermissions(dir.resolve(file));
  }

  private TransparencyLog bareLog() {
    SecureRandom random = new SecureRandom();
    SignerKey key = SignerKeyFile.loadOrCreate(dir.resolve("ledger.key"), ORIGIN, random);
    return TransparencyLog.open(
        dir.resolve("log"), key, LogOptions.standard(InstantSource.system(), random));
  }

  private Ledger open() throws Exception {
    return open(ORIGIN);
  }

  private Ledger open(String origin) throws Exception {
    return new DirectoryLedgerProvider()
        .open(
            new LedgerConfig(Map.of("dir", dir.toString(), "origin", origin)),
            new LedgerContext(InstantSource.system(), new SecureRandom()));
  }
}
