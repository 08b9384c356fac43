package org.bricscodes.tlog;

import java.util.Arrays;
import java.util.HexFormat;

/** A 32-byte SHA-256 value: leaf hash, node hash, tree root or content digest. Immutable. */
public final class Digest implements Comparable<Digest> {

  /** Length of every digest, in bytes. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The digest holding a copy of exactly these 32 bytes.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static Digest of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /** A copy of the 32 bytes at {@code offset}. */
  static Digest at(byte[] source, int offset) {
    return new Digest(Arrays.copyOfRange(source, offset, offset + BYTES));
  }

  /** SHA-256 of the parts, one after the other, with nothing between them. */
  public static Digest sha256(byte[]... parts) {
    var sha = TreeHasher.sha256();
    for (byte[] part : parts) {
      sha.update(part);
    }
    return new Digest(sha.digest());
  }

  /**
   * The inverse of {@link #toString}.
   *
   * @throws IllegalArgumentException unless the text is 64 lower-case hexadecimal digits
   */
  public static Digest parseHex(String text) {
    if (!text.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits");
    }
    return new Digest(HexFormat.of().parseHex(text));
  }

  /**
   * The inverse of {@link #base64}.
   *
   * @throws IllegalArgumentException unless the text is canonical, padded base64 of 32 bytes
   */
  public static Digest parseBase64(String text) {
    return of(StrictText.base64(text));
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Copies the 32 bytes into {@code target} at {@code offset}. */
  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, BYTES);
  }

  /** The 44 characters of standard, padded base64. */
  public String base64() {
    return StrictText.base64(bytes);
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
