package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bricscodes.scans.ScanSubject;
import org.jspecify.annotations.Nullable;

/**
 * Answers to scans, ready to send. An answer is good as long as nothing was recorded, logged,
 * issued or set since it was made: whoever changes something a scan shows calls {@link #changed},
 * and what capture and log did is read from their own counters. Besides, an answer is at most ten
 * seconds old, which bounds how late a best-before date, a new name or a new anchor shows.
 *
 * <p>What an answer says of visits to an item holds while the item's {@link ScanMarks mark} stands.
 *
 * <p>This holds because one process owns the data. Never blocks; any thread.
 */
final class ScanCache {

  private static final long MAX_BYTES = 64L << 20;
  private static final Duration OLDEST = Duration.ofSeconds(10);
  private static final int ENTRY_BYTES = 500;

  private final LongSupplier recorded;
  private final LongSupplier logged;
  private final ScanMarks marks;
  private final AtomicLong changes = new AtomicLong();
  private final Cache<String, Entry> answers;

  /** What the counters were before an answer was made. */
  record Version(long recorded, long logged, long changes) {}

  /** The item an answer speaks of, and its mark before its visits were read. */
  record Marked(ScanSubject subject, long mark) {}

  private record Entry(Version version, @Nullable Marked marked, Answer answer, int bytes) {}

  ScanCache(LongSupplier recorded, LongSupplier logged, ScanMarks marks) {
    this.recorded = recorded;
    this.logged = logged;
    this.marks = marks;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher((String key, Entry entry) -> ENTRY_BYTES + key.length() + entry.bytes)
            .expireAfterWrite(OLDEST)
            .build();
  }

  /** A code, a batch or a name changed; call it after the change is durable. */
  void changed() {
    changes.incrementAndGet();
  }

  /** Grows with every event that is recorded and with every {@link #changed}. */
  long knowledge() {
    return recorded.getAsLong() + changes.get();
  }

  Version version() {
    return new Version(recorded.getAsLong(), logged.getAsLong(), changes.get());
  }

  Optional<Answer> find(String key) {
    Entry entry = answers.getIfPresent(key);
    return entry != null && entry.version.equals(version()) && stands(entry.marked)
        ? Optional.of(entry.answer)
        : Optional.empty();
  }

  private boolean stands(@Nullable Marked marked) {
    return marked == null || marks.stands(marked.subject, marked.mark);
  }

  /**
   * @param version taken before the answer was begun, so that what changed meanwhile outdates it
   * @param marked likewise; null where the answer speaks of no item
   */
  void keep(String key, Version version, @Nullable Marked marked, Answer answer) {
    if (answer.body() instanceof Answer.Body.Full full) {
      answers.put(key, new Entry(version, marked, answer, full.bytes().length()));
    }
  }
}
