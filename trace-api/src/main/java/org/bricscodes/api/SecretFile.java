package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Random bytes in a file that only its owner can read. */
final class SecretFile {

  private SecretFile() {}

  /** Reads the file, or makes it; it appears whole or not at all. */
  static byte[] openOrCreate(Path file, int length, SecureRandom random) {
    try {
      if (!Files.exists(file)) {
        byte[] secret = new byte[length];
        random.nextBytes(secret);
        WholeFile.create(file, secret);
      }
      byte[] secret = Files.readAllBytes(file);
      if (secret.length != length) {
        throw new IllegalStateException(file + " does not hold " + length + " bytes; restore it");
      }
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or make " + file, e);
    }
  }
}
