package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An append-only Merkle log in one directory, with a single writer.
 *
 * <p><b>Durability.</b> When {@link #append} returns, the entries survive {@code kill -9} and power
 * loss at their indices. Indices are contiguous, start at 0 and are never reused.
 *
 * <p><b>Never back.</b> A checkpoint is signed only over entries read back from storage, is durable
 * before anyone sees it, and is never followed by one that contradicts it. A directory that
 * contradicts its last signed checkpoint does not open.
 *
 * <p><b>Failure.</b> After a failed write or fsync the log takes no more entries and signs nothing
 * ({@link LogException.Reason#CLOSED}); reads go on; opening it again recovers.
 *
 * <p><b>Threads.</b> All methods may be called from any thread and may block on the file system;
 * appends and publications run one at a time, reads beside them. Interrupting a thread while it
 * writes counts as a failed write.
 */
public final class TransparencyLog implements AutoCloseable {

  /** Longest entry, in bytes: what the two length bytes of a bundle can say. */
  public static final int MAX_ENTRY_BYTES = 65_535;

  /** Most entries in one call of {@link #append}. */
  public static final int MAX_BATCH_ENTRIES = 65_536;

  /** Most bytes in one call of {@link #append}. */
  public static final int MAX_BATCH_BYTES = 16 << 20;

  private final SignerKey key;
  private final LogTree tree;
  private final LogWriter writer;
  private final LogLock lock;
  private final ReentrantLock writing = new ReentrantLock();
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();
  private boolean closed;
  private boolean failed;
  private volatile SignedCheckpoint latest;

  private TransparencyLog(SignerKey key, LogWriter writer, LogLock lock) {
    this.key = key;
    this.tree = writer.tree();
    this.writer = writer;
    this.lock = lock;
    this.latest = writer.signed();
  }

  /**
   * Opens the log in {@code directory}, creating it (with a signed checkpoint of size 0) if the
   * directory is empty or absent. The log's origin is the key's name.
   *
   * @throws LogException {@code LOCKED}, {@code CONTRADICTION}, {@code DAMAGED}, {@code
   *     CLOCK_BEHIND} or {@code IO}; nothing was changed except a torn, never acknowledged write
   */
  public static TransparencyLog open(Path directory, SignerKey key, LogOptions options) {
    return open(directory, key, options, new LogFiles());
  }

  static TransparencyLog open(Path directory, SignerKey key, LogOptions options, LogFiles files) {
    var layout = new LogLayout(directory);
    try {
      files.createDirectories(directory);
      LogLock lock = LogLock.acquire(layout.lock());
      try {
        return new TransparencyLog(key, LogWriter.open(layout, key, options, files), lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the log directory cannot be opened", e);
    }
  }

  /** The log's identity: the name of its key. */
  public String origin() {
    return key.name();
  }

  /** The key to pin. */
  public VerifierKey verifierKey() {
    return key.verifierKey();
  }

  /** Number of durable entries, published or not. */
  public long size() {
    return tree.size();
  }

  /**
   * Appends the entries at contiguous indices, all or none, and returns when they are durable. They
   * may exist after a failure; {@link #size} of the reopened log tells.
   *
   * @return the index of the first entry
   * @throws IllegalArgumentException if there is no entry, or a bound above is exceeded
   * @throws LogException {@code IO} or {@code CLOSED}
   */
  public long append(List<byte[]> entries) {
    List<byte[]> copies = entries.stream().map(byte[]::clone).toList();
    requireBounds(copies);
    return write(() -> writer.append(copies));
  }

  /**
   * Signs a checkpoint over every entry durable now, after reading the new ones back. Durable
   * before it is returned. Returns the latest one unchanged if there is nothing new.
   *
   * @throws LogException {@code DAMAGED} if storage does not return what was written, {@code IO} or
   *     {@code CLOSED}
   */
  public SignedCheckpoint publish() {
    SignedCheckpoint before = latest;
    SignedCheckpoint now =
        write(
            () -> {
              latest = writer.publish();
              return latest;
            });
    if (now.size() > before.size()) {
      followers.forEach(Runnable::run);
    }
    return now;
  }

  /** Has {@code follower} run by each publication that brought something; it must not block. */
  void follow(Runnable follower) {
    followers.add(follower);
  }

  /** The latest published checkpoint. */
  public SignedCheckpoint checkpoint() {
    return latest;
  }

  /**
   * Signs a statement of the log's operator that is no checkpoint. Its first line names what kind
   * of statement it is, so that it can be taken for no other.
   *
   * @param text lines, each ended by a newline; the second is no number
   * @throws IllegalArgumentException if the second line is a number: that could make the text a
   *     checkpoint, and those are signed by {@link #publish} alone
   * @throws NoteException if the text cannot be a note's
   * @throws LogException {@code CLOSED}: a log that may be damaged vouches for nothing
   */
  public SignedNote attest(String text) {
    String[] lines = text.split("\n", 3);
    requireArgument(
        lines.length > 1 && !lines[1].matches("[0-9]*"), "a statement's second line is no number");
    var note = new SignedNote(text, List.of(key.sign(text)));
    return write(() -> note);
  }

  /**
   * Refuses unless this log extends {@code known}, a checkpoint found elsewhere: on a ledger, with
   * a witness, in a proof handed out. Call it at start-up for each, before the first append.
   *
   * @throws LogException {@code CONTRADICTION} if it is larger than this log, has another root at
   *     its size or another origin; the log then takes no more entries
   */
  public void requireExtends(Checkpoint known) {
    write(
        () -> {
          if (!known.origin().equals(origin())) {
            throw new LogException(
                LogException.Reason.CONTRADICTION, "a known checkpoint is of another log");
          }
          LogRecovery.requireExtends(tree, known, "a checkpoint known elsewhere");
          return known;
        });
  }

  /**
   * The root of the first {@code size} entries.
   *
   * @throws IllegalArgumentException unless {@code 0 <= size <= size()}
   */
  public Digest root(long size) {
    requireArgument(0 <= size && size <= size(), "a root needs 0 <= size <= the log's size");
    return tree.root(size);
  }

  /**
   * Proof that entry {@code index} is in the tree of {@code size} leaves, verified before it is
   * returned.
   *
   * @param size normally that of {@link #checkpoint}
   * @throws IllegalArgumentException unless {@code 0 <= index < size <= size()}
   */
  public InclusionProof inclusion(long index, long size) {
    requireArgument(
        0 <= index && index < size && size <= size(),
        "an inclusion proof needs 0 <= index < size <= the log's size");
    InclusionProof proof = tree.inclusion(index, size);
    proof.verify(tree.node(0, index), tree.root(size));
    return proof;
  }

  /**
   * One proof that all these entries are in the tree of {@code size} leaves, verified before it is
   * returned.
   *
   * @param indices strictly increasing, at least one
   * @param size normally that of {@link #checkpoint}
   * @throws IllegalArgumentException unless {@code 0 <= index < size <= size()} for each index
   * @throws ProofException if the indices do not increase strictly, or there is none
   */
  public BatchInclusionProof inclusion(List<Long> indices, long size) {
    boolean inside = indices.stream().allMatch(index -> 0 <= index && index < size);
    requireArgument(
        inside && size <= size(),
        "a batch proof needs 0 <= index < size <= the log's size for each index");
    BatchInclusionProof proof = tree.inclusion(List.copyOf(indices), size);
    proof.verify(indices.stream().map(index -> tree.node(0, index)).toList(), tree.root(size));
    return proof;
  }

  /**
   * Proof that the tree of {@code newSize} leaves extends that of {@code oldSize}, verified before
   * it is returned.
   *
   * @throws IllegalArgumentException unless {@code 0 < oldSize <= newSize <= size()}
   */
  public ConsistencyProof consistency(long oldSize, long newSize) {
    requireArgument(
        0 < oldSize && oldSize <= newSize && newSize <= size(),
        "a consistency proof needs 0 < old size <= new size <= the log's size");
    ConsistencyProof proof = tree.consistency(oldSize, newSize);
    proof.verify(tree.root(oldSize), tree.root(newSize));
    return proof;
  }

  /**
   * The entry at {@code index}.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < size()}
   */
  public byte[] entry(long index) {
    requireArgument(0 <= index && index < size(), "there is no entry of this index");
    return tree.entry(index);
  }

  /**
   * Entries from {@code index} on, as many as one read gives: those up to the end of their bundle,
   * 256 at most.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < size()}
   */
  public List<byte[]> entriesFrom(long index) {
    requireArgument(0 <= index && index < size(), "there is no entry of this index");
    return tree.entriesFrom(index);
  }

  /**
   * A static resource by its path below the log's URL prefix, such as {@code checkpoint}, {@code
   * tile/0/x001/067.p/5} or {@code tile/entries/000}. Partial tiles are served for every width up
   * to the published size.
   *
   * @return empty if the path is not canonical or lies beyond the published size: answer 404, not
   *     cacheable
   */
  public Optional<LogResource> resource(String path) {
    SignedCheckpoint published = latest;
    if (path.equals(LogLayout.CHECKPOINT)) {
      return Optional.of(new LogResource(LogResource.Kind.CHECKPOINT, published.note().bytes()));
    }
    return TilePath.parse(path)
        .flatMap(tile -> tree.tileWithin(tile, published.size()))
        .map(bytes -> new LogResource(LogResource.Kind.TILE, bytes));
  }

  /** Releases the directory. Nothing is lost: what was appended is durable. Idempotent. */
  @Override
  public void close() {
    writing.lock();
    try (lock) {
      if (!closed) {
        closed = true;
        writer.close();
      }
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the log could not be closed", e);
    } finally {
      writing.unlock();
    }
  }

  private <T> T write(Step<T> step) {
    writing.lock();
    boolean done = false;
    try {
      if (closed || failed) {
        throw new LogException(
            LogException.Reason.CLOSED, "the log is closed, or failed before and takes no more");
      }
      T result = step.run();
      done = true;
      return result;
    } catch (IOException e) {
      throw new LogException(LogException.Reason.IO, "the log could not be written", e);
    } finally {
      // What reached the disk is unknown now. Only reading it all back, at the next start, tells.
      failed |= !done;
      writing.unlock();
    }
  }

  private static void requireBounds(List<byte[]> entries) {
    long bytes = entries.stream().mapToLong(entry -> entry.length).sum();
    boolean eachFits = entries.stream().allMatch(entry -> entry.length <= MAX_ENTRY_BYTES);
    requireArgument(eachFits, "an entry has at most 65535 bytes");
    requireArgument(
        !entries.isEmpty() && entries.size() <= MAX_BATCH_ENTRIES && bytes <= MAX_BATCH_BYTES,
        "a batch has 1 to 65536 entries of together at most 16777216 bytes");
  }

  private static void requireArgument(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  @FunctionalInterface
  private interface Step<T> {
    T run() throws IOException;
  }
}
