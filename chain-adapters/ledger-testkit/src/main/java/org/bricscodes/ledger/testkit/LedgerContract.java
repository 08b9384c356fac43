package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.ledger.Anchor;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.AnchoredHead;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Fee;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.ReceiptVerifier;
import org.bricscodes.ledger.Submitted;
import org.bricscodes.ledger.TxId;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.bricscodes.tlog.TlogException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link Ledger} promises, as tests. An adapter's test extends this and supplies its ledger;
 * everything else is here and in {@link RegistryContract} and {@link EventContract}, which it
 * extends. A capability the ledger does not claim is tested to be absent in the way its flag says.
 */
public abstract class LedgerContract extends RegistryContract {

  /** For calls that are meant to fail. */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static final long DEADLINE_NANOS = Duration.ofMinutes(2).toNanos();

  /** Nothing is needed; everything is supplied by the methods. */
  protected LedgerContract() {}

  // Durability

  @Test
  @Tag("Durability")
  void submitted_reopen_becomesFinal() throws Exception {
    Prepared prepared = submitted(log.anchor(7));

    reopen();
    settle();

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Durability")
  void receipt_reopen_saysTheSame() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    AnchorReceipt before = ledger.receipt(prepared, WITHIN);

    reopen();
    AnchorReceipt after = ledger.receipt(prepared, WITHIN);

    assertThat(after.txId()).isEqualTo(before.txId());
    assertThat(after.position()).isEqualTo(before.position());
    assertThat(after.anchor()).isEqualTo(before.anchor());
    assertThat(after.time()).isEqualTo(before.time());
  }

  // Idempotence

  @Test
  @Tag("Idempotence")
  void submit_twice_isKnown() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

    Submitted first = ledger.submit(prepared, WITHIN);
    Submitted second = ledger.submit(prepared, WITHIN);
    settle();
    Submitted third = ledger.submit(prepared, WITHIN);

    assertThat(List.of(first, second, third))
        .containsExactly(Submitted.ACCEPTED, Submitted.KNOWN, Submitted.KNOWN);
  }

  @Test
  @Tag("Idempotence")
  void submit_concurrently_isAcceptedOnce() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    Callable<Submitted> submit = () -> ledger.submit(prepared, WITHIN);

    List<Submitted> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Submitted> answer :
          threads.invokeAll(List.of(submit, submit, submit, submit, submit, submit))) {
        answers.add(answer.get());
      }
    }

    assertThat(answers).containsOnlyOnce(Submitted.ACCEPTED);
  }

  @Test
  @Tag("Idempotence")
  void prepare_equalAnchors_haveOneIdOnlyIfContentAddressed() throws Exception {
    Prepared first = ledger.prepare(log.anchor(7), WITHIN);
    Prepared second = ledger.prepare(log.anchor(7), WITHIN);

    assertThat(first.txId().equals(second.txId())).isEqualTo(has(Capability.CONTENT_ADDRESSED));
  }

  @Test
  @Tag("Idempotence")
  void prepare_alone_writesNothing() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    settle();

    assertThat(state(prepared)).isInstanceOf(TxState.Absent.class);
    assertThat(ledger.head(log.origin(), WITHIN)).isEmpty();
  }

  // Absence

  @Test
  @Tag("Absence")
  void inspect_foreign_isAbsent() throws Exception {
    try (Ledger another = openAnother()) {
      Prepared foreign = another.prepare(log.anchor(7), WITHIN);

      assertThat(state(foreign)).isInstanceOf(TxState.Absent.class);
    }
  }

  @Test
  @Tag("Absence")
  void submit_foreign_isWrongNetwork() throws Exception {
    try (Ledger another = openAnother()) {
      Prepared foreign = another.prepare(log.anchor(7), WITHIN);

      assertThat(faultOf(() -> ledger.submit(foreign, WITHIN))).isEqualTo(Fault.WRONG_NETWORK);
    }
  }

  @Test
  @Tag("Absence")
  void receipt_neverSubmitted_isRefused() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

    assertThatThrownBy(() -> ledger.receipt(prepared, WITHIN))
        .isInstanceOfSatisfying(
            LedgerException.Refused.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FINAL));
  }

  @Test
  @Tag("Absence")
  void head_unknownLog_isEmpty() throws Exception {
    finished(log.anchor(7));

    assertThat(ledger.head("log.example/unknown", WITHIN)).isEmpty();
  }

  @Test
  @Tag("Absence")
  void head_final_isTheLargest() throws Exception {
    finished(log.anchor(7));
    Prepared newest = finished(log.anchor(9));

    Optional<AnchoredHead> head = ledger.head(log.origin(), WITHIN);

    assertThat(head).isPresent();
    assertThat(head.get().checkpoint()).isEqualTo(log.anchor(9).checkpoint());
    assertThat(head.get().txId()).isEqualTo(newest.txId());
  }

  // Ambiguity

  @Test
  @Tag("Ambiguity")
  void submit_answerLost_isFoundById() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    Ledger faulty = losing(When.AFTER);

    assertThatThrownBy(() -> faulty.submit(prepared, WITHIN))
        .isInstanceOf(LedgerException.OutcomeUnknown.class);
    settle();

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Ambiguity")
  void submit_requestLost_isAbsentAndSameBytesGoThrough() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    Ledger faulty = losing(When.BEFORE);

    assertThatThrownBy(() -> faulty.submit(prepared, WITHIN))
        .isInstanceOf(LedgerException.OutcomeUnknown.class);
    assertThat(state(prepared)).isInstanceOf(TxState.Absent.class);

    assertThat(faulty.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
  }

  @Test
  @Tag("Ambiguity")
  void submit_noTime_isNeverRefused() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

    try {
      var _ = ledger.submit(prepared, Duration.ofNanos(1));
    } catch (LedgerException e) {
      assertThat(e).isNotInstanceOf(LedgerException.Refused.class);
    }
    var _ = ledger.submit(prepared, WITHIN);
    settle();

    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  // Finality

  @Test
  @Tag("Finality")
  void final_later_staysWhereItIs() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    TxState before = state(prepared);

    finished(log.anchor(9));
    settle();

    assertThat(state(prepared)).isEqualTo(before);
  }

  @Test
  @Tag("Finality")
  void included_reorganised_goesBackAndTheSameBytesGoThrough() throws Exception {
    if (!has(Capability.CAN_REORGANISE)) {
      assertThat(state(finished(log.anchor(7)))).isInstanceOf(TxState.Final.class);
      return;
    }
    Prepared prepared = submitted(log.anchor(7));

    includeAndReorganise();
    TxState afterwards = state(prepared);
    var _ = ledger.submit(prepared, WITHIN);
    settle();

    assertThat(afterwards).isInstanceOfAny(TxState.Absent.class, TxState.Pooled.class);
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Finality")
  void unsubmitted_expires_isDead() throws Exception {
    if (lacks(Capability.NATIVE_EXPIRY)) {
      return; // nothing to expect: a transaction may live for ever
    }
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

    letExpire();

    assertThat(state(prepared)).isInstanceOf(TxState.Dead.class);
  }

  // Contradiction

  @Test
  @Tag("Contradiction")
  void anchor_smallerThanHead_isStale() throws Exception {
    finished(log.anchor(9));

    assertThat(refusal(log.anchor(7)))
        .isEqualTo(expected(Capability.MONOTONIC_HEAD, Fault.STALE_HEAD));
  }

  @Test
  @Tag("Contradiction")
  void anchor_otherRootOfSameSize_isContradiction() throws Exception {
    finished(log.anchor(9));

    assertThat(refusal(log.contradicting(9)))
        .isEqualTo(expected(Capability.MONOTONIC_HEAD, Fault.CONTRADICTION));
  }

  @Test
  @Tag("Contradiction")
  void anchor_otherLog_isIndependent() throws Exception {
    finished(log.anchor(9));

    assertThat(refusal(new SampleLog("log.example/other").anchor(7))).isEmpty();
  }

  @Test
  @Tag("Contradiction")
  void anchor_sameCheckpointAgain_isTaken() throws Exception {
    finished(log.anchor(9));

    assertThat(refusal(log.resigned(9))).isEmpty();
  }

  @Test
  @Tag("Contradiction")
  void unsubmitted_overtaken_isDeadIfItWouldBeRefused() throws Exception {
    Prepared overtaken = ledger.prepare(log.anchor(7), WITHIN);
    finished(log.anchor(9));

    try {
      var _ = ledger.submit(overtaken, WITHIN);
      settle();
      assertThat(state(overtaken))
          .isInstanceOfAny(TxState.Final.class, TxState.Failed.class, TxState.Dead.class);
    } catch (LedgerException e) {
      assertThat(state(overtaken)).isInstanceOf(TxState.Dead.class);
    }
  }

  @Test
  @Tag("Contradiction")
  void prepared_underAnotherAnchor_isRefused() throws Exception {
    Prepared genuine = ledger.prepare(log.anchor(7), WITHIN);
    Prepared swapped =
        new Prepared(genuine.ledger(), genuine.txId(), log.anchor(9), genuine.bytes());

    assertThat(faultOf(() -> ledger.submit(swapped, WITHIN))).isEqualTo(Fault.INVALID_INPUT);
    settle();
    assertThat(ledger.head(log.origin(), WITHIN)).isEmpty();
  }

  // Replacement

  @Test
  @Tag("Replacement")
  void replace_stuck_onlyOneIsExecuted() throws Exception {
    Prepared stuck = submitted(log.anchor(7));
    if (!has(Capability.REPLACEMENT)) {
      assertThat(faultOf(() -> ledger.replace(stuck, log.anchor(9), WITHIN)))
          .isEqualTo(Fault.UNSUPPORTED);
      return;
    }

    Prepared replacement = ledger.replace(stuck, log.anchor(9), WITHIN);
    assertThat(state(replacement)).isInstanceOf(TxState.Absent.class);
    var _ = ledger.submit(replacement, WITHIN);
    settle();

    assertThat(ledger.inspect(List.of(stuck, replacement), WITHIN).states())
        .hasOnlyElementsOfTypes(TxState.Final.class, TxState.Dead.class)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  @Tag("Replacement")
  void repair_nothingMissing_isEmpty() throws Exception {
    Prepared open = submitted(log.anchor(7));

    assertThat(ledger.repair(List.of(open), WITHIN)).isEmpty();
    settle();
    assertThat(ledger.repair(List.of(open), WITHIN)).isEmpty();
  }

  @Test
  @Tag("Replacement")
  void fee_beforeExecution_isEmptyAndAfterwardsStaysTheSame() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    assertThat(ledger.fee(prepared, WITHIN)).isEmpty();
    var _ = ledger.submit(prepared, WITHIN);
    settle();

    Optional<Fee> fee = ledger.fee(prepared, WITHIN);

    assertThat(ledger.fee(prepared, WITHIN)).isEqualTo(fee);
    fee.ifPresent(paid -> assertThat(paid.amount().signum()).isNotNegative());
  }

  // Receipts

  @Test
  @Tag("Receipts")
  void receipt_bytes_roundTrip() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);

    AnchorReceipt parsed = AnchorReceipt.parse(receipt.bytes());

    assertThat(parsed).isEqualTo(receipt);
    assertThat(parsed.ledger()).isEqualTo(ledger.descriptor().id());
    assertThat(parsed.adapter()).isEqualTo(ledger.descriptor().adapter());
    assertThat(parsed.checkpoint()).isEqualTo(log.anchor(7).checkpoint());
  }

  @Test
  @Tag("Receipts")
  void receipt_genuine_isValid() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);

    assertThat(verdicts(receipt, log.anchor(7)))
        .hasSize(has(Capability.OFFLINE_VERIFIABLE) ? 2 : 1)
        .containsOnly(new ReceiptVerdict.Valid());
  }

  @Test
  @Tag("Receipts")
  void receipt_ofOtherAnchor_isNotValid() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);

    for (Anchor other :
        List.of(
            log.anchor(9), log.contradicting(7), new SampleLog("log.example/other").anchor(7))) {
      assertThat(verdicts(receipt, other)).doesNotContain(new ReceiptVerdict.Valid());
    }
  }

  @Test
  @Tag("Receipts")
  void receipt_anyByteChanged_isNotValid() throws Exception {
    byte[] genuine = ledger.receipt(finished(log.anchor(7)), WITHIN).bytes();

    for (int i = 0; i < genuine.length; i++) {
      byte[] tampered = genuine.clone();
      tampered[i] ^= 1;
      assertThat(isTaken(tampered)).as("receipt with byte %d changed", i).isFalse();
    }
  }

  @Test
  @Tag("Receipts")
  void receipt_cutShortOrLengthened_isNotValid() throws Exception {
    byte[] genuine = ledger.receipt(finished(log.anchor(7)), WITHIN).bytes();

    for (int length = 0; length < genuine.length; length += 1 + genuine.length / 100) {
      assertThat(isTaken(Arrays.copyOf(genuine, length))).as("cut to %d bytes", length).isFalse();
    }
    for (int more = 1; more <= 3; more++) {
      byte[] longer = Arrays.copyOf(genuine, genuine.length + more);
      Arrays.fill(longer, genuine.length, longer.length, (byte) '\n');
      assertThat(isTaken(longer)).as("%d newlines more", more).isFalse();
    }
  }

  @Test
  @Tag("Receipts")
  void receipt_ofAnotherLedger_isNotValid() throws Exception {
    try (Ledger another = openAnother()) {
      Prepared prepared = another.prepare(log.anchor(7), WITHIN);
      var _ = another.submit(prepared, WITHIN);
      settle();
      AnchorReceipt foreign = another.receipt(prepared, WITHIN);
      finished(log.anchor(7));

      assertThat(verdicts(foreign, log.anchor(7))).doesNotContain(new ReceiptVerdict.Valid());
    }
  }

  @Test
  @Tag("Receipts")
  void offlineVerifier_exists_onlyIfClaimed() throws Exception {
    assertThat(offline().isPresent()).isEqualTo(has(Capability.OFFLINE_VERIFIABLE));
  }

  @Test
  @Tag("Receipts")
  void reader_atANodeOfTheVerifiersChoice_saysTheSame() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);
    Optional<String> node = node();
    if (isAbsent(node)) {
      return; // this kind of ledger has no readers
    }

    try (LedgerReader reader = reader(receipt.ledger(), node.get())) {
      assertThat(reader.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
          .isEqualTo(new ReceiptVerdict.Valid());
      assertThat(reader.verify(receipt, log.anchor(9).checkpoint(), WITHIN))
          .isInstanceOf(ReceiptVerdict.Mismatch.class);
    }
  }

  /** Every part of a receipt is held against the ledger, not the content alone. */
  @Test
  @Tag("Receipts")
  void reader_receiptOfAnotherTransactionOrTime_isAMismatch() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);
    Optional<String> node = node();
    if (isAbsent(node)) {
      return; // this kind of ledger has no readers
    }
    String id = receipt.txId().value();
    String other = id.substring(0, id.length() - 1) + (id.endsWith("0") ? "1" : "0");
    Instant later = receipt.time().orElse(Instant.EPOCH).plusSeconds(1);

    try (LedgerReader reader = reader(receipt.ledger(), node.get())) {
      for (AnchorReceipt changed :
          List.of(
              with(receipt, new TxId(other), receipt.time()),
              with(receipt, receipt.txId(), Optional.of(later)))) {
        assertThat(reader.verify(changed, log.anchor(7).checkpoint(), WITHIN))
            .as("%s at %s", changed.txId(), changed.time())
            .isInstanceOf(ReceiptVerdict.Mismatch.class);
      }
    }
  }

  @Test
  @Tag("Receipts")
  void publisher_ofAReceipt_isTheSignerOfTheLedgerThatWroteIt() throws Exception {
    AnchorReceipt receipt = ledger.receipt(finished(log.anchor(7)), WITHIN);
    String signer = ledger.descriptor().signer();
    if (isAbsent(node())) {
      return; // nobody else reads these receipts
    }

    assertThat(provider().publisher(receipt)).isEqualTo(Optional.of(signer));
    assertThat(provider().publisherOf(signer)).isEqualTo(signer);
  }

  @Test
  @Tag("Receipts")
  void reader_ofAnotherLedger_isRefusedAtThisNode() throws Exception {
    Optional<String> node = node();
    if (isAbsent(node)) {
      return; // this kind of ledger has no readers
    }
    finished(log.anchor(7));
    try (Ledger another = openAnother()) {
      LedgerId foreign = another.descriptor().id();
      String trust = another.descriptor().trust();
      LedgerContext context = new LedgerContext(InstantSource.system(), new SecureRandom());

      assertThatThrownBy(() -> provider().reader(foreign, node.get(), trust, context))
          .isInstanceOf(LedgerException.Refused.class);
    }
  }

  // Wire

  @Test
  @Tag("Ambiguity")
  void wire_answersLost_submitTellsTheTruthAndIsFoundById() throws Exception {
    if (isAbsent(wire())) {
      return; // nothing can be lost inside one process
    }
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

    wire().get().mode(Wire.Mode.LOSE_ANSWERS);
    Throwable failure = catchThrowable(() -> ledger.submit(prepared, SHORT));
    wire().get().mend();
    settle();
    TxState afterwards = state(prepared);

    assertThat(failure).isInstanceOf(LedgerException.class);
    if (failure instanceof LedgerException.OutcomeUnknown) {
      assertThat(afterwards).isInstanceOfAny(TxState.Final.class, TxState.Absent.class);
    } else {
      assertThat(failure).isInstanceOf(LedgerException.Unavailable.class);
      assertThat(afterwards).as("nothing was written by this call").isEqualTo(new TxState.Absent());
    }
    var _ = ledger.submit(prepared, WITHIN);
    settle();
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Ambiguity")
  void wire_requestsLost_submitIsNeverRefusedAndTheSameBytesGoThrough() throws Exception {
    if (isAbsent(wire())) {
      return; // nothing can be lost inside one process
    }
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);

    wire().get().mode(Wire.Mode.LOSE_REQUESTS);
    Throwable failure = catchThrowable(() -> ledger.submit(prepared, SHORT));
    wire().get().mend();

    assertThat(failure)
        .isInstanceOfAny(LedgerException.OutcomeUnknown.class, LedgerException.Unavailable.class);
    assertThat(state(prepared)).isInstanceOf(TxState.Absent.class);
    assertThat(ledger.submit(prepared, WITHIN)).isEqualTo(Submitted.ACCEPTED);
    settle();
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Bounds")
  void wire_silentOrCut_everyCallComesBackAndSaysUnreachable() throws Exception {
    if (isAbsent(wire())) {
      return; // nothing can be lost inside one process
    }
    Prepared prepared = finished(log.anchor(7));
    AnchorReceipt receipt = ledger.receipt(prepared, WITHIN);
    for (Wire.Mode mode : List.of(Wire.Mode.LOSE_REQUESTS, Wire.Mode.LOSE_ANSWERS, Wire.Mode.CUT)) {
      wire().get().mode(mode);
      long start = System.nanoTime();

      for (Call call :
          List.<Call>of(
              () -> ledger.prepare(log.anchor(9), SHORT),
              () -> ledger.inspect(List.of(prepared), SHORT),
              () -> ledger.receipt(prepared, SHORT),
              () -> ledger.head(log.origin(), SHORT))) {
        assertThat(catchThrowable(call::make))
            .as("%s", mode)
            .isInstanceOf(LedgerException.Unavailable.class);
      }
      assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), SHORT))
          .isInstanceOf(ReceiptVerdict.Unreachable.class);
      assertThat(ledger.health(SHORT).status()).isEqualTo(Health.Status.UNREACHABLE);
      assertThat(System.nanoTime() - start).isLessThan(DEADLINE_NANOS);
      wire().get().mend();
    }
    assertThat(ledger.verify(receipt, log.anchor(7).checkpoint(), WITHIN))
        .isEqualTo(new ReceiptVerdict.Valid());
  }

  // Bounds

  @Test
  @Tag("Bounds")
  void open_whileOpen_isRefusedOnOneKey() throws Exception {
    if (!keepsSecondWriterOut()) {
      var _ = isAbsent(Optional.empty());
      return; // several writers may use this ledger at once
    }

    assertThatThrownBy(this::open).isInstanceOf(LedgerException.class);

    assertThat(state(finished(log.anchor(7)))).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Bounds")
  void close_twice_isHarmless() {
    ledger.close();
    ledger.close();

    assertThat(faultOf(() -> ledger.prepare(log.anchor(7), WITHIN))).isEqualTo(Fault.UNAVAILABLE);
  }

  @Test
  @Tag("Bounds")
  void interrupted_call_endsByInterruption() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ledger.submit(prepared, WITHIN))
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    var _ = ledger.submit(prepared, WITHIN);
    settle();
    assertThat(state(prepared)).isInstanceOf(TxState.Final.class);
  }

  @Test
  @Tag("Bounds")
  void calls_withDeadline_comeBack() throws Exception {
    long start = System.nanoTime();

    finished(log.anchor(7));

    assertThat(System.nanoTime() - start).isLessThan(DEADLINE_NANOS);
  }

  // Hygiene

  @Test
  @Tag("Hygiene")
  void whatIsShown_holdsNoSecret() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    List<String> shown =
        List.of(
            ledger.descriptor().toString(),
            ledger.capabilities().toString(),
            ledger.health(WITHIN).toString(),
            prepared.toString(),
            prepared.terms().toString(),
            ledger.receipt(prepared, WITHIN).toString(),
            ledger.toString());

    Secrets secrets = new Secrets(secrets());
    assertThat(shown).allSatisfy(text -> assertThat(secrets.in(text)).isEmpty());
  }

  /** What an adapter is given is public; what it has besides is keys and where it runs. */
  @Test
  @Tag("Hygiene")
  void whatLeavesTheProcess_holdsNoSecretAndNoPath() throws Exception {
    Prepared prepared = finished(log.anchor(7));
    var _ = ledger.receipt(prepared, WITHIN);
    var _ = ledger.head(log.origin(), WITHIN);
    var _ = ledger.health(WITHIN);
    List<byte[]> left = new ArrayList<>(written());
    wire().map(Wire::sent).ifPresent(left::add);
    if (isAbsent(left.stream().findFirst())) {
      return; // nothing leaves: a ledger in memory
    }

    Secrets secrets = new Secrets(secrets());
    assertThat(left).allSatisfy(bytes -> assertThat(secrets.in(bytes)).isEmpty());
    for (String property : List.of("user.dir", "java.home")) {
      String path = System.getProperty(property);
      assertThat(left)
          .as("%s", property)
          .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains(path));
    }
  }

  @Test
  @Tag("Hygiene")
  void failures_holdNoSecret() throws Exception {
    Prepared prepared = ledger.prepare(log.anchor(7), WITHIN);
    ledger.close();
    List<Throwable> failures = new ArrayList<>();
    failures.add(catchThrowable(() -> ledger.prepare(log.anchor(7), WITHIN)));
    failures.add(catchThrowable(() -> ledger.submit(prepared, WITHIN)));
    failures.add(catchThrowable(() -> ledger.head(log.origin(), WITHIN)));

    Secrets secrets = new Secrets(secrets());
    for (Throwable failure : failures) {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertThat(secrets.in(String.valueOf(cause))).isEmpty();
      }
    }
  }

  @Test
  @Tag("Hygiene")
  void health_open_isReadyAndClosedIsUnreachable() throws Exception {
    Health.Status open = ledger.health(WITHIN).status();
    ledger.close();

    assertThat(open).isEqualTo(Health.Status.READY);
    assertThat(ledger.health(WITHIN).status()).isEqualTo(Health.Status.UNREACHABLE);
  }

  @Test
  @Tag("Hygiene")
  void descriptor_namespace_isTheProvidersId() {
    assertThat(ledger.descriptor().id().namespace()).isEqualTo(provider().id());
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // as the receipt has it
  private static AnchorReceipt with(AnchorReceipt receipt, TxId txId, Optional<Instant> time) {
    return new AnchorReceipt(
        receipt.ledger(),
        receipt.adapter(),
        txId,
        receipt.position(),
        time,
        receipt.anchor(),
        receipt.evidence());
  }

  private LedgerReader reader(LedgerId id, String node) throws Exception {
    LedgerContext context = new LedgerContext(InstantSource.system(), new SecureRandom());
    return provider().reader(id, node, ledger.descriptor().trust(), context).orElseThrow();
  }

  private Optional<ReceiptVerifier> offline() throws LedgerException {
    String trust = ledger.descriptor().trust();
    return trust.isEmpty() ? Optional.empty() : provider().offlineVerifier(trust);
  }

  /** The ledger's own verdict, and the off-line one where there is one. */
  private List<ReceiptVerdict> verdicts(AnchorReceipt receipt, Anchor anchor) throws Exception {
    List<ReceiptVerdict> verdicts = new ArrayList<>();
    verdicts.add(ledger.verify(receipt, anchor.checkpoint(), WITHIN));
    offline().ifPresent(check -> verdicts.add(check.verify(receipt, anchor.checkpoint())));
    return verdicts;
  }

  private boolean isTaken(byte[] receiptBytes) throws Exception {
    AnchorReceipt receipt;
    try {
      receipt = AnchorReceipt.parse(receiptBytes);
    } catch (IllegalArgumentException | TlogException e) {
      return false;
    }
    return Set.copyOf(verdicts(receipt, log.anchor(7))).contains(new ReceiptVerdict.Valid());
  }
}
