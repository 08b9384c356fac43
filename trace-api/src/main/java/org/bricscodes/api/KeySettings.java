package org.bricscodes.api;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import org.bricscodes.codes.KeyDirectory;
import org.bricscodes.codes.KeyWrappers;
import org.bricscodes.codes.MasterKey;
import org.jspecify.annotations.Nullable;

/**
 * Where the master keys of product codes come from.
 *
 * @param masterKeys the keys themselves, 32 bytes each as hexadecimal or base64, oldest first,
 *     separated by commas or white space; null: files in the data directory
 * @param keyEncryptionKey under which the files are wrapped, as {@link KeyWrappers} reads it; null:
 *     they are plain
 */
public record KeySettings(@Nullable String masterKeys, @Nullable String keyEncryptionKey) {

  /** Plain files in the data directory. */
  public static final KeySettings FILES = new KeySettings(null, null);

  static final String MASTER_KEY = "TRACE_MASTER_KEY";
  static final String KEK = "TRACE_KEK";

  public KeySettings {
    if (masterKeys != null && keyEncryptionKey != null) {
      throw new IllegalArgumentException(
          MASTER_KEY + " and " + KEK + " exclude each other: only files are wrapped");
    }
    if (masterKeys != null) {
      var _ = MasterKey.parseAll(masterKeys);
    }
  }

  /**
   * From {@code TRACE_MASTER_KEY} and {@code TRACE_KEK}.
   *
   * @throws IllegalArgumentException if they exclude each other
   * @throws org.bricscodes.codes.CodesException.UnusableKey if a master key is none
   */
  public static KeySettings of(Map<String, String> environment) {
    return new KeySettings(value(environment, MASTER_KEY), value(environment, KEK));
  }

  /**
   * The files in {@code keys}, in the form these settings give them.
   *
   * @throws org.bricscodes.codes.CodesException.UnusableKey if the key-encryption key is none
   */
  public KeyDirectory directory(Path keys, SecureRandom random) {
    return new KeyDirectory(keys, KeyWrappers.openIfGiven(keyEncryptionKey), random);
  }

  private static @Nullable String value(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "").strip();
    return value.isEmpty() ? null : value;
  }

  /** No key. */
  @Override
  public String toString() {
    return "KeySettings";
  }
}
