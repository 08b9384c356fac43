package org.bricscodes.tlog;

import java.nio.file.Path;
import java.util.random.RandomGenerator;

/** The file a {@link SignerKey} lives in: its {@link SignerKey#secretText} and a newline. */
public final class SignerKeyFile {

  private SignerKeyFile() {}

  /**
   * Reads the key, or creates it, readable by its owner only, if there is no file yet. The
   * directory must exist. Two processes that race agree on one key.
   *
   * @param name the key name a new key gets and an existing one must have; for a log its origin
   * @throws NoteException ({@code MALFORMED_KEY}) if the file holds anything else
   * @throws LogException ({@code IO}) if it cannot be read or written, or others may read it
   */
  public static SignerKey loadOrCreate(Path file, String name, RandomGenerator random) {
    throw new UnsupportedOperationException("not yet");
  }
}
