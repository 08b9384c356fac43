package org.bricscodes.tlog;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One audit. Workers fetch and hash bundles ahead; this thread takes their results in order, so
 * what is found does not depend on their number. Whatever ends the walk ends the workers.
 */
final class AuditRun {

  private static final int MAX_FINDINGS = 100;

  private final LogAudit audit;
  private final TileCheck tiles;
  private final TileLevels levels;
  private final CompactRange range = new CompactRange();
  private final List<AuditFinding> findings = new ArrayList<>();

  AuditRun(LogAudit audit) {
    this.audit = audit;
    this.tiles = new TileCheck(audit.source());
    this.levels = new TileLevels(tiles, this::report);
  }

  AuditReport run() {
    Optional<SignedCheckpoint> checkpoint = readCheckpoint();
    checkpoint.ifPresent(this::recompute);
    return new AuditReport(checkpoint, range.size(), findings);
  }

  private void recompute(SignedCheckpoint checkpoint) {
    compareWithEarlier(checkpoint);
    if (walk(checkpoint)) {
      levels.finish();
      compareEarlierRoots(checkpoint);
      if (!range.root().equals(checkpoint.root())) {
        report(
            AuditFinding.Kind.ROOT,
            "checkpoint",
            "the entries hash to " + range.root() + ", signed is " + checkpoint.root());
      }
      new PartialCheck(audit.source(), checkpoint.size()).findings().forEach(this::report);
    }
  }

  private Optional<SignedCheckpoint> readCheckpoint() {
    try {
      Optional<byte[]> note = audit.source().read(LogLayout.CHECKPOINT, SignedNote.MAX_BYTES);
      if (note.isEmpty()) {
        report(AuditFinding.Kind.CHECKPOINT, "checkpoint", "is missing");
        return Optional.empty();
      }
      return Optional.of(audit.log().verify(note.get()));
    } catch (NoteException e) {
      report(AuditFinding.Kind.CHECKPOINT, "checkpoint", "is not to be trusted: " + e.getMessage());
    } catch (IOException e) {
      report(AuditFinding.Kind.UNREADABLE, "checkpoint", "cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private void compareWithEarlier(SignedCheckpoint now) {
    for (SignedCheckpoint before : audit.earlier()) {
      if (!before.checkpoint().origin().equals(now.checkpoint().origin())) {
        contradiction(AuditFinding.Kind.INCONSISTENT, "is of another log", before, now);
      } else if (before.size() > now.size()) {
        String message = "has " + now.size() + " entries, an earlier one had " + before.size();
        contradiction(AuditFinding.Kind.SHRUNK, message, before, now);
      } else if (before.size() == now.size() && !before.root().equals(now.root())) {
        String message = "two roots are signed for size " + now.size();
        contradiction(AuditFinding.Kind.EQUIVOCATION, message, before, now);
      }
    }
  }

  private void contradiction(
      AuditFinding.Kind kind, String message, SignedCheckpoint before, SignedCheckpoint now) {
    report(
        new AuditFinding(kind, "checkpoint", message, List.of(before.toString(), now.toString())));
  }

  /** Whether every bundle up to the checkpoint could be hashed. */
  private boolean walk(SignedCheckpoint checkpoint) {
    try (ExecutorService workers = Executors.newFixedThreadPool(audit.workers())) {
      try {
        return walk(checkpoint, workers);
      } finally {
        workers.shutdownNow();
      }
    }
  }

  private boolean walk(SignedCheckpoint checkpoint, ExecutorService workers) {
    Deque<Future<BundleCheck.Result>> ahead = new ArrayDeque<>();
    long size = checkpoint.size();
    long bundles = size / TilePath.FULL + (size % TilePath.FULL == 0 ? 0 : 1);
    long next = 0;
    for (long done = 0; done < bundles; done++) {
      while (next < bundles && ahead.size() < 2 * audit.workers()) {
        int width = (int) Math.min(TilePath.FULL, size - next * TilePath.FULL);
        var check =
            new BundleCheck(tiles, audit.entryCheck(), new TilePath(TilePath.ENTRIES, next, width));
        ahead.add(workers.submit(check::run));
        next++;
      }
      Optional<byte[]> hashes = take(ahead.remove(), done);
      if (hashes.isEmpty() || findings.size() >= MAX_FINDINGS) {
        return false;
      }
      add(hashes.get(), checkpoint);
    }
    return true;
  }

  private Optional<byte[]> take(Future<BundleCheck.Result> future, long bundle) {
    String where = TilePath.full(TilePath.ENTRIES, bundle).toString();
    try {
      BundleCheck.Result result = future.get();
      result.findings().forEach(this::report);
      return result.hashes();
    } catch (ExecutionException e) {
      report(AuditFinding.Kind.UNREADABLE, where, "could not be checked: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report(AuditFinding.Kind.UNREADABLE, where, "the audit was interrupted");
    }
    return Optional.empty();
  }

  private void add(byte[] hashes, SignedCheckpoint checkpoint) {
    long end = range.size() + hashes.length / Digest.BYTES;
    boolean full = hashes.length == TileNodes.SLOT_BYTES;
    Digest root = full ? new TileNodes(hashes).root() : MerkleTree.emptyRoot();
    boolean earlierInside =
        audit.earlier().stream().anyMatch(e -> e.size() > range.size() && e.size() < end);
    if (full) {
      levels.add(1, root);
    }
    if (full && !earlierInside) {
      compareEarlierRoots(checkpoint);
      range.appendSubtree(8, root);
      return;
    }
    for (int at = 0; at < hashes.length; at += Digest.BYTES) {
      compareEarlierRoots(checkpoint);
      range.append(Digest.at(hashes, at));
    }
  }

  /** Earlier checkpoints of exactly the size reached must have the root reached. */
  private void compareEarlierRoots(SignedCheckpoint checkpoint) {
    for (SignedCheckpoint before : audit.earlier()) {
      boolean here = before.size() == range.size() && before.size() < checkpoint.size();
      if (here && !before.root().equals(range.root())) {
        String message = "the log does not extend the one signed at size " + before.size();
        contradiction(AuditFinding.Kind.INCONSISTENT, message, before, checkpoint);
      }
    }
  }

  private void report(AuditFinding.Kind kind, String where, String message) {
    report(new AuditFinding(kind, where, message));
  }

  private void report(AuditFinding finding) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding);
    }
  }
}
