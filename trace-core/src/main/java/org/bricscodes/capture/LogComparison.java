package org.bricscodes.capture;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.tlog.TransparencyLog;
import org.jspecify.annotations.Nullable;

/**
 * Whether store and log tell one story, asked before anything is appended. The log may be shorter:
 * what is missing is appended. Anything else means that one of the two was restored from a backup
 * or damaged, and appending then would fork the log.
 */
final class LogComparison {

  private LogComparison() {}

  /**
   * @param writer whose sequence {@code rows} and {@code log} are of
   * @param rechecked how many of the newest entries to compare
   * @throws CaptureException.Contradiction saying what differs and what to do
   */
  static void require(
      EventArchive archive, int writer, SequenceRows rows, TransparencyLog log, int rechecked) {
    long stored = rows.count();
    long logged = log.size();
    if (logged > stored) {
      throw new CaptureException.Contradiction(
          "the log holds "
              + logged
              + " entries and the store "
              + stored
              + " events: the store is older than the log, as after restoring an old backup;"
              + " restore a store that is at least as new as the log");
    }
    long first = Math.max(0, logged - rechecked);
    int count = (int) (logged - first);
    if (count == 0) {
      return;
    }
    Map<Long, RecordedEvent> events = new HashMap<>();
    for (RecordedEvent event : archive.bySequence(Sequences.of(writer, first), count)) {
      events.put(Sequences.index(event.sequence()), event);
    }
    List<SequenceRow> newest = rows.from(first, count);
    for (SequenceRow row : newest) {
      compare(row, events.get(row.sequence()), log.entry(row.sequence()));
    }
  }

  /** An event may have been erased; then its sequence row still says what was committed to. */
  private static void compare(SequenceRow row, @Nullable RecordedEvent event, byte[] entry) {
    if (!Arrays.equals(row.commitment(), entry)) {
      throw new CaptureException.Contradiction(
          "log entry "
              + row.sequence()
              + " is not what the store recorded there: store and log belong to different"
              + " histories; bring back the pair that belongs together");
    }
    if (event != null && !Arrays.equals(EventCommitment.of(event).bytes(), entry)) {
      throw new CaptureException.Contradiction(
          "the stored event "
              + row.sequence()
              + " is not what was committed to: the store was changed; restore it from a backup");
    }
  }
}
