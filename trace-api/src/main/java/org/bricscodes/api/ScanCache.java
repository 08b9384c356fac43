package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.bricscodes.capture.Mentions;
import org.bricscodes.epcis.RecallTerms;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Step;
import org.bricscodes.scans.ScanSubject;
import org.jspecify.annotations.Nullable;

/**
 * Answers to scans, ready to send. An answer is good as long as no event was recorded about
 * anything it was made of ({@link Mentions}), nothing was issued or set since, and, while the log
 * does not cover all it shows, nothing was logged: whoever changes something a scan shows calls
 * {@link #changed}, and what capture and log did is read from their own counters. Besides, an
 * answer is at most ten seconds old, which bounds how late a best-before date, a new name, a new
 * cosignature or a new anchor shows.
 *
 * <p>What an answer says of visits to an item holds while the item's {@link ScanMarks mark} stands.
 *
 * <p>This holds because one process owns the data; another that only reads it keeps answers for a
 * moment, whatever they were made of. Visits that such a process noted do not move the marks here:
 * they show when the answer is too old. Never blocks; any thread.
 */
final class ScanCache {

  private static final long MAX_BYTES = 64L << 20;

  /** Of a process that sees every change. */
  static final Duration OLDEST = Duration.ofSeconds(10);

  private static final int ENTRY_BYTES = 500;

  private final Mentions mentions;
  private final LongSupplier logged;
  private final ScanMarks marks;
  private final AtomicLong changes = new AtomicLong();
  private final Cache<String, Entry> answers;

  /** What the counters were before an answer was made. */
  record Version(long mentioned, long logged, long changes) {}

  /**
   * What an answer was made of.
   *
   * @param things the identifiers that were followed; none: whatever is recorded may change it
   * @param logged whether the log covers all it shows
   */
  record Basis(Set<String> things, boolean logged) {

    /** Whatever is recorded or logged may change it. */
    static final Basis ANYTHING = new Basis(Set.of(), false);

    /**
     * A recall of a product as a whole may come, too, of this one or of one that went in: of all
     * that names them, that alone.
     */
    static Basis of(Provenance found) {
      Set<String> things = new HashSet<>(found.trace().subjects());
      for (String subject : found.trace().subjects()) {
        String product = RecallTerms.tradeItem(subject);
        if (product != null) {
          things.add(RecallTerms.watched(product));
        }
      }
      return new Basis(things, found.journey().steps().stream().allMatch(Step::logged));
    }
  }

  /** The item an answer speaks of, and its mark before its visits were read. */
  record Marked(ScanSubject subject, long mark) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(
      Version version,
      int[] things,
      boolean covered,
      @Nullable Marked marked,
      Answer answer,
      int bytes) {}

  ScanCache(Mentions mentions, LongSupplier logged, ScanMarks marks) {
    this(mentions, logged, marks, OLDEST);
  }

  /**
   * Of a process that does not see what others change.
   *
   * @param oldest how long an answer is good, whatever happens
   */
  ScanCache(Mentions mentions, LongSupplier logged, ScanMarks marks, Duration oldest) {
    this.mentions = mentions;
    this.logged = logged;
    this.marks = marks;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(MAX_BYTES)
            .weigher(
                (String key, Entry entry) ->
                    ENTRY_BYTES + key.length() + entry.bytes + entry.things.length * Integer.BYTES)
            .expireAfterWrite(oldest)
            .build();
  }

  /** A code, a batch or a name changed; call it after the change is durable. */
  void changed() {
    changes.incrementAndGet();
  }

  /** Grows whenever events are recorded and with every {@link #changed}. */
  long knowledge() {
    return mentions.now() + changes.get();
  }

  Version version() {
    return new Version(mentions.now(), logged.getAsLong(), changes.get());
  }

  Optional<Answer> find(String key) {
    Entry entry = answers.getIfPresent(key);
    return entry != null && isGood(entry) && stands(entry.marked)
        ? Optional.of(entry.answer)
        : Optional.empty();
  }

  private boolean isGood(Entry entry) {
    Version then = entry.version;
    return then.changes == changes.get()
        && (entry.covered || then.logged == logged.getAsLong())
        && (entry.things.length == 0
            ? then.mentioned == mentions.now()
            : !mentions.anySince(entry.things, then.mentioned));
  }

  private boolean stands(@Nullable Marked marked) {
    return marked == null || marks.stands(marked.subject, marked.mark);
  }

  /**
   * @param version taken before the answer was begun, so that what changed meanwhile outdates it
   * @param basis what it was made of
   * @param marked its mark, likewise; null where the answer speaks of no item
   */
  void keep(String key, Version version, Basis basis, @Nullable Marked marked, Answer answer) {
    if (answer.body() instanceof Answer.Body.Full full) {
      int[] things = mentions.slots(basis.things());
      answers.put(
          key, new Entry(version, things, basis.logged(), marked, answer, full.bytes().length()));
    }
  }
}
