package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.ExclusiveRegistry;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fingerprint;
import org.bricscodes.ledger.HolderHandle;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.PledgeAnswer;
import org.bricscodes.ledger.PledgeChange;
import org.bricscodes.ledger.PledgeState;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReleaseReason;
import org.bricscodes.ledger.RequestId;
import org.bricscodes.ledger.TxState;
import org.bricscodes.tlog.Digest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link ExclusiveRegistry} promises, as tests. Of a ledger without it one thing is tested:
 * that it says so.
 */
abstract class RegistryContract extends EventContract {

  private static final byte[] KEY = bytes("a consortium key for tests, 32 + bytes");
  private static final Duration LONG = Duration.ofDays(30);

  private final Fingerprint asset = Fingerprint.keyed(KEY, bytes("warrant 1"));
  private final HolderHandle bank = holder("bank");
  private final HolderHandle rival = holder("rival");

  RegistryContract() {}

  @Test
  @Tag("Registry")
  void registry_facet_isThereExactlyIfClaimed() {
    assertThat(ledger.registry().isPresent()).isEqualTo(has(Capability.EXCLUSIVE_REGISTRY));
    if (!has(Capability.EXCLUSIVE_REGISTRY)) {
      PledgeChange pledge =
          change(bank, "r1", new PledgeChange.Pledge(Instant.parse("2100-01-01T00:00:00Z")));
      assertThat(faultOf(() -> ledger.prepare(pledge, WITHIN))).isEqualTo(Fault.UNSUPPORTED);
    }
  }

  @Test
  @Tag("Registry")
  void asset_unknown_isFree() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    PledgeAnswer answer = lookup();

    assertThat(answer.settled()).isEqualTo(new PledgeState.Free());
    assertThat(answer.isFinal()).isTrue();
  }

  @Test
  @Tag("Registry")
  void pledge_prepared_changesNothing() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    ledger.prepare(pledge(bank, "r1", in(LONG)), WITHIN);
    settle();

    assertThat(lookup().latest()).isEqualTo(new PledgeState.Free());
  }

  @Test
  @Tag("Registry")
  void pledge_final_isHeldAcrossReopening() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    Prepared prepared = finished(pledge(bank, "r1", until));

    reopen();

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, until));
    assertThat(lookup().isFinal()).isTrue();
  }

  @Test
  @Tag("Registry")
  void pledges_competing_exactlyOneBecomesFinalAndTheLoserLearnsTheHandle() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    Optional<Ledger> other = openAsAnotherWriter();
    try {
      List<Optional<Fault>> outcomes = race(other, until);

      assertThat(outcomes).containsOnlyOnce(Optional.empty()).contains(Optional.of(Fault.HELD));
      HolderHandle winner = outcomes.getFirst().isEmpty() ? bank : rival;
      assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(winner, until));
      assertThat(lookup().isFinal()).isTrue();
    } finally {
      other.ifPresent(Ledger::close);
    }
  }

  @Test
  @Tag("Registry")
  void pledge_whileHeld_isHeldForItsHolderToo() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    finished(pledge(bank, "r1", in(LONG)));

    assertThat(refusal(pledge(bank, "r2", in(LONG)))).contains(Fault.HELD);
    assertThat(refusal(pledge(rival, "r3", in(LONG)))).contains(Fault.HELD);
  }

  @Test
  @Tag("Registry")
  void pledge_sameRequestAgain_isFinalAndChangesNothing() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    finished(pledge(bank, "r1", until));

    Prepared again = finished(pledge(bank, "r1", until));

    assertThat(state(again)).isInstanceOf(TxState.Final.class);
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, until));
  }

  @Test
  @Tag("Registry")
  void pledge_sameRequestAfterRelease_doesNotComeBack() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    finished(pledge(bank, "r1", until));
    finished(change(bank, "r2", new PledgeChange.Release(ReleaseReason.WITHDRAWN)));

    assertThat(refusal(pledge(bank, "r1", until))).isEmpty();

    assertThat(lookup().settled()).isEqualTo(new PledgeState.Released(ReleaseReason.WITHDRAWN));
  }

  @Test
  @Tag("Registry")
  void request_usedForAnotherAct_isRejected() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    finished(pledge(bank, "r1", until));

    assertThat(refusal(change(bank, "r1", new PledgeChange.Release(ReleaseReason.MISTAKE))))
        .contains(Fault.REJECTED);
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, until));
  }

  @Test
  @Tag("Registry")
  void pledge_pastItsEnd_isRefused() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant past = lookup().ledgerTime().minusSeconds(60);

    assertThat(refusal(pledge(bank, "r1", past))).contains(Fault.EXPIRED);
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Free());
  }

  @Test
  @Tag("Registry")
  void pledge_itsTimeCome_isExpiredAndAnotherMayPledge() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(shortPledge());
    finished(pledge(bank, "r1", until));

    letTimePass(until);
    settle();

    assertThat(lookup().settled()).isEqualTo(new PledgeState.Expired(until));
    assertThat(refusal(change(bank, "r2", new PledgeChange.Extend(in(LONG)))))
        .contains(Fault.NOT_HELD);
    Instant later = in(LONG);
    assertThat(refusal(pledge(rival, "r3", later))).isEmpty();
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(rival, later));
  }

  @Test
  @Tag("Registry")
  void extend_byItsHolder_movesTheEndAndNeverBack() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    finished(pledge(bank, "r1", until));
    Instant later = until.plus(LONG);

    assertThat(refusal(change(bank, "r2", new PledgeChange.Extend(later)))).isEmpty();
    assertThat(refusal(change(bank, "r3", new PledgeChange.Extend(until))))
        .contains(Fault.REJECTED);
    assertThat(refusal(change(rival, "r4", new PledgeChange.Extend(later.plus(LONG)))))
        .contains(Fault.NOT_HELD);

    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, later));
  }

  @Test
  @Tag("Registry")
  void release_byAnotherHandle_isNotHeld() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    finished(pledge(bank, "r1", until));

    assertThat(refusal(change(rival, "r2", new PledgeChange.Release(ReleaseReason.SATISFIED))))
        .contains(Fault.NOT_HELD);
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, until));
  }

  /** A handle is seen by everyone, so it must not be enough. */
  @Test
  @Tag("Registry")
  void release_byAnotherSignerUnderTheSameHandle_isNotHeld() throws Exception {
    Optional<Ledger> other =
        has(Capability.EXCLUSIVE_REGISTRY) ? openAsAnotherWriter() : Optional.empty();
    if (isAbsent(other)) {
      return; // this ledger knows one writer only
    }
    try (Ledger thief = other.get()) {
      Instant until = in(LONG);
      finished(pledge(bank, "r1", until));

      assertThat(
              outcome(thief, change(bank, "r2", new PledgeChange.Release(ReleaseReason.SATISFIED))))
          .contains(Fault.NOT_HELD);
      assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, until));
    }
  }

  @Test
  @Tag("Registry")
  void request_idOfAnotherSigner_isNotUsedUp() throws Exception {
    Optional<Ledger> other =
        has(Capability.EXCLUSIVE_REGISTRY) ? openAsAnotherWriter() : Optional.empty();
    if (isAbsent(other)) {
      return; // this ledger knows one writer only
    }
    try (Ledger first = other.get()) {
      Instant until = in(LONG);
      assertThat(outcome(first, pledge(bank, "r1", until))).isEmpty();

      assertThat(refusal(pledge(bank, "r1", until))).contains(Fault.HELD);
      assertThat(
              outcome(first, change(bank, "r2", new PledgeChange.Release(ReleaseReason.MISTAKE))))
          .isEmpty();
      assertThat(refusal(pledge(bank, "r1", until))).isEmpty();
      assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, until));
    }
  }

  @Test
  @Tag("Registry")
  void release_byItsHolder_keepsTheReasonAndFreesTheAsset() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    for (ReleaseReason reason : ReleaseReason.values()) {
      finished(pledge(bank, "pledge " + reason, in(LONG)));
      finished(change(bank, "release " + reason, new PledgeChange.Release(reason)));

      assertThat(lookup().settled()).isEqualTo(new PledgeState.Released(reason));
    }
    Instant until = in(LONG);
    assertThat(refusal(pledge(rival, "r3", until))).isEmpty();
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(rival, until));
  }

  @Test
  @Tag("Registry")
  void release_ofWhatIsFree_isNotHeld() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    assertThat(refusal(change(bank, "r1", new PledgeChange.Release(ReleaseReason.SATISFIED))))
        .contains(Fault.NOT_HELD);
  }

  @Test
  @Tag("Registry")
  void pledge_reorganisedAway_isNotSettledAndComesAgain() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY) || lacks(Capability.CAN_REORGANISE)) {
      return; // nothing is taken back here
    }
    Instant until = in(LONG);
    Prepared prepared = submitted(pledge(bank, "r1", until));

    includeAndReorganise();
    PledgeAnswer meanwhile = lookup();
    var _ = ledger.submit(prepared, WITHIN);
    settle();

    assertThat(meanwhile.settled()).isEqualTo(new PledgeState.Free());
    assertThat(lookup().settled()).isEqualTo(new PledgeState.Pledged(bank, until));
  }

  // Tampering

  @Test
  @Tag("Registry")
  void prepared_underAnotherContent_isRefused() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    Prepared genuine = ledger.prepare(pledge(bank, "r1", until), WITHIN);
    Prepared swapped =
        new Prepared(genuine.ledger(), genuine.txId(), pledge(rival, "r1", until), genuine.bytes());

    assertThat(faultOf(() -> ledger.submit(swapped, WITHIN))).isEqualTo(Fault.INVALID_INPUT);
    settle();
    assertThat(lookup().latest()).isEqualTo(new PledgeState.Free());
  }

  @Test
  @Tag("Registry")
  void prepared_bytesChanged_pledgesForNobodyElse() throws Exception {
    if (lacks(Capability.EXCLUSIVE_REGISTRY)) {
      return; // tested to be absent above
    }
    Instant until = in(LONG);
    Prepared genuine = ledger.prepare(pledge(bank, "r1", until), WITHIN);
    byte[] bytes = genuine.bytes();
    for (int i = 0; i < bytes.length; i += 1 + bytes.length / 64) {
      byte[] tampered = bytes.clone();
      tampered[i] ^= 1;
      try {
        var _ =
            ledger.submit(
                new Prepared(genuine.ledger(), genuine.txId(), genuine.content(), tampered),
                WITHIN);
      } catch (LedgerException e) {
        assertThat(e).as("byte %d changed", i).isInstanceOf(LedgerException.class);
      }
    }
    settle();

    assertThat(lookup().settled())
        .isIn(new PledgeState.Free(), new PledgeState.Pledged(bank, until));
  }

  // What the tests are written with

  /** What became of bank's and rival's pledges, in this order. */
  private List<Optional<Fault>> race(Optional<Ledger> another, Instant until) throws Exception {
    PledgeChange first = pledge(bank, "r1", until);
    PledgeChange second = pledge(rival, "r2", until);
    if (another.isEmpty()) {
      return List.of(outcome(ledger, first), outcome(ledger, second));
    }
    Ledger other = another.get();
    Prepared one = ledger.prepare(first, WITHIN);
    Prepared two = other.prepare(second, WITHIN);
    List<Optional<Fault>> sent = new ArrayList<>();
    sent.add(send(ledger, one));
    sent.add(send(other, two));
    settle();
    return List.of(
        sent.get(0).isPresent() ? sent.get(0) : seen(ledger, one),
        sent.get(1).isPresent() ? sent.get(1) : seen(other, two));
  }

  private static Optional<Fault> send(Ledger by, Prepared prepared) throws Exception {
    try {
      var _ = by.submit(prepared, WITHIN);
      return Optional.empty();
    } catch (LedgerException.Refused e) {
      return Optional.of(e.fault());
    }
  }

  private static Optional<Fault> seen(Ledger by, Prepared prepared) throws Exception {
    TxState state = by.inspect(List.of(prepared), WITHIN).states().getFirst();
    return state instanceof TxState.Failed(Fault fault, String _)
        ? Optional.of(fault)
        : Optional.empty();
  }

  private Optional<Fault> outcome(Ledger by, PledgeChange change) throws Exception {
    Prepared prepared;
    try {
      prepared = by.prepare(change, WITHIN);
    } catch (LedgerException.Refused e) {
      return Optional.of(e.fault());
    }
    Optional<Fault> refused = send(by, prepared);
    settle();
    return refused.isPresent() ? refused : seen(by, prepared);
  }

  private PledgeAnswer lookup() throws Exception {
    return ledger.registry().orElseThrow().lookup(asset, WITHIN);
  }

  private Instant in(Duration fromNow) throws Exception {
    return lookup().ledgerTime().plus(fromNow);
  }

  private PledgeChange pledge(HolderHandle holder, String request, Instant until) {
    return change(holder, request, new PledgeChange.Pledge(until));
  }

  private PledgeChange change(HolderHandle holder, String request, PledgeChange.Act act) {
    return new PledgeChange(asset, holder, new RequestId(Digest.sha256(bytes(request))), act);
  }

  private static HolderHandle holder(String name) {
    return new HolderHandle(Digest.sha256(bytes(name)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
