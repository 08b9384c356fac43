package org.bricscodes.tlog;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The 32 secret bytes that keep one event's log entry from being guessed. Kept beside the event,
 * never in the log; destroying it makes the entry unprovable.
 */
public final class Salt {

  /** Length, in bytes. */
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A new salt; give a cryptographically strong generator. */
  public static Salt random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Salt(bytes);
  }

  /**
   * The salt of exactly these 32 bytes, copied.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static Salt of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a salt has 32 bytes, not " + bytes.length);
    }
    return new Salt(bytes.clone());
  }

  /** A copy of the 32 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Salt salt && Arrays.equals(bytes, salt.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Never the bytes. */
  @Override
  public String toString() {
    return "salt";
  }
}
