package org.bricscodes.tlog;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One bundle and the tile of its leaf hashes; runs on a worker thread. */
record BundleCheck(TileCheck tiles, EntryCheck entryCheck, TilePath path) {

  /**
   * @param hashes leaf hashes, 32 bytes each; empty if the bundle is broken
   */
  record Result(Optional<byte[]> hashes, List<AuditFinding> findings) {}

  Result run() {
    return switch (tiles.fetch(path)) {
      case TileCheck.Fetched.Absent absent -> broken(absent.finding());
      case TileCheck.Fetched.Body body -> parse(body);
    };
  }

  private Result parse(TileCheck.Fetched.Body body) {
    ByteBuffer bundle = ByteBuffer.wrap(body.bytes());
    try {
      int held = body.whole() ? TilePath.FULL : path.width();
      return hash(EntryBundle.decode(bundle, held).subList(0, path.width()));
    } catch (IllegalArgumentException e) {
      return broken(
          new AuditFinding(
              AuditFinding.Kind.BUNDLE, path.toString(), String.valueOf(e.getMessage())));
    }
  }

  private Result hash(List<byte[]> entries) {
    List<AuditFinding> findings = new ArrayList<>();
    byte[] hashes = new byte[entries.size() * Digest.BYTES];
    var hasher = new TreeHasher();
    long index = path.index() * TilePath.FULL;
    int at = 0;
    for (byte[] entry : entries) {
      hasher.leaf(entry, 0, entry.length, hashes, at);
      at += Digest.BYTES;
      String where = "entry " + index;
      entryCheck
          .check(index, entry)
          .map(message -> new AuditFinding(AuditFinding.Kind.COMMITMENT, where, message))
          .ifPresent(findings::add);
      index++;
    }
    TilePath tile = new TilePath(0, path.index(), path.width());
    tiles.check(tile, hashes).ifPresent(findings::add);
    return new Result(Optional.of(hashes), findings);
  }

  private static Result broken(AuditFinding finding) {
    return new Result(Optional.empty(), List.of(finding));
  }
}
