package org.bricscodes.samples;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.bricscodes.tlog.AuditReport;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.LogAudit;
import org.bricscodes.tlog.LogSource;
import org.bricscodes.tlog.ReadLog;
import org.bricscodes.tlog.SignedNote;
import org.bricscodes.tlog.TrustedLog;
import org.bricscodes.tlog.VerifierKey;

/**
 * The checkpoints of one log that were seen over time, by whichever node, and what the log is held
 * against afterwards. Safe for use from any thread.
 */
final class SeenCheckpoints {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final String path;
  private final SortedMap<Long, Checkpoint> bySize = new ConcurrentSkipListMap<>();
  private final AtomicInteger splits = new AtomicInteger();

  /**
   * What became of the log.
   *
   * @param entries how many were recomputed
   * @param faults everything that is wrong with it; empty: it is sound, and extends all that was
   *     seen of it
   */
  record Outcome(long entries, List<String> faults) {
    Outcome {
      faults = List.copyOf(faults);
    }
  }

  /**
   * @param path of the log at every node, such as {@code /log}
   */
  SeenCheckpoints(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** How many sizes were seen. */
  int count() {
    return bySize.size();
  }

  /**
   * Takes one down.
   *
   * @throws RuntimeException if it is no checkpoint
   */
  void add(String note) {
    Checkpoint seen = Checkpoint.parse(SignedNote.parse(note).text());
    Checkpoint before = seen.size() == 0 ? null : bySize.putIfAbsent(seen.size(), seen);
    if (before != null && !before.equals(seen)) {
      splits.incrementAndGet();
    }
  }

  /**
   * Recomputes the log from its entries and holds all that was seen against it.
   *
   * @param node whom to ask for it
   * @param key the log's verifier key
   * @throws IOException if it cannot be read
   */
  Outcome check(URI node, String key) throws IOException {
    List<String> faults = new ArrayList<>();
    if (splits.get() > 0) {
      faults.add(path + ": another root for the same size, " + splits.get() + " times");
    }
    TrustedLog trusted = TrustedLog.of(VerifierKey.parse(key.strip()));
    try (LogSource source = LogSource.http(node.resolve(path), TIMEOUT)) {
      AuditReport report = LogAudit.of(source, trusted).run();
      report.findings().forEach(finding -> faults.add(path + ": " + finding));
      ReadLog log = ReadLog.latest(source, trusted);
      for (Checkpoint seen : bySize.values()) {
        if (seen.size() > log.checkpoint().size() || !log.continues(seen)) {
          faults.add(path + " contradicts " + seen);
        }
      }
      return new Outcome(report.entries(), faults);
    }
  }
}
