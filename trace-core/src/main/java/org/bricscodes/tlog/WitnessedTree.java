package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Witness} knows of one log: the checkpoint it cosigned last, in one file named by
 * the hash of the origin, {@code <hex>.checkpoint}. The file is a signed note: the log's signature,
 * then the cosignature.
 *
 * <p>The order that is never reversed: checked against the file → cosigned in memory → file
 * replaced, durably → cosignature handed out. A crash before the file is replaced leaves the old
 * one, and a cosignature nobody saw; a crash after it leaves a witness that has moved on, and the
 * log asks again.
 */
final class WitnessedTree {

  /** Pairs of contradicting notes kept of one log. */
  private static final int MAX_EVIDENCE = 16;

  private static final System.Logger LOG = System.getLogger(Witness.class.getName());

  private final Path directory;
  private final SignerKey key;
  private final LogList.Item log;
  private final InstantSource clock;
  private final LogFiles files;
  private final Digest hash;
  private final RequestRate rate;
  private final Suspects suspects;
  private final ReentrantLock adding = new ReentrantLock();
  private boolean closed;
  private volatile @Nullable Known known;
  private final AtomicLong forks = new AtomicLong();
  private final AtomicLong suspicions = new AtomicLong();

  /** The note as stored, and what it says. */
  private record Known(SignedNote note, Checkpoint checkpoint, Instant time) {}

  private WitnessedTree(
      Path directory,
      SignerKey key,
      LogList.Item log,
      InstantSource clock,
      LogFiles files,
      Suspects suspects,
      @Nullable Known known) {
    this.directory = directory;
    this.key = key;
    this.log = log;
    this.clock = clock;
    this.files = files;
    this.hash = Witness.hash(log.origin());
    this.rate = new RequestRate(log.requestsPerDay(), clock);
    this.suspects = suspects;
    this.known = known;
  }

  static WitnessedTree open(
      Path directory, SignerKey key, LogList.Item log, InstantSource clock, LogFiles files)
      throws IOException {
    Path file = file(directory, Witness.hash(log.origin()));
    Known known = Files.exists(file) ? read(Files.readAllBytes(file), key, log, file) : null;
    Suspects suspects = Suspects.open(directory, log, files);
    WitnessedTree tree = new WitnessedTree(directory, key, log, clock, files, suspects, known);
    if (known != null) {
      tree.settle(known); // if a crash came before it
    }
    return tree;
  }

  private static Path file(Path directory, Digest hash) {
    return directory.resolve(hash + ".checkpoint");
  }

  /** Signed by the log or by this witness: either may have a new key meanwhile, not both. */
  private static Known read(byte[] bytes, SignerKey key, LogList.Item log, Path file) {
    try {
      SignedNote note = SignedNote.parse(bytes);
      Checkpoint checkpoint = Checkpoint.parse(note.text());
      VerifierKey own = key.cosignerKey();
      List<VerifierKey> signers = note.verify(List.of(log.key(), own));
      if (checkpoint.origin().equals(log.origin()) && !signers.isEmpty()) {
        Instant time =
            signers.contains(own)
                ? Cosignature.of(own, note.linesOf(own).getFirst()).time()
                : Instant.EPOCH;
        return new Known(note, checkpoint, time);
      }
    } catch (NoteException e) {
      throw new LogException(
          LogException.Reason.DAMAGED,
          "what was cosigned of " + log.origin() + " cannot be read from " + file.getFileName(),
          e);
    }
    throw new LogException(
        LogException.Reason.DAMAGED,
        file.getFileName() + " is no checkpoint of " + log.origin() + " that was cosigned here");
  }

  Digest hash() {
    return hash;
  }

  Optional<SignedNote> latest() {
    return Optional.ofNullable(known).map(Known::note);
  }

  Witness.Progress progress() {
    Known now = known;
    return new Witness.Progress(
        log.origin(),
        now == null ? 0 : now.checkpoint.size(),
        now == null ? Instant.EPOCH : now.time,
        forks.get(),
        suspicions.get(),
        suspects.size());
  }

  WitnessAnswer add(AddCheckpoint request) {
    Optional<WitnessAnswer> unsigned = unsigned(request.checkpoint());
    if (unsigned.isPresent()) {
      return unsigned.get();
    }
    adding.lock();
    try {
      requireOpen();
      return check(request, known);
    } finally {
      adding.unlock();
    }
  }

  private Optional<WitnessAnswer> unsigned(SignedNote note) {
    try {
      return note.verify(List.of(log.key())).isEmpty()
          ? Optional.of(
              new WitnessAnswer.Unsigned("no signature is by the log's key " + log.key().name()))
          : Optional.empty();
    } catch (NoteException e) {
      return Optional.of(new WitnessAnswer.Unsigned(String.valueOf(e.getMessage())));
    }
  }

  /** In the order of the specification. */
  private WitnessAnswer check(AddCheckpoint request, @Nullable Known before) {
    long knownSize = before == null ? 0 : before.checkpoint.size();
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.parse(request.checkpoint().text());
    } catch (NoteException e) {
      String message = String.valueOf(e.getMessage());
      if (e.reason() != NoteException.Reason.EMPTY_TREE_ROOT || request.oldSize() > 0) {
        return new WitnessAnswer.Malformed(message);
      }
      return knownSize == 0
          ? new WitnessAnswer.Inconsistent(message)
          : new WitnessAnswer.Conflict(knownSize);
    }
    if (request.oldSize() > checkpoint.size()) {
      return new WitnessAnswer.Malformed("the old size is at most the checkpoint's");
    }
    if (request.oldSize() != knownSize) {
      return new WitnessAnswer.Conflict(knownSize);
    }
    Optional<WitnessAnswer> inconsistent = inconsistent(request, checkpoint, before);
    return inconsistent.isPresent() ? inconsistent.get() : cosign(request, checkpoint, before);
  }

  private Optional<WitnessAnswer> inconsistent(
      AddCheckpoint request, Checkpoint checkpoint, @Nullable Known before) {
    if (before != null
        && checkpoint.size() == before.checkpoint.size()
        && !checkpoint.root().equals(before.checkpoint.root())) {
      forked(before.note, request.checkpoint());
      return inconsistent("another root was cosigned for this size");
    }
    if (request.oldSize() == 0) {
      // Nothing needs to be proven about an empty tree, and nothing can be.
      return request.proof().isEmpty()
          ? Optional.empty()
          : inconsistent("the proof from size 0 is empty");
    }
    Digest root = before == null ? MerkleTree.emptyRoot() : before.checkpoint.root();
    try {
      new ConsistencyProof(request.oldSize(), checkpoint.size(), request.proof())
          .verify(root, checkpoint.root());
      return Optional.empty();
    } catch (ProofException e) {
      if (checkpoint.size() > request.oldSize()) {
        suspected(request.checkpoint(), checkpoint, request.oldSize());
      }
      return inconsistent(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<WitnessAnswer> inconsistent(String reason) {
    return Optional.of(new WitnessAnswer.Inconsistent(reason));
  }

  private WitnessAnswer cosign(
      AddCheckpoint request, Checkpoint checkpoint, @Nullable Known before) {
    Instant instant = Instant.ofEpochSecond(clock.instant().getEpochSecond());
    // The largest tree at a time must not have been said to be larger at an earlier one.
    Instant time = before == null || instant.isAfter(before.time) ? instant : before.time;
    SignedNote asked = request.checkpoint();
    if (before != null && before.time.equals(time) && before.note.text().equals(asked.text())) {
      List<NoteSignature> again = before.note.linesOf(key.cosignerKey());
      if (!again.isEmpty()) {
        return new WitnessAnswer.Cosigned(again); // the same second, the same words
      }
    }
    long wait = rate.secondsToWait();
    if (wait > 0) {
      return new WitnessAnswer.TooOften(wait);
    }
    NoteSignature cosignature = key.cosign(asked.text(), time);
    List<NoteSignature> kept = new ArrayList<>(asked.linesOf(log.key()));
    kept.add(cosignature);
    SignedNote note = new SignedNote(asked.text(), kept);
    replace(note);
    Known now = new Known(note, checkpoint, time);
    known = now;
    settle(now);
    return new WitnessAnswer.Cosigned(List.of(cosignature));
  }

  private void replace(SignedNote note) {
    boolean done = false;
    try {
      files.replace(file(directory, hash), note.bytes());
      done = true;
    } catch (IOException e) {
      throw new LogException(
          LogException.Reason.IO, "what was cosigned could not be written, so nothing was", e);
    } finally {
      closed |= !done; // what is on the disk now, only reading it again tells
    }
  }

  /**
   * Signed by the log, larger than what was cosigned, and not shown to contain it. With another one
   * of its size there are two roots under the log's own signature.
   */
  private void suspected(SignedNote asked, Checkpoint checkpoint, long knownSize) {
    suspicions.incrementAndGet();
    SignedNote note = new SignedNote(asked.text(), asked.linesOf(log.key()));
    suspects.contradicting(checkpoint).ifPresent(suspect -> forked(suspect, note));
    suspects.keep(note, checkpoint, knownSize);
  }

  private void settle(Known cosigned) {
    suspects.settle(cosigned.checkpoint, suspect -> forked(cosigned.note, suspect));
  }

  /** Two roots under the log's own signature: kept as evidence, and never cosigned. */
  private void forked(SignedNote one, SignedNote other) {
    forks.incrementAndGet();
    LOG.log(
        System.Logger.Level.ERROR,
        "the log {0} has forked: it signed two roots for one size; both notes are kept as"
            + " {1}.fork-*",
        log.origin(),
        hash);
    try {
      SignedNote mine = new SignedNote(other.text(), other.linesOf(log.key()));
      for (int i = 0; i < MAX_EVIDENCE; i++) {
        Path file = directory.resolve(hash + ".fork-" + i);
        byte[] pair = StrictText.utf8(one + "\n" + mine);
        if (!Files.exists(file)) {
          files.replace(file, pair);
          return;
        }
        if (StrictText.utf8(Files.readAllBytes(file)).endsWith("\n" + mine)) {
          return;
        }
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "evidence of a fork could not be kept", e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new LogException(
          LogException.Reason.CLOSED,
          "the witness is closed, or failed before and cosigns no more");
    }
  }

  void close() {
    adding.lock();
    try {
      closed = true;
    } finally {
      adding.unlock();
    }
  }
}
