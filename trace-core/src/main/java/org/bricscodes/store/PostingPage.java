package org.bricscodes.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Postings of a {@link TermScan}, without duplicates.
 *
 * @param next the {@link TermScan#after} of the next page, or null when the range is exhausted
 */
public record PostingPage(List<Posting> postings, @Nullable Posting next) {

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  public PostingPage(List<Posting> postings, @Nullable Posting next) {
    this.postings = List.copyOf(postings);
    this.next = next;
  }
}
