package org.bricscodes.ledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Capability;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.Ledger;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.Prepared;
import org.bricscodes.ledger.TxState;
import org.bricscodes.ledger.testkit.FaultScript.Operation;
import org.bricscodes.ledger.testkit.FaultScript.When;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ledger under test, what an adapter supplies of it, and what the tests are written with. */
@ExtendWith(ContractReport.class)
abstract class ContractCase {

  /** What one call may take; a slow network may allow more. */
  protected static final Duration WITHIN = Duration.ofSeconds(20);

  final SampleLog log = new SampleLog("log.example/contract");
  Ledger ledger;
  private LogTape tape;
  private boolean notClaimed;
  private String claims = "";

  /** Set by JUnit before each test. */
  @SuppressWarnings("NullAway.Init")
  ContractCase() {}

  /** Opens the ledger under test: within one test always the same, empty at its beginning. */
  protected abstract Ledger open() throws Exception;

  /** Opens a second, different ledger of the same kind. */
  protected abstract Ledger openAnother() throws Exception;

  /** The adapter's provider. */
  protected abstract LedgerProvider provider();

  /** Lets the network go on until what it was given is final. */
  protected abstract void settle();

  /**
   * Lets the network include what it was given, then drop it again before it is final. Needed with
   * {@link Capability#CAN_REORGANISE}.
   */
  protected void includeAndReorganise() {
    throw new UnsupportedOperationException("this ledger cannot reorganise");
  }

  /** Lets the network go on until transactions with an expiry have passed it, without them. */
  protected void letExpire() {
    throw new UnsupportedOperationException("transactions of this ledger do not expire");
  }

  /**
   * Opens the same ledger under another writer's identity, where the ledger tells writers apart.
   * The caller closes it.
   */
  protected Optional<Ledger> openAsAnotherWriter() throws Exception {
    return Optional.empty();
  }

  /** How long a pledge lasts that a test lets expire; short where block time is real time. */
  protected Duration shortPledge() {
    return Duration.ofMinutes(1);
  }

  /** Lets block time reach {@code time}. Needed with {@link Capability#EXCLUSIVE_REGISTRY}. */
  protected void letTimePass(Instant time) {
    throw new UnsupportedOperationException("this ledger has no block time");
  }

  /**
   * What must never be shown, logged or sent: keys, passwords, addresses with credentials. Looked
   * for as it is, in hex and in base64, and the bytes that hex or base64 text stands for.
   */
  protected List<String> secrets() {
    return List.of();
  }

  /** The wire between the ledger under test and its node; empty for a ledger in this process. */
  protected Optional<Wire> wire() {
    return Optional.empty();
  }

  /** What the ledger wrote where others may read it, but for its keys; asked after use. */
  protected List<byte[]> written() {
    return List.of();
  }

  /** A node that {@link LedgerProvider#reader} can read the ledger at; empty without readers. */
  protected Optional<String> node() {
    return Optional.empty();
  }

  /** Whether {@link #open} is refused while the ledger is open: one writer for one key. */
  protected boolean keepsSecondWriterOut() {
    return false;
  }

  @BeforeEach
  void openLedger() throws Exception {
    tape = LogTape.start();
    ledger = open();
    Capabilities capabilities = ledger.capabilities();
    claims =
        Stream.concat(
                Stream.of(capabilities.finality().name()),
                capabilities.flags().stream().sorted().map(Capability::name))
            .collect(Collectors.joining(" "));
  }

  @AfterEach
  void closeLedger() {
    ledger.close();
    List<String> logged = tape.stop();
    Secrets secrets = new Secrets(secrets());
    assertThat(logged).allSatisfy(line -> assertThat(secrets.in(line)).isEmpty());
  }

  // What the tests are written with

  /** Whether the case says nothing about this ledger, because it does not claim the capability. */
  boolean lacks(Capability capability) {
    notClaimed |= !has(capability);
    return !has(capability);
  }

  /** Whether the case says nothing about this ledger, because it has no such thing. */
  boolean isAbsent(Optional<?> part) {
    notClaimed |= part.isEmpty();
    return part.isEmpty();
  }

  boolean notClaimed() {
    return notClaimed;
  }

  /** When the ledger is final and its capabilities, in their own order; empty if none opened. */
  String claims() {
    return claims;
  }

  boolean has(Capability capability) {
    return ledger.capabilities().has(capability);
  }

  Optional<Fault> expected(Capability capability, Fault fault) {
    return has(capability) ? Optional.of(fault) : Optional.empty();
  }

  void reopen() throws Exception {
    ledger.close();
    ledger = open();
  }

  Ledger losing(When when) {
    return new FaultyLedger(
        ledger, FaultScript.of(FaultScript.fails(Operation.SUBMIT, when, Fault.TIMEOUT)));
  }

  Prepared submitted(Content content) throws Exception {
    Prepared prepared = ledger.prepare(content, WITHIN);
    var _ = ledger.submit(prepared, WITHIN);
    return prepared;
  }

  Prepared finished(Content content) throws Exception {
    Prepared prepared = submitted(content);
    settle();
    return prepared;
  }

  TxState state(Prepared prepared) throws Exception {
    return ledger.inspect(List.of(prepared), WITHIN).states().getFirst();
  }

  /** Why the ledger does not take a content, at whatever stage; empty if it becomes final. */
  Optional<Fault> refusal(Content content) throws Exception {
    try {
      return switch (state(finished(content))) {
        case TxState.Final _ -> Optional.empty();
        case TxState.Failed(Fault fault, String _) -> Optional.of(fault);
        case TxState other -> fail("neither taken nor refused: " + other);
      };
    } catch (LedgerException.Refused e) {
      return Optional.of(e.fault());
    }
  }

  interface Call {
    Object make() throws LedgerException, InterruptedException;
  }

  static Fault faultOf(Call call) {
    try {
      return fail("was taken: " + call.make());
    } catch (LedgerException e) {
      return e.fault();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
