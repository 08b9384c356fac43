package org.bricscodes.codes;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The 32 secret bytes all serial keys come from, held in memory. Whoever has them can make and
 * recognise every code; whoever loses them can neither check nor reprint any. Back the file up
 * apart from the data.
 *
 * <p>Keys are derived by HKDF-SHA-256 (RFC 5869): the master key gives one key per {@link
 * KeyEpoch}, which gives one per GTIN. An inspector who works off-line gets keys of single GTINs,
 * never this one. Thread-safe; no text of it shows a secret byte.
 */
public final class MasterKey implements KeyHolder {

  /** Bytes of a master key. */
  public static final int BYTES = 32;

  private static final byte[] SALT = EpochKey.ascii("org.bricscodes codes v1");

  private final SecretKey extracted;

  MasterKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new CodesException.UnusableKey("a master key has exactly 32 bytes");
    }
    byte[] prk = Hmac.of(SALT, bytes);
    extracted = new SecretKeySpec(prk, Hmac.NAME);
    Arrays.fill(prk, (byte) 0);
  }

  /**
   * Reads a key written as 64 hexadecimal digits or as base64 (standard or URL alphabet, padding
   * optional), as in a key file or the environment; surrounding white space is dropped.
   *
   * @throws CodesException.UnusableKey if the text is neither, or not 32 bytes, or all zero
   */
  public static MasterKey parse(String text) {
    byte[] bytes = bytes(text);
    MasterKey key = new MasterKey(bytes);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  /**
   * Reads several, separated by commas or white space, oldest first: a service whose keys come from
   * its environment gets a new one by adding it behind the others.
   *
   * @throws CodesException.UnusableKey as {@link #parse}, saying which
   */
  public static KeyRing parseAll(String text) {
    String[] words = text.strip().split("[\\s,]+", -1);
    List<MasterKey> keys = new ArrayList<>();
    for (String word : words) {
      try {
        keys.add(parse(word));
      } catch (CodesException.UnusableKey e) {
        throw words.length == 1
            ? e
            : new CodesException.UnusableKey(
                "key " + (keys.size() + 1) + " of " + words.length + ": " + e.getMessage());
      }
    }
    return KeyRing.of(keys);
  }

  /** The 32 bytes of a key written as {@link #parse} reads it. */
  static byte[] bytes(String text) {
    String trimmed = text.strip();
    byte @Nullable [] bytes = trimmed.length() == 2 * BYTES ? hex(trimmed) : base64(trimmed);
    if (bytes == null || bytes.length != BYTES) {
      throw new CodesException.UnusableKey(
          "a master key is 32 bytes, written as 64 hexadecimal digits or as base64");
    }
    if (Arrays.equals(bytes, new byte[BYTES])) {
      throw new CodesException.UnusableKey("a master key of zeros protects nothing");
    }
    return bytes;
  }

  /**
   * Opens the key file, or creates it with a new key when there is none: hexadecimal text that only
   * its owner can read (POSIX mode 0600; the directory, if created, 0700). The file appears whole
   * or not at all and is on disk when this returns; of two processes that race, both get the key of
   * the one that won.
   *
   * @throws CodesException.UnusableKey if the file is not a key, if group or others may read it, or
   *     if it cannot be read or written
   */
  public static MasterKey openOrCreate(Path file, SecureRandom random) {
    return new KeyFile(file, null).openOrCreate(random);
  }

  /**
   * Opens an existing key file under the same rules.
   *
   * @throws CodesException.UnusableKey also when there is no file
   */
  public static MasterKey open(Path file) {
    return new KeyFile(file, null).open();
  }

  @Override
  public byte[] hmac(byte[] message) {
    return Hmac.of(extracted, message);
  }

  EpochKey epochKey(KeyEpoch epoch) {
    return EpochKey.of(this, epoch);
  }

  @Override
  public String toString() {
    return "MasterKey";
  }

  private static byte @Nullable [] hex(String text) {
    try {
      return HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static byte @Nullable [] base64(String text) {
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
