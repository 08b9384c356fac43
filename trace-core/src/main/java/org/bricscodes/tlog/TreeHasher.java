package org.bricscodes.tlog;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** RFC 9162 §2.1.1 hashing into caller-owned arrays with one reused SHA-256. Not thread-safe. */
final class TreeHasher {

  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  private final MessageDigest sha = sha256();
  private final byte[] node = new byte[1 + 2 * Digest.BYTES];

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** {@code SHA-256(0x00 || entry)} into {@code out} at {@code at}. */
  void leaf(byte[] source, int offset, int length, byte[] out, int at) {
    sha.update(LEAF);
    sha.update(source, offset, length);
    finish(out, at);
  }

  /** SHA-256 of all of it. */
  void plain(byte[] source, byte[] out, int at) {
    sha.update(source, 0, source.length);
    finish(out, at);
  }

  /** {@code SHA-256(0x01 || left || right)} into {@code out}, which may overlap the inputs. */
  void node(byte[] left, int leftAt, byte[] right, int rightAt, byte[] out, int at) {
    node[0] = NODE;
    System.arraycopy(left, leftAt, node, 1, Digest.BYTES);
    System.arraycopy(right, rightAt, node, 1 + Digest.BYTES, Digest.BYTES);
    sha.update(node, 0, node.length);
    finish(out, at);
  }

  Digest node(Digest left, Digest right) {
    node[0] = NODE;
    left.copyTo(node, 1);
    right.copyTo(node, 1 + Digest.BYTES);
    sha.update(node, 0, node.length);
    return Digest.of(sha.digest());
  }

  private void finish(byte[] out, int at) {
    try {
      sha.digest(out, at, Digest.BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("32 bytes of room are always given", e);
    }
  }
}
