package org.bricscodes.tlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A log as its reader sees it: one signed checkpoint, and what can be proven under it from the
 * log's static resources. Nothing the source says is taken without proof. Not thread-safe.
 */
public final class ReadLog {

  private static final int TILE_HEIGHT = 8;
  private static final int MAX_NOTE = 64 << 10;

  private final LogSource source;
  private final SignedCheckpoint checkpoint;

  private ReadLog(LogSource source, SignedCheckpoint checkpoint) {
    this.source = source;
    this.checkpoint = checkpoint;
  }

  /**
   * The log as of its newest checkpoint.
   *
   * @param source used, not closed
   * @throws IOException if there is no checkpoint or it cannot be read
   * @throws TlogException if it is not one that {@code log} accepts
   */
  public static ReadLog latest(LogSource source, TrustedLog log) throws IOException {
    byte[] note =
        source
            .read(LogLayout.CHECKPOINT, MAX_NOTE)
            .orElseThrow(() -> new IOException("there is no checkpoint"));
    return new ReadLog(source, log.verify(note));
  }

  /** The checkpoint everything is proven under. */
  public SignedCheckpoint checkpoint() {
    return checkpoint;
  }

  /**
   * The leaf hash at {@code index}, proven from the log's tiles.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < checkpoint().size()}
   * @throws IOException if a tile cannot be read
   * @throws ProofException if the tiles do not hash to the signed root
   */
  public Digest leaf(long index) throws IOException {
    if (index < 0 || index >= checkpoint.size()) {
      throw new IllegalArgumentException("the checkpoint does not cover this index");
    }
    NodeSource nodes = this::node;
    try {
      Digest leaf = nodes.node(0, index);
      nodes.inclusion(index, checkpoint.size()).verify(leaf, checkpoint.checkpoint().root());
      return leaf;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Whether the log holds {@code leafHash} at {@code index}, proven from its tiles.
   *
   * @throws IllegalArgumentException unless {@code 0 <= index < checkpoint().size()}
   * @throws IOException if a tile cannot be read
   * @throws ProofException if the tiles do not hash to the signed root
   */
  public boolean holds(long index, Digest leafHash) throws IOException {
    return leaf(index).equals(leafHash);
  }

  /**
   * Whether the log extends {@code earlier}, proven from its tiles.
   *
   * @throws IllegalArgumentException unless {@code 0 < earlier.size() <= checkpoint().size()}
   * @throws IOException if a tile cannot be read
   * @throws ProofException if the tiles do not hash to the signed root
   */
  public boolean continues(Checkpoint earlier) throws IOException {
    if (earlier.size() < 1 || earlier.size() > checkpoint.size()) {
      throw new IllegalArgumentException("the checkpoint does not cover this size");
    }
    NodeSource nodes = this::node;
    try {
      Digest root = nodes.root(earlier.size());
      if (earlier.size() < checkpoint.size()) {
        nodes
            .consistency(earlier.size(), checkpoint.size())
            .verify(root, checkpoint.checkpoint().root());
        return root.equals(earlier.root());
      }
      return checkpoint.checkpoint().root().equals(earlier.root());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Digest node(int height, long index) {
    int level = height / TILE_HEIGHT;
    int above = height % TILE_HEIGHT;
    long slot = index << above;
    int first = (int) (slot % TilePath.FULL);
    byte[] tile = tile(level, slot / TilePath.FULL);
    List<Digest> row = new ArrayList<>();
    for (int i = first; i < first + (1 << above); i++) {
      row.add(Digest.at(tile, i * Digest.BYTES));
    }
    while (row.size() > 1) {
      List<Digest> parents = new ArrayList<>();
      for (int i = 0; i < row.size(); i += 2) {
        parents.add(MerkleTree.nodeHash(row.get(i), row.get(i + 1)));
      }
      row = parents;
    }
    return row.getFirst();
  }

  private byte[] tile(int level, long index) {
    long available = TilePath.hashesAt(level, checkpoint.size()) - index * TilePath.FULL;
    TilePath path = new TilePath(level, index, (int) Math.min(TilePath.FULL, available));
    int bytes = path.width() * Digest.BYTES;
    try {
      byte[] tile =
          source
              .read(path.toString(), TilePath.FULL * Digest.BYTES)
              .or(() -> full(path))
              .orElseThrow(() -> new IOException(path + " is missing"));
      if (tile.length < bytes) {
        throw new IOException(path + " is cut short");
      }
      return Arrays.copyOf(tile, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A partial may be gone once the full tile is there. */
  private Optional<byte[]> full(TilePath path) {
    try {
      return path.isPartial()
          ? source.read(path.toFull().toString(), TilePath.FULL * Digest.BYTES)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
