package org.bricscodes.tlog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A salted commitment to one event: the 33-byte log entry
 *
 * <pre>{@code
 * 0x01 || HMAC-SHA-256(key = salt,
 *                      "bricscodes.org/event-commitment/v1\n" || u8 count || digest_1 || ... || digest_count)
 * }</pre>
 *
 * The tag is 35 ASCII bytes, the salt and every digest 32 bytes, count 1 to 255. Both the log and
 * this entry are public; without the salt the entry tells nothing about the digests.
 */
public final class Commitment {

  /** Length of the entry, in bytes. */
  public static final int BYTES = 33;

  /** Most digests under one commitment. */
  public static final int MAX_DIGESTS = 255;

  private static final byte VERSION = 0x01;
  private static final byte[] TAG =
      "bricscodes.org/event-commitment/v1\n".getBytes(StandardCharsets.US_ASCII);

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
      entry[0] = VERSION;
      mac.doFinal(entry, 1);
      return new Commitment(entry);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
    }
  }

  /**
   * The commitment stored as a log entry.
   *
   * @throws IllegalArgumentException unless the entry has 33 bytes and version 0x01
   */
  public static Commitment parse(byte[] entry) {
    if (entry.length != BYTES || entry[0] != VERSION) {
      throw new IllegalArgumentException("a commitment is the byte 0x01 and 32 more");
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
