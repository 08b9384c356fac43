package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A log's checkpoints as others get to see them: with the cosignatures of witnesses, under a {@link
 * TrustPolicy}.
 *
 * <p><b>What is published.</b> {@link #published} is the newest checkpoint whose cosignatures meet
 * the policy's quorum; a newer one that does not is held back until it does, or until one newer
 * still does. Until the first one ever does, it is the newest that the log signed, so that there
 * always is one. Where the quorum is {@code none}, it is the newest signed, at once, and its
 * cosignatures appear as they come. Its size never shrinks. Cosignatures that come after the quorum
 * was met are added.
 *
 * <p><b>How witnesses are asked.</b> In rounds, behind the log: a thread takes the newest signed
 * checkpoint and asks every witness that is not busy or left alone, all at once and for the same
 * checkpoint. A round ends when all have answered, or some time after the quorum was met, or when
 * the time for an answer is over. A witness that fails is left alone, twice as long each time, up
 * to a bound. Writing to the log never waits for any of this.
 *
 * <p><b>Durability.</b> A cosignature is verified before it is kept, and a cosigned checkpoint is
 * durable before it is published: one file, replaced as a whole. It holds nothing that could not be
 * had again; if it cannot be read, or was made under another policy, witnesses are asked anew.
 *
 * <p><b>Threads.</b> All methods may be called from any thread; none blocks but {@link #open} and
 * {@link #close}.
 */
public final class WitnessedLog implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(WitnessedLog.class.getName());

  /** How long witnesses are asked at the start what they have seen of the log, in all. */
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(3);

  private static final TrustPolicy NOBODY =
      new TrustPolicy(List.of(), List.of(), List.of(), TrustPolicy.NONE);

  private final TransparencyLog log;
  private final TrustPolicy policy;
  private final TrustedLog trusted;
  private final Optional<Path> file;
  private final LogFiles files;
  private final AtomicLong changes = new AtomicLong();
  private @Nullable Gathering current;
  private @Nullable Gathering met;
  private volatile @Nullable SignedCheckpoint gathered;
  private volatile @Nullable SignedCheckpoint shown;
  private volatile @Nullable Gathering settled;
  private @Nullable WitnessRounds rounds;

  private WitnessedLog(
      TransparencyLog log, TrustPolicy policy, Optional<Path> file, LogFiles files) {
    this.log = log;
    this.policy = policy;
    this.trusted =
        new TrustedLog(log.origin(), List.of(log.verifierKey()), policy.witnessKeys(), 0);
    this.file = file;
    this.files = files;
  }

  /** A log without witnesses: what it signs is published. */
  public static WitnessedLog alone(TransparencyLog log) {
    return new WitnessedLog(log, NOBODY, Optional.empty(), new LogFiles());
  }

  /**
   * Takes up what was published before, asks every witness what it has seen of the log, and begins
   * to ask for cosignatures. Call it before the first append.
   *
   * @param policy every witness has an address; if it lists logs, this one is among them
   * @param file where the published checkpoint is kept
   * @throws LinesException if the policy cannot be followed, saying why
   * @throws LogException {@code CONTRADICTION} if the file or a witness shows a checkpoint that
   *     this log signed and does not hold: it was put back to an older state; {@code IO}
   */
  public static WitnessedLog open(
      TransparencyLog log, TrustPolicy policy, Path file, WitnessOptions options) {
    return open(log, policy, file, options, new LogFiles());
  }

  static WitnessedLog open(
      TransparencyLog log, TrustPolicy policy, Path file, WitnessOptions options, LogFiles files) {
    requireUsable(policy, log.verifierKey());
    var witnessed = new WitnessedLog(log, policy, Optional.of(file), files);
    var rounds = new WitnessRounds(log, policy, options, witnessed.new GatheringDesk());
    witnessed.rounds = rounds;
    try {
      witnessed.takeUp(file, rounds.askers());
      rounds.requireNothingLost(SEEN_WITHIN);
    } catch (IOException e) {
      witnessed.close();
      throw new LogException(
          LogException.Reason.IO, "the published checkpoint cannot be read back", e);
    } catch (RuntimeException e) {
      witnessed.close();
      throw e;
    }
    rounds.start();
    return witnessed;
  }

  private static void requireUsable(TrustPolicy policy, VerifierKey key) {
    List<LinesException.Fault> faults = new ArrayList<>();
    for (TrustPolicy.Witness witness : policy.witnesses()) {
      Optional<String> fault =
          witness.url().isEmpty()
              ? Optional.of("is missing, so that it cannot be asked")
              : WitnessClient.fault(witness.url().get());
      fault.ifPresent(
          what ->
              faults.add(
                  new LinesException.Fault(
                      0, "the address of witness " + witness.name() + " " + what)));
    }
    if (!policy.logs().isEmpty()
        && policy.logs().stream().noneMatch(listed -> listed.key().equals(key))) {
      faults.add(new LinesException.Fault(0, "the policy is for other logs; this one is " + key));
    }
    if (!faults.isEmpty()) {
      throw new LinesException(faults);
    }
  }

  private void takeUp(Path file, List<WitnessAsker> askers) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    SignedCheckpoint kept;
    try {
      kept = trusted.verify(Files.readAllBytes(file));
    } catch (NoteException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the cosigned checkpoint of before is of no use and is asked for anew: {0}",
          e.getMessage());
      return;
    }
    log.requireExtends(kept.checkpoint());
    Gathering before =
        Gathering.of(
            new SignedCheckpoint(
                kept.checkpoint(),
                new SignedNote(kept.note().text(), kept.note().linesOf(log.verifierKey())),
                List.of()));
    for (WitnessAsker asker : askers) {
      List<NoteSignature> lines = kept.note().linesOf(asker.key());
      if (!lines.isEmpty()) {
        before = before.with(asker.key(), lines.getFirst());
        asker.remember(kept.size(), Cosignature.of(asker.key(), lines.getFirst()).time());
      }
    }
    current = before;
    gathered = verified(before);
    if (policy.isMetBy(before.cosigners())) {
      met = before;
      shown = verified(before);
    }
  }

  /** The policy followed; its quorum is {@code none} and nobody is asked if there is none. */
  public TrustPolicy policy() {
    return policy;
  }

  /** The newest checkpoint the log signed, published or not. */
  public SignedCheckpoint newest() {
    return log.checkpoint();
  }

  /** The checkpoint to be served to everybody, with its cosignatures. */
  public SignedCheckpoint published() {
    SignedCheckpoint cosigned = shown;
    SignedCheckpoint newest = log.checkpoint();
    if (cosigned == null || (policy.asksForNone() && newest.size() > cosigned.size())) {
      return newest;
    }
    return cosigned;
  }

  /**
   * The checkpoint to prove the first {@code size} entries under: the published one if it covers
   * them, else the newest signed, with whatever cosignatures it has.
   */
  public SignedCheckpoint covering(long size) {
    SignedCheckpoint published = published();
    SignedCheckpoint partly = gathered;
    if (published.size() >= size) {
      return published;
    }
    SignedCheckpoint newest = log.checkpoint();
    return partly != null && partly.size() == newest.size() ? partly : newest;
  }

  /**
   * The newest checkpoint for which no witness is waited for any more: it is given out with the
   * same cosignatures as long as it is the newest such, so that it can be anchored.
   *
   * @param maxBytes if its note is longer, it comes without cosignatures
   * @return empty until the first round has ended
   */
  public Optional<SignedNote> settled(int maxBytes) {
    if (policy.witnesses().isEmpty()) {
      return Optional.of(log.checkpoint().note());
    }
    Gathering done = settled;
    if (done == null) {
      return Optional.empty();
    }
    SignedNote note = done.note(policy.witnessKeys());
    return Optional.of(note.bytes().length > maxBytes ? done.plain() : note);
  }

  /** How the log stands with each witness, in the order of the policy. */
  public List<WitnessStatus> statuses() {
    return rounds == null ? List.of() : rounds.askers().stream().map(WitnessAsker::status).toList();
  }

  /** Grows whenever {@link #published} or {@link #covering} gets other cosignatures. */
  public long changes() {
    return changes.get();
  }

  private SignedCheckpoint verified(Gathering gathering) {
    return trusted.verify(gathering.note(policy.witnessKeys()));
  }

  /** Ends the asking. What is published stays so. Idempotent. */
  @Override
  public void close() {
    if (rounds != null) {
      rounds.close();
    }
  }

  /** Where cosignatures come in; all under the lock of the log. */
  private final class GatheringDesk implements WitnessRounds.Desk {

    @Override
    public void begin(SignedCheckpoint checkpoint) {
      synchronized (WitnessedLog.this) {
        if (current == null || !current.isOf(checkpoint)) {
          current = Gathering.of(checkpoint);
        }
      }
    }

    @Override
    public boolean has(SignedCheckpoint checkpoint, VerifierKey witness) {
      synchronized (WitnessedLog.this) {
        return of(checkpoint).map(of -> of.cosigners().contains(witness)).orElse(false);
      }
    }

    @Override
    public boolean isMet(SignedCheckpoint checkpoint) {
      synchronized (WitnessedLog.this) {
        return of(checkpoint).map(of -> policy.isMetBy(of.cosigners())).orElse(false);
      }
    }

    @Override
    public void gathered(SignedCheckpoint checkpoint, VerifierKey witness, NoteSignature line) {
      synchronized (WitnessedLog.this) {
        Optional<Gathering> before = of(checkpoint);
        if (before.isEmpty()) {
          return; // overtaken by newer ones
        }
        Gathering now = before.get().with(witness, line);
        if (current != null && current.isOf(checkpoint)) {
          current = now;
          gathered = verified(now);
          changes.incrementAndGet();
        }
        boolean newer = met == null || now.size() >= met.size();
        if (newer && policy.isMetBy(now.cosigners())) {
          publish(now);
        }
      }
    }

    @Override
    public void ended(SignedCheckpoint checkpoint) {
      synchronized (WitnessedLog.this) {
        Gathering before = settled;
        if (before == null || checkpoint.size() > before.size()) {
          settled = of(checkpoint).orElseGet(() -> Gathering.of(checkpoint));
        }
      }
    }

    private Optional<Gathering> of(SignedCheckpoint checkpoint) {
      if (current != null && current.isOf(checkpoint)) {
        return Optional.of(current);
      }
      return met != null && met.isOf(checkpoint) ? Optional.of(met) : Optional.empty();
    }

    /** Durable first, then seen. A crash in between costs nothing: it is asked for again. */
    private void publish(Gathering cosigned) {
      try {
        files.replace(file.orElseThrow(), cosigned.note(policy.witnessKeys()).bytes());
      } catch (IOException e) {
        LOG.log(
            System.Logger.Level.ERROR,
            "a cosigned checkpoint could not be kept and is not published",
            e);
        return;
      }
      met = cosigned;
      shown = verified(cosigned);
      changes.incrementAndGet();
    }
  }
}
