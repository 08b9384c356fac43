package org.bricscodes.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.scans.ScanSubject;

/**
 * A number for each item, another one whenever a visit to it was recorded: what an answer says of
 * visits is good while the number stands. A number that was forgotten outdates answers, and keeps
 * none. Never blocks; any thread.
 */
final class ScanMarks {

  private static final int MAX_ITEMS = 200_000;

  private final AtomicLong next = new AtomicLong();
  private final Cache<ScanSubject, Long> marks =
      Caffeine.newBuilder().maximumSize(MAX_ITEMS).build();

  /** The item's number; taken before its visits are read. */
  long of(ScanSubject subject) {
    return marks.get(subject, item -> next.incrementAndGet());
  }

  boolean stands(ScanSubject subject, long mark) {
    Long current = marks.getIfPresent(subject);
    return current != null && current == mark;
  }

  /** Its visits are others now. */
  void changed(ScanSubject subject) {
    marks.invalidate(subject);
  }
}
