package org.bricscodes.codes;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * Codes issued together: one lot of one product, as a contiguous range of counters. This row is all
 * that is stored of them.
 *
 * @param owner the party that ordered them
 * @param count how many, 1 to {@link BatchOrder#MAX_QUANTITY}
 * @param lot AI (10), compared exactly
 * @param expiry last day of use, AI (17)
 * @param plant where the lot was made, in the owner's words or as a GLN
 * @param product what to call it, in the owner's words
 * @param markets where it may be sold, ISO 3166-1 alpha-2; empty: anywhere, or not said
 * @param created when, to the microsecond
 */
public record Batch(
    BatchId id,
    String owner,
    long count,
    String lot,
    @Nullable LocalDate expiry,
    @Nullable String plant,
    @Nullable String product,
    List<String> markets,
    Instant created) {

  public Batch {
    markets = List.copyOf(markets);
  }

  public Gtin gtin() {
    return id.gtin();
  }

  public KeyEpoch epoch() {
    return id.epoch();
  }

  public long firstCounter() {
    return id.firstCounter();
  }

  /** Whether {@code counter} is one of this batch's. */
  public boolean holds(long counter) {
    return counter >= firstCounter() && counter - firstCounter() < count;
  }
}
