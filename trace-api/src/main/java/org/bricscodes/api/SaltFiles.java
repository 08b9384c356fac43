package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.LongPredicate;
import org.bricscodes.scans.Salts;

/**
 * A file for the salt of each period, in the folder of keys. Those of periods before the last one
 * are deleted: do not keep copies of them.
 */
final class SaltFiles implements Salts {

  private static final int BYTES = 32;
  private static final String NAME = "scan-salt-";

  private final Path folder;
  private final SecureRandom random;

  SaltFiles(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  @Override
  public byte[] of(long period) {
    synchronized (this) {
      return SecretFile.openOrCreate(folder.resolve(NAME + period), BYTES, random);
    }
  }

  @Override
  public void keepOnly(long period) {
    destroy(number -> !Salts.isKept(number, period));
  }

  /** Where salts are kept elsewhere now: none is to outlive what it was for. */
  void destroyAll() {
    destroy(number -> true);
  }

  private void destroy(LongPredicate which) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, NAME + "*")) {
      for (Path file : files) {
        String number = String.valueOf(file.getFileName()).substring(NAME.length());
        if (number.matches("[0-9]{1,18}") && which.test(Long.parseLong(number))) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot destroy old salts in " + folder, e);
    }
  }
}
