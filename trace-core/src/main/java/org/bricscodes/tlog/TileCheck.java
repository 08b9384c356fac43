package org.bricscodes.tlog;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Fetches tiles and bundles a checkpoint promises, and compares tiles with what they must hold. */
record TileCheck(LogSource source) {

  /** A resource, its full form if the partial is gone, or the finding that neither can be had. */
  sealed interface Fetched {
    /**
     * @param whole the full form was taken although a partial was asked for
     */
    record Body(@SuppressWarnings("ArrayRecordComponent") byte[] bytes, boolean whole)
        implements Fetched {}

    /** It cannot be had. */
    record Absent(AuditFinding finding) implements Fetched {}
  }

  Fetched fetch(TilePath path) {
    int maxBytes = path.level() < 0 ? EntryBundle.MAX_BYTES + 1024 : 2 * TileNodes.SLOT_BYTES;
    try {
      Optional<byte[]> body = source.read(path.toString(), maxBytes);
      if (body.isPresent()) {
        return new Fetched.Body(body.get(), false);
      }
      Optional<byte[]> full =
          path.isPartial() ? source.read(path.toFull().toString(), maxBytes) : Optional.empty();
      return full.isPresent()
          ? new Fetched.Body(full.get(), true)
          : new Fetched.Absent(
              new AuditFinding(
                  AuditFinding.Kind.MISSING, path.toString(), "is missing; the log needs it"));
    } catch (IOException e) {
      return new Fetched.Absent(
          new AuditFinding(AuditFinding.Kind.UNREADABLE, path.toString(), describe(e)));
    }
  }

  private static String describe(IOException e) {
    return "cannot be read: " + e.getMessage();
  }

  /** What is wrong with the hash tile that must hold exactly {@code expected}. */
  Optional<AuditFinding> check(TilePath path, byte[] expected) {
    return switch (fetch(path)) {
      case Fetched.Absent absent -> Optional.of(absent.finding());
      case Fetched.Body body -> compare(path, body, expected);
    };
  }

  private static Optional<AuditFinding> compare(TilePath path, Fetched.Body body, byte[] expected) {
    byte[] bytes = body.bytes();
    int length = body.whole() ? TileNodes.SLOT_BYTES : expected.length;
    if (bytes.length != length) {
      return Optional.of(finding(path, "has " + bytes.length + " bytes instead of " + length));
    }
    int mismatch = Arrays.mismatch(bytes, 0, expected.length, expected, 0, expected.length);
    if (mismatch < 0) {
      return Optional.empty();
    }
    int slot = mismatch / Digest.BYTES;
    long index = path.index() * TilePath.FULL + slot;
    String of = path.level() == 0 ? "entry " : "tile/" + (path.level() - 1) + " number ";
    return Optional.of(
        finding(path, "hash " + slot + " is not that of " + of + index + " as stored"));
  }

  private static AuditFinding finding(TilePath path, String message) {
    return new AuditFinding(AuditFinding.Kind.TILE, path.toString(), message);
  }
}
