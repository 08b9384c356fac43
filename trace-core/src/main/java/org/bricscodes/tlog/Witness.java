package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cosigns other operators' logs (c2sp.org/tlog-witness@v1.0.0): for each log on its list it
 * remembers the largest checkpoint it has seen, and cosigns only what extends that.
 *
 * <p><b>Never two histories.</b> A cosignature leaves only after the checkpoint it is for is
 * durable, and comparing with the one before and replacing it is one step, also for requests that
 * race. So whatever is killed in between, no two cosignatures of one witness contradict each other,
 * as long as its directory is not put back to an older state: never restore it from a backup; begin
 * with a new key instead.
 *
 * <p><b>Evidence.</b> A log that signs two roots for one size has forked. The two signed notes are
 * kept in the directory, and that it happened is logged as an error and counted. A larger tree that
 * the log signed, and that is not shown to contain what was cosigned, is a suspicion alone, because
 * anyone may prove badly: its note is kept, logged as a warning and counted, until a tree of its
 * size is cosigned and either explains it or makes it evidence.
 *
 * <p><b>Failure.</b> After a failed write nothing is cosigned any more ({@link
 * LogException.Reason#CLOSED}) until the directory is opened again.
 *
 * <p><b>Threads.</b> All methods may be called from any thread; {@link #addCheckpoint} may block on
 * the file system and on requests for the same log.
 */
public final class Witness implements AutoCloseable {

  /** Longest request that is read, in bytes. */
  public static final int MAX_REQUEST_BYTES = 64 * 1024;

  private final SignerKey key;
  private final LogLock lock;
  private final Map<String, WitnessedTree> trees;

  /**
   * How far a witness is with one log.
   *
   * @param size of the tree cosigned last; 0 if none was
   * @param time when that was; the epoch if never
   * @param forks how often the log was seen to sign two roots for one size, since the start
   * @param suspicions how often a larger tree it signed was not shown to contain what was cosigned,
   *     since the start
   * @param suspects how many notes of such trees are kept, unexplained; 16 at most
   */
  public record Progress(
      String origin, long size, Instant time, long forks, long suspicions, int suspects) {}

  private Witness(SignerKey key, LogLock lock, Map<String, WitnessedTree> trees) {
    this.key = key;
    this.lock = lock;
    this.trees = trees;
  }

  /**
   * Opens the witness's memory in {@code directory}, making it if it is not there.
   *
   * @param key the witness's own, which signs nothing else
   * @param clock tells the time of cosignatures; never before one given earlier to the same log
   * @throws LogException {@code LOCKED}; {@code IO}; {@code DAMAGED} if what is stored of a log on
   *     the list is not what this witness or the log signed
   */
  public static Witness open(Path directory, SignerKey key, LogList list, InstantSource clock) {
    return open(directory, key, list, clock, new LogFiles());
  }

  static Witness open(
      Path directory, SignerKey key, LogList list, InstantSource clock, LogFiles files) {
    try {
      files.createDirectories(directory);
      LogLock lock = LogLock.acquire(directory.resolve("lock"));
      try {
        Map<String, WitnessedTree> trees = new LinkedHashMap<>();
        for (LogList.Item log : list.logs()) {
          trees.put(log.origin(), WitnessedTree.open(directory, key, log, clock, files));
        }
        return new Witness(key, lock, trees);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the witness directory cannot be opened", e);
    }
  }

  /** The key to pin. */
  public VerifierKey verifierKey() {
    return key.cosignerKey();
  }

  /**
   * Checks a request and, if all holds, cosigns.
   *
   * @param body of {@code POST …/add-checkpoint}
   * @throws LogException {@code IO} or {@code CLOSED}: nothing was cosigned
   */
  public WitnessAnswer addCheckpoint(byte[] body) {
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(body);
    } catch (NoteException | ProofException e) {
      return new WitnessAnswer.Malformed(String.valueOf(e.getMessage()));
    }
    WitnessedTree tree = trees.get(request.origin());
    return tree == null ? new WitnessAnswer.UnknownLog(request.origin()) : tree.add(request);
  }

  /**
   * The latest checkpoint cosigned of a log, with the log's signature and the cosignature.
   *
   * @param hash SHA-256 of the log's origin
   * @return empty if the log is not on the list, or nothing of it was cosigned yet
   */
  public Optional<SignedNote> latest(Digest hash) {
    return trees.values().stream()
        .filter(tree -> tree.hash().equals(hash))
        .findFirst()
        .flatMap(WitnessedTree::latest);
  }

  /** Every log on the list, in its order. */
  public List<Progress> progress() {
    List<Progress> all = new ArrayList<>();
    trees.values().forEach(tree -> all.add(tree.progress()));
    return all;
  }

  /** What names a log in addresses of a witness: SHA-256 of its origin. */
  public static Digest hash(String origin) {
    return Digest.sha256(StrictText.utf8(origin));
  }

  /** Releases the directory. Idempotent. */
  @Override
  public void close() {
    trees.values().forEach(WitnessedTree::close);
    try {
      lock.close();
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the witness could not be closed", e);
    }
  }
}
