package org.bricscodes.tlog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A salted commitment to one event: a log entry of 33 bytes. That of version 1 commits to digests
 * of the whole:
 *
 * <pre>{@code
 * 0x01 || HMAC-SHA-256(key = salt,
 *                      "bricscodes.org/event-commitment/v1\n" || u8 count || digest_1 || ... || digest_count)
 * }</pre>
 *
 * and that of version 2 to a {@link SaltedTree} over its parts, beside digests of what is shown
 * with any of them:
 *
 * <pre>{@code
 * 0x02 || SHA-256("bricscodes.org/event-commitment/v2\n" || digest_1 || digest_2 || digest_3 || root)
 * }</pre>
 *
 * The tags are 35 ASCII bytes, the salt, the root and every digest 32 bytes, count 1 to 255. Both
 * the log and this entry are public; without the salt the entry tells nothing about the digests, or
 * about the parts. An entry of version 1 stays what it is.
 */
public final class Commitment {

  /** Length of the entry, in bytes. */
  public static final int BYTES = 33;

  /** Most digests under one commitment. */
  public static final int MAX_DIGESTS = 255;

  private static final byte OF_DIGESTS = 0x01;
  private static final byte OF_A_TREE = 0x02;
  private static final byte[] TAG =
      "bricscodes.org/event-commitment/v1\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TREE_TAG =
      "bricscodes.org/event-commitment/v2\n".getBytes(StandardCharsets.US_ASCII);

  private final byte[] entry;

  private Commitment(byte[] entry) {
    this.entry = entry;
  }

  /**
   * The commitment to these digests, in this order.
   *
   * @throws IllegalArgumentException unless there are 1 to 255
   */
  public static Commitment of(Salt salt, List<Digest> digests) {
    if (digests.isEmpty() || digests.size() > MAX_DIGESTS) {
      throw new IllegalArgumentException("a commitment covers 1 to 255 digests");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt.bytes(), "HmacSHA256"));
      mac.update(TAG);
      mac.update((byte) digests.size());
      for (Digest digest : digests) {
        mac.update(digest.bytes());
      }
      byte[] entry = new byte[BYTES];
      entry[0] = OF_DIGESTS;
      mac.doFinal(entry, 1);
      return new Commitment(entry);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  /**
   * The commitment to a tree.
   *
   * @param beside three digests of what is shown with any part
   * @param root of a {@link SaltedTree}, which hides what has a low entropy; these digests do not
   */
  public static Commitment of(List<Digest> beside, Digest root) {
    if (beside.size() != 3) {
      throw new IllegalArgumentException("three digests stand beside the root of a tree");
    }
    Digest hash =
        Digest.sha256(
            TREE_TAG,
            beside.get(0).bytes(),
            beside.get(1).bytes(),
            beside.get(2).bytes(),
            root.bytes());
    byte[] entry = new byte[BYTES];
    entry[0] = OF_A_TREE;
    hash.copyTo(entry, 1);
    return new Commitment(entry);
  }

  /**
   * The commitment stored as a log entry.
   *
   * @throws IllegalArgumentException unless the entry has 33 bytes and version 0x01 or 0x02
   */
  public static Commitment parse(byte[] entry) {
    if (entry.length != BYTES || (entry[0] != OF_DIGESTS && entry[0] != OF_A_TREE)) {
      throw new IllegalArgumentException("a commitment is the byte 0x01 or 0x02 and 32 more");
    }
    return new Commitment(entry.clone());
  }

  /** A copy of the 33-byte log entry. */
  public byte[] bytes() {
    return entry.clone();
  }

  /** What the log's tree holds for this entry. */
  public Digest leafHash() {
    return MerkleTree.leafHash(entry);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Commitment that && Arrays.equals(entry, that.entry);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entry);
  }

  /** 66 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(entry);
  }
}
