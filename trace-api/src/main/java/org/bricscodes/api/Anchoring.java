package org.bricscodes.api;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.Turns;
import org.bricscodes.store.Store;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.VerifierKey;

/**
 * The ledgers of a process that anchors and does nothing else, fed with the log another process
 * writes. {@link #look} is for one thread.
 */
final class Anchoring implements AutoCloseable {

  private final FollowedLog log;
  private final Ledgers ledgers;

  private Anchoring(FollowedLog log, Ledgers ledgers) {
    this.log = log;
    this.ledgers = ledgers;
  }

  /**
   * Opens the ledgers there are files of, and begins. Blocks for one look at the log; as long as
   * that cannot be read, what is under way is seen through and nothing new is begun.
   *
   * @param store with {@link Anchors#TABLES}; used, not closed
   * @param writer where the node is that writes the log; empty while nobody is known to
   * @throws IllegalStateException if there are no ledgers, one cannot be used, the log's key is not
   *     there, or the log contradicts what a ledger holds of it; nothing is left open
   */
  static Anchoring open(
      DataDirectory data,
      Store store,
      Supplier<Optional<URI>> writer,
      Clock clock,
      SecureRandom random) {
    List<LedgerFiles.Entry> entries = requireUsable(data);
    VerifierKey key = data.logVerifierKey();
    Path file = data.root().resolve("anchored");
    Anchors anchors = new Anchors(store);
    FollowedLog log = FollowedLog.open(key, file, writer, () -> finals(anchors, key.name()));
    try {
      log.look();
      return new Anchoring(
          log, Ledgers.open(entries, store, log, () -> Turns.Turn.SHARED, clock, random));
    } catch (RuntimeException | Error e) {
      log.close();
      throw e;
    }
  }

  /**
   * What is to be anchored on.
   *
   * @throws IllegalStateException naming what is missing: ledgers' files, or the log's key
   */
  static List<LedgerFiles.Entry> requireUsable(DataDirectory data) {
    List<String> faults = new ArrayList<>();
    List<LedgerFiles.Entry> entries = List.of();
    try {
      entries = LedgerFiles.there(data.ledgers());
      if (entries.isEmpty()) {
        faults.add(
            data.ledgers()
                + " names no ledger: copy there the files of those to be anchored on, from a node");
      }
    } catch (IllegalStateException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    try {
      var _ = data.logVerifierKey();
    } catch (IllegalStateException e) {
      faults.add(String.valueOf(e.getMessage()));
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(String.join("; ", faults));
    }
    return entries;
  }

  private static List<Checkpoint> finals(Anchors anchors, String origin) {
    return anchors.ledgers().stream()
        .map(anchors::latest)
        .flatMap(Optional::stream)
        .map(anchor -> Checkpoint.of(origin, anchor.size(), anchor.root()))
        .toList();
  }

  /** Looks once what the log is by now. Blocks. */
  void look() {
    log.look();
  }

  /** Why nothing new is anchored until an operator has looked; empty as long as all is well. */
  String alarm() {
    return log.alarm().orElse("");
  }

  Ledgers ledgers() {
    return ledgers;
  }

  @Override
  public void close() {
    ledgers.close();
    log.close();
  }
}
