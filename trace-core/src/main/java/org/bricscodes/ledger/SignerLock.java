package org.bricscodes.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second process on this machine from writing with the same key file: two that count one
 * account's nonces by themselves would write over each other. Held until closed, or until the
 * process ends in whatever way. Copies of the key elsewhere it cannot see: there the ledger itself
 * shows that somebody else used the account.
 */
public final class SignerLock implements AutoCloseable {

  private final FileChannel channel;

  private SignerLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks {@code keyFile} by a file beside it, {@code <name>.lock}, which is made and left there.
   *
   * @throws LedgerException.Unavailable if another process, or this one, holds the lock
   * @throws LedgerException.Refused if the lock file cannot be made
   */
  public static SignerLock take(Path keyFile) throws LedgerException {
    Path file = keyFile.resolveSibling(keyFile.getFileName() + ".lock");
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Fault.INVALID_INPUT.because("the lock file " + file + " cannot be made", e);
    }
    boolean held = false;
    try {
      FileLock lock = channel.tryLock();
      held = lock != null;
    } catch (OverlappingFileLockException e) {
      // This very process holds it: two ledgers on one key.
    } catch (IOException e) {
      throw Fault.INVALID_INPUT.because("the file " + file + " cannot be locked", e);
    } finally {
      if (!held) {
        close(channel);
      }
    }
    if (!held) {
      throw Fault.UNAVAILABLE.because("another writer uses this key: " + file + " is locked");
    }
    return new SignerLock(channel);
  }

  /** Gives the lock back. Idempotent. */
  @Override
  public void close() {
    close(channel);
  }

  private static void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      System.getLogger(SignerLock.class.getName())
          .log(System.Logger.Level.WARNING, "a lock file could not be closed", e);
    }
  }
}
