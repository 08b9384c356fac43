package org.bricscodes.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.Sequencer;
import org.bricscodes.capture.SequencerOptions;
import org.bricscodes.moving.Backup;
import org.bricscodes.moving.Backups;
import org.bricscodes.moving.ImportMark;
import org.bricscodes.moving.LogSuccession;
import org.bricscodes.moving.MovingException;
import org.bricscodes.moving.Progress;
import org.bricscodes.moving.RestoredMark;
import org.bricscodes.moving.Source;
import org.bricscodes.moving.StoreExport;
import org.bricscodes.moving.StoreImport;
import org.bricscodes.moving.Target;
import org.bricscodes.store.Store;
import org.bricscodes.store.TermIndex;
import org.bricscodes.tlog.LogOptions;
import org.bricscodes.tlog.NoteException;
import org.bricscodes.tlog.SignedCheckpoint;
import org.bricscodes.tlog.SignerKeyFile;
import org.bricscodes.tlog.TransparencyLog;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/** Carries a data directory to another store; no service may have it open. */
public final class Moving {

  private Moving() {}

  /**
   * Writes everything but secrets into a folder, or goes on with what an earlier run began.
   *
   * @throws MovingException if it cannot be done, saying why
   * @throws RuntimeException if the data directory is in use or contradicts itself
   */
  public static StoreExport.Exported export(
      Path root,
      StoreSettings engine,
      KeySettings keys,
      Path folder,
      Progress progress,
      Clock clock,
      SecureRandom random) {
    requireKeys(root);
    ImportMark.requireNone(root);
    RestoredMark.requireNone(root);
    DataDirectory data = new DataDirectory(root, random);
    try (Store store = engine.open(data.store(), Assembly.tables(), clock, random);
        AllLogs _ = AllLogs.hold(engine, data, store, clock, random);
        TransparencyLog log =
            TransparencyLog.open(data.log(), data.logKey(), LogOptions.standard(clock, random))) {
      Source source =
          new Source(
              data.root(), store, Assembly.movedTables(), log, KeyPrints.of(data, keys, random));
      return StoreExport.run(source, folder.toAbsolutePath().normalize(), progress, clock, random);
    }
  }

  /**
   * Fills a data directory that holds the keys of the exported service, and nothing else yet.
   *
   * @throws MovingException if it cannot be done, saying why; the directory is unusable until an
   *     import into it ends well
   */
  public static StoreImport.Imported importFrom(
      Path root,
      StoreSettings engine,
      KeySettings keys,
      Path folder,
      Progress progress,
      Clock clock,
      SecureRandom random) {
    requireKeys(root);
    DataDirectory data = new DataDirectory(root, random);
    Target target =
        new Target(
            data.root(),
            () -> engine.open(data.store(), Assembly.tables(), clock, random),
            Assembly.movedTables(),
            data.log(),
            LogOptions.standard(clock, random),
            SignerKeyFile.open(data.key("log.key")).verifierKey(),
            KeyPrints.of(data, keys, random));
    return StoreImport.run(target, folder.toAbsolutePath().normalize(), progress);
  }

  /** The backups in a folder, oldest first. */
  public static List<Backup> backups(Path folder) throws IOException {
    return new Backups(folder).list();
  }

  /**
   * What was brought back.
   *
   * @param changes what was written behind the backup
   * @param without histories of which changes are kept and no backup is
   */
  public record Restored(Backup backup, Backups.Brought changes, List<String> without) {
    public Restored {
      without = List.copyOf(without);
    }
  }

  /**
   * Puts the newest backup that was begun at or before {@code instant} into a data directory that
   * holds the keys, and neither a store nor a log, and what was kept of the changes from there to
   * {@code instant}.
   *
   * @throws MovingException if there is none, or it cannot be done
   */
  public static Restored restore(Path folder, Instant instant, Path root) throws IOException {
    requireKeys(root);
    ImportMark.requireNone(root);
    Backups backups = new Backups(folder);
    Backup chosen =
        backups
            .notAfter(instant)
            .orElseThrow(
                () ->
                    new MovingException(
                        MovingException.Reason.UNUSABLE,
                        folder + " holds no whole backup of " + instant + " or before"));
    VerifierKey key = SignerKeyFile.open(root.resolve("keys").resolve("log.key")).verifierKey();
    try {
      var _ = TrustedLog.of(key).verify(chosen.checkpoint());
    } catch (NoteException e) {
      throw new MovingException(
          MovingException.Reason.CONFLICT,
          "keys/log.key is the key of " + key.name() + ", and did not sign the log of this backup",
          e);
    }
    Backups.Brought changes =
        backups.restore(chosen, instant, KeptChanges.replay(), root.toAbsolutePath().normalize());
    return new Restored(chosen, changes, backups.historiesWithoutBackup());
  }

  /**
   * Lets a restored directory be served again, if its log holds everything that was published. What
   * the restored store has and the log has not is appended first, as a start would.
   *
   * @param note the newest checkpoint known anywhere
   * @param said by the operator, for the record
   * @throws MovingException if it does not, or the note is no checkpoint of this log; nothing is
   *     changed then
   */
  public static SignedCheckpoint resume(
      Path root, byte[] note, String said, Clock clock, SecureRandom random) {
    requireKeys(root);
    RestoredMark.requireWaiting(root);
    DataDirectory data = new DataDirectory(root, random);
    try (Store store =
            StoreSettings.embedded().open(data.store(), Assembly.tables(), clock, random);
        TransparencyLog log =
            TransparencyLog.open(data.log(), data.logKey(), LogOptions.standard(clock, random))) {
      SignedCheckpoint published;
      try {
        published = TrustedLog.of(log.verifierKey()).verify(note);
      } catch (NoteException e) {
        throw new MovingException(
            MovingException.Reason.UNUSABLE,
            "what was given is no checkpoint that this log's key signed",
            e);
      }
      if (published.size() > log.size()) {
        TermIndex index = new TermIndex(store, CaptureTables.TERM);
        Sequencer.catchUp(store, index, log, SequencerOptions.DEFAULT);
      }
      RestoredMark.resolve(data.root(), log, published, said);
      return published;
    }
  }

  /**
   * Ends the log of a restored directory that lost entries for good; the next start begins another
   * with every event there is. After a crash, run it again.
   *
   * @throws MovingException if the directory does not wait for a decision
   */
  public static LogSuccession.Ended succeed(Path root, Clock clock, SecureRandom random) {
    return LogSuccession.run(
        root.toAbsolutePath().normalize(),
        () -> {
          requireKeys(root);
          DataDirectory data = new DataDirectory(root, random);
          try (TransparencyLog log =
              TransparencyLog.open(data.log(), data.logKey(), LogOptions.standard(clock, random))) {
            return log.origin()
                + " size "
                + log.checkpoint().size()
                + " root "
                + log.checkpoint().root();
          }
        });
  }

  /** A directory without a log's key is none; making one here would make another log. */
  private static void requireKeys(Path root) {
    Path key = root.resolve("keys").resolve("log.key");
    if (!Files.isRegularFile(key)) {
      throw new MovingException(
          MovingException.Reason.CONFLICT,
          key
              + " is missing: "
              + root
              + " has to be a data directory, or hold the keys/ of the exported one");
    }
  }
}
