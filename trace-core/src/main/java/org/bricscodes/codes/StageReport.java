package org.bricscodes.codes;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a printer or packer says of a range of a batch: these codes got as far as this stage, except
 * those wasted.
 *
 * @param from first place of the range; the first code of a batch has place 0
 * @param count how many codes
 * @param by who did it: a party's URI or name
 * @param at when it was done; null: now
 * @param wasted places of codes spoiled at this stage, which become void; at most {@link
 *     #MAX_WASTED}, also outside the range
 * @param reason why they were spoiled, or whatever else is to be remembered
 * @param idempotencyKey reporting again under it changes nothing
 */
public record StageReport(
    Stage stage,
    long from,
    long count,
    String by,
    @Nullable Instant at,
    List<Long> wasted,
    @Nullable String reason,
    @Nullable String idempotencyKey) {

  /** Most wasted codes of one report; more take several, or a void list. */
  public static final int MAX_WASTED = 10_000;

  public StageReport {
    wasted = List.copyOf(wasted);
  }
}
