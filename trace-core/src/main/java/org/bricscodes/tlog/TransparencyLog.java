package org.bricscodes.tlog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
 * appends and publications run one at a time, reads beside them.
 */
public final class TransparencyLog implements AutoCloseable {

  /** Longest entry, in bytes: what the two length bytes of a bundle can say. */
  public static final int MAX_ENTRY_BYTES = 65_535;

  /** Most entries in one call of {@link #append}. */
  public static final int MAX_BATCH_ENTRIES = 65_536;

  /** Most bytes in one call of {@link #append}. */
  public static final int MAX_BATCH_BYTES = 16 << 20;

  private TransparencyLog() {}

  /**
   * Opens the log in {@code directory}, creating it (with a signed checkpoint of size 0) if the
   * directory is empty or absent. The log's origin is the key's name.
   *
   * @throws LogException {@code LOCKED}, {@code CONTRADICTION}, {@code DAMAGED}, {@code
   *     CLOCK_BEHIND} or {@code IO}; nothing was changed except a torn, never acknowledged write
   */
  public static TransparencyLog open(Path directory, SignerKey key, LogOptions options) {
    throw new UnsupportedOperationException("not yet");
  }

  /** The log's identity: the name of its key. */
  public String origin() {
    throw new UnsupportedOperationException("not yet");
  }

  /** The key to pin. */
  public VerifierKey verifierKey() {
    throw new UnsupportedOperationException("not yet");
  }

  /** Number of durable entries, published or not. */
  public long size() {
    throw new UnsupportedOperationException("not yet");
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
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Signs a checkpoint over every entry durable now, after reading the new ones back. Durable
   * before it is returned. Returns the latest one unchanged if there is nothing new.
   *
   * @throws LogException {@code DAMAGED} if storage does not return what was written, {@code IO} or
   *     {@code CLOSED}
   */
  public SignedCheckpoint publish() {
    throw new UnsupportedOperationException("not yet");
  }

  /** The latest published checkpoint. */
  public SignedCheckpoint checkpoint() {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Refuses unless this log extends {@code known}, a checkpoint found elsewhere: on a ledger, with
   * a witness, in a proof handed out. Call it at start-up for each, before the first append.
   *
   * @throws LogException {@code CONTRADICTION} if it is larger than this log, has another root at
   *     its size or another origin; the log then takes no more entries
   */
  public void requireExtends(Checkpoint known) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The root of the first {@code size} entries.
   *
   * @throws IllegalArgumentException unless {@code 0 <= size <= size()}
   */
  public Digest root(long size) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Proof that entry {@code index} is in the tree of {@code size} leaves, verified before it is
   * returned.
   *
   * @param size normally that of {@link #checkpoint}
   * @throws IllegalArgumentException unless {@code 0 <= index < size <= size()}
   */
  public InclusionProof inclusion(long index, long size) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Proof that the tree of {@code newSize} leaves extends that of {@code oldSize}, verified before
   * it is returned.
   *
   * @throws IllegalArgumentException unless {@code 0 < oldSize <= newSize <= size()}
   */
  public ConsistencyProof consistency(long oldSize, long newSize) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * The entry at {@code index}.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < size()}
   */
  public byte[] entry(long index) {
    throw new UnsupportedOperationException("not yet");
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
    throw new UnsupportedOperationException("not yet");
  }

  /** Releases the directory. Nothing is lost: what was appended is durable. Idempotent. */
  @Override
  public void close() {}
}
