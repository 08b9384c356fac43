package org.bricscodes.tlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Partials left in storage, which others overlook: each must be a prefix of the tile or bundle it
 * belongs to, as far as the checkpoint reaches.
 */
record PartialCheck(LogSource source, long size) {

  List<AuditFinding> findings() {
    List<AuditFinding> findings = new ArrayList<>();
    try {
      for (String text : source.storedPartials()) {
        Optional<TilePath> path = TilePath.parse(text);
        if (path.isEmpty()) {
          findings.add(finding(text, "is no canonical path"));
        } else {
          problem(path.get()).map(problem -> finding(text, problem)).ifPresent(findings::add);
        }
      }
    } catch (IOException e) {
      findings.add(
          new AuditFinding(
              AuditFinding.Kind.UNREADABLE, "tile", "cannot be read: " + e.getMessage()));
    }
    return findings;
  }

  private Optional<String> problem(TilePath path) throws IOException {
    int known = knownWidth(path);
    if (known == 0) {
      return Optional.empty(); // wholly beyond the checkpoint: nothing says what it must hold
    }
    byte[] partial = read(path);
    byte[] reference = read(new TilePath(path.level(), path.index(), known));
    return path.level() < 0
        ? bundleProblem(path, partial, known, reference)
        : tileProblem(path, partial, known, reference);
  }

  /** How much of the tile the checkpoint covers. */
  private int knownWidth(TilePath path) {
    long available = TilePath.hashesAt(path.level(), size);
    if (path.index() > available / TilePath.FULL) {
      return 0;
    }
    return (int) Math.min(TilePath.FULL, available - path.index() * TilePath.FULL);
  }

  private static Optional<String> tileProblem(
      TilePath path, byte[] partial, int known, byte[] reference) {
    if (partial.length != path.width() * Digest.BYTES) {
      return Optional.of("has " + partial.length + " bytes, not 32 for each hash");
    }
    int common = Math.min(known, path.width()) * Digest.BYTES;
    boolean prefix = Arrays.equals(partial, 0, common, reference, 0, common);
    return prefix ? Optional.empty() : Optional.of("is not a prefix of its tile");
  }

  private static Optional<String> bundleProblem(
      TilePath path, byte[] partial, int known, byte[] reference) {
    try {
      List<byte[]> entries = EntryBundle.decode(ByteBuffer.wrap(partial), path.width());
      List<byte[]> expected = EntryBundle.decode(ByteBuffer.wrap(reference), known);
      for (int i = 0; i < Math.min(known, path.width()); i++) {
        if (!Arrays.equals(entries.get(i), expected.get(i))) {
          return Optional.of("is not a prefix of its bundle: entry " + i + " differs");
        }
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private byte[] read(TilePath path) throws IOException {
    return source
        .read(path.toString(), EntryBundle.MAX_BYTES)
        .orElseThrow(() -> new IOException(path + " is missing"));
  }

  private static AuditFinding finding(String where, String message) {
    return new AuditFinding(AuditFinding.Kind.PARTIAL, where, message);
  }
}
