package org.bricscodes.tlog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gets cosignatures from one witness, one request at a time, and remembers how it went. Nothing is
 * believed that its key does not prove.
 *
 * <p>{@link #ask} runs on one thread at a time; everything else on any.
 */
final class WitnessAsker {

  private static final System.Logger LOG = System.getLogger(WitnessedLog.class.getName());

  /** Sizes the witness may correct us by in one go. */
  private static final int MAX_CONFLICTS = 3;

  /** How far a witness's clock may be ahead of ours. */
  private static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final TransparencyLog log;
  private final TrustPolicy.Witness witness;
  private final WitnessClient client;
  private final WitnessOptions options;

  private long size;
  private @Nullable Instant time;
  private long failures;
  private int failuresInARow;
  private WitnessStatus.@Nullable Fault fault;

  /** {@link System#nanoTime} before which it is left alone. */
  private long notBefore;

  /** Why there is no cosignature. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient WitnessStatus.Fault fault;

    Failed(WitnessStatus.Kind kind, String reason) {
      super(reason);
      this.fault = new WitnessStatus.Fault(kind, reason);
    }
  }

  WitnessAsker(
      TransparencyLog log,
      TrustPolicy.Witness witness,
      WitnessClient client,
      WitnessOptions options) {
    this.log = log;
    this.witness = witness;
    this.client = client;
    this.options = options;
    this.notBefore = System.nanoTime();
  }

  VerifierKey key() {
    return witness.key();
  }

  synchronized WitnessStatus status() {
    return new WitnessStatus(
        witness.name(),
        witness.key(),
        size,
        Optional.ofNullable(time),
        failures,
        Optional.ofNullable(fault));
  }

  /** Remembers a cosignature that was kept from before. */
  synchronized void remember(long cosigned, Instant when) {
    size = cosigned;
    time = when;
  }

  synchronized long nanosToWait() {
    return Math.max(0, notBefore - System.nanoTime());
  }

  /** A cosignature of the checkpoint, verified; empty if there is none, and then why is kept. */
  @SuppressWarnings("IllegalCatch") // a bug of ours must not end the asking
  Optional<NoteSignature> ask(SignedCheckpoint checkpoint) {
    try {
      NoteSignature line = cosignature(checkpoint);
      succeeded(checkpoint.size(), Cosignature.of(witness.key(), line).time());
      return Optional.of(line);
    } catch (Failed e) {
      failed(e.fault);
    } catch (InterruptedIOException e) {
      return Optional.empty(); // we are closing; that is no fault of the witness
    } catch (IOException e) {
      failed(unreachable(e));
    } catch (LogException e) {
      failed(
          e.reason() == LogException.Reason.CONTRADICTION
              ? new WitnessStatus.Fault(
                  WitnessStatus.Kind.AHEAD,
                  "it shows what this log signed and does not hold, so that it signs no more: "
                      + message(e))
              : new WitnessStatus.Fault(
                  WitnessStatus.Kind.UNREACHABLE, "this log is closed: " + message(e)));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "asking a witness failed for a fault of ours", e);
      failed(
          new WitnessStatus.Fault(
              WitnessStatus.Kind.UNREACHABLE, "it could not be asked, for a fault of ours"));
    }
    return Optional.empty();
  }

  private static WitnessStatus.Fault unreachable(IOException e) {
    return new WitnessStatus.Fault(WitnessStatus.Kind.UNREACHABLE, String.valueOf(e.getMessage()));
  }

  private NoteSignature cosignature(SignedCheckpoint checkpoint) throws IOException, Failed {
    long from = status().size();
    if (from > checkpoint.size()) {
      from = 0; // it cosigned a newer one meanwhile; it will say so
    }
    for (int tries = 0; tries <= MAX_CONFLICTS; tries++) {
      WitnessClient.Reply reply = client.addCheckpoint(request(from, checkpoint));
      switch (reply.status()) {
        case 200 -> {
          return verified(reply, checkpoint);
        }
        case 409 -> from = corrected(reply, from, checkpoint);
        default -> throw refused(reply.status());
      }
    }
    throw new Failed(
        WitnessStatus.Kind.FALSE, "it names another size of its own each time it is asked");
  }

  private AddCheckpoint request(long from, SignedCheckpoint checkpoint) {
    List<Digest> proof =
        from == 0 || from == checkpoint.size()
            ? List.of()
            : log.consistency(from, checkpoint.size()).path();
    return new AddCheckpoint(from, proof, checkpoint.note());
  }

  private NoteSignature verified(WitnessClient.Reply reply, SignedCheckpoint checkpoint)
      throws Failed {
    try {
      SignedNote answer = SignedNote.parse(checkpoint.note().text() + "\n" + reply.body());
      if (answer.verify(List.of(witness.key())).isEmpty()) {
        throw new Failed(
            WitnessStatus.Kind.FALSE, "it answered without a cosignature by its key in the policy");
      }
      NoteSignature line = answer.linesOf(witness.key()).getFirst();
      Instant said = Cosignature.of(witness.key(), line).time();
      if (said.isAfter(options.clock().instant().plus(MAX_AHEAD))) {
        throw new Failed(
            WitnessStatus.Kind.FALSE, "its cosignature is of " + said + ", which is to come");
      }
      return line;
    } catch (NoteException e) {
      throw new Failed(WitnessStatus.Kind.FALSE, "its cosignature does not hold: " + message(e));
    }
  }

  /** The size to prove from instead, if that can be. */
  private long corrected(WitnessClient.Reply reply, long from, SignedCheckpoint checkpoint)
      throws IOException, Failed {
    long known = conflictSize(reply);
    if (known == from) {
      throw new Failed(
          WitnessStatus.Kind.FALSE, "it refuses the size " + from + " and names the same one");
    }
    if (known > log.checkpoint().size()) {
      requireNothingLost();
      throw new Failed(
          WitnessStatus.Kind.AHEAD,
          "it says that it knows this log at size "
              + known
              + ", but the log never signed more than "
              + log.checkpoint().size()
              + ": was the log put back to an older state?");
    }
    if (known > checkpoint.size()) {
      throw new Failed(WitnessStatus.Kind.UNREACHABLE, "it cosigned a newer checkpoint meanwhile");
    }
    WitnessStatus before = status();
    if (before.time().isPresent() && known < before.size()) {
      forgot(before.size(), known);
    }
    return known;
  }

  private static long conflictSize(WitnessClient.Reply reply) throws Failed {
    try {
      String body = reply.body();
      if (reply.type().equals(WitnessAnswer.SIZE_TYPE) && body.endsWith("\n")) {
        return StrictText.decimal(body.substring(0, body.length() - 1));
      }
    } catch (IllegalArgumentException e) {
      throw new Failed(WitnessStatus.Kind.FALSE, "it answers 409 with a size that is no number");
    }
    // Witnesses before v1.0.0 of the protocol answer so to another root for the same size.
    throw new Failed(
        WitnessStatus.Kind.CONTRADICTS, "it answers 409 and names no size to prove from");
  }

  private static Failed refused(int status) {
    return switch (status) {
      case 400 -> new Failed(WitnessStatus.Kind.REFUSED, "it cannot read our request (400)");
      case 403 ->
          new Failed(
              WitnessStatus.Kind.REFUSED, "it has another key for this log than signs it (403)");
      case 404 -> new Failed(WitnessStatus.Kind.REFUSED, "it does not follow this log (404)");
      case 422 ->
          new Failed(
              WitnessStatus.Kind.CONTRADICTS,
              "it knows another history of this log: our checkpoint does not extend it (422)");
      case 429 -> new Failed(WitnessStatus.Kind.REFUSED, "it wants to be asked less often (429)");
      default -> new Failed(WitnessStatus.Kind.UNREACHABLE, "it answers with status " + status);
    };
  }

  /**
   * Holds the log against what the witness can show that this log signed. A witness's mere word
   * stops nothing; the log's own signature does.
   *
   * @throws LogException ({@code CONTRADICTION}) if this log signed what it does not hold; it then
   *     signs no more
   * @throws IOException if the witness cannot be asked
   */
  void requireNothingLost() throws IOException {
    WitnessClient.Reply reply = client.latest(log.origin());
    if (reply.status() != 200) {
      return; // nothing cosigned yet, or nothing to be read there
    }
    SignedCheckpoint shown;
    try {
      shown = TrustedLog.of(log.verifierKey()).verify(SignedNote.parse(reply.body()));
    } catch (NoteException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "witness {0} shows a checkpoint of this log that the log did not sign: {1}",
          witness.name(),
          message(e));
      return;
    }
    log.requireExtends(shown.checkpoint());
  }

  private synchronized void succeeded(long cosigned, Instant when) {
    if (fault != null) {
      LOG.log(System.Logger.Level.INFO, "witness {0} cosigns again", witness.name());
    }
    size = Math.max(size, cosigned);
    time = when;
    fault = null;
    failuresInARow = 0;
    notBefore = System.nanoTime();
  }

  private synchronized void failed(WitnessStatus.Fault why) {
    failures++;
    int doublings = Math.min(failuresInARow++, 20);
    Duration wait = FIRST_RETRY.multipliedBy(1L << doublings);
    Duration bounded = wait.compareTo(options.retryAtMost()) < 0 ? wait : options.retryAtMost();
    notBefore = System.nanoTime() + bounded.toNanos();
    if (!why.equals(fault)) {
      alarm(why);
    }
    fault = why;
  }

  /** It may go on from what it knows: our log extends that, too. What it is worth, others judge. */
  private synchronized void forgot(long cosigned, long known) {
    failures++;
    size = known;
    alarm(
        new WitnessStatus.Fault(
            WitnessStatus.Kind.FORGOT,
            "it cosigned size " + cosigned + " and now knows only " + known));
  }

  private void alarm(WitnessStatus.Fault why) {
    System.Logger.Level level =
        switch (why.kind()) {
          case UNREACHABLE, REFUSED -> System.Logger.Level.WARNING;
          case FALSE, FORGOT, AHEAD, CONTRADICTS -> System.Logger.Level.ERROR;
        };
    LOG.log(level, "witness {0} did not cosign: {1}", witness.name(), why.reason());
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
