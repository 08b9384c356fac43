package org.bricscodes.api;

import org.bricscodes.codes.Batch;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What somebody can do about a code who has seen what is known of it, as paths without a language.
 * What is null is not offered.
 *
 * @param report where to report a problem: of any code that names an item
 * @param tells whom a report reaches
 * @param recallsOfLot its feed, and that of the product: of what we know
 * @param evidence the proof on a page of paper, which comes with it
 */
record FollowUps(
    @Nullable String report,
    Tells tells,
    @Nullable String recallsOfLot,
    @Nullable String recallsOfProduct,
    @Nullable String proof,
    @Nullable String evidence) {

  /** Whom a report reaches. */
  enum Tells {
    /** Who issued or registered the code. */
    OWNER,
    /** Who issues the codes of the product, if it is one party alone; else one learns of nobody. */
    WHOEVER_ISSUES
  }

  static FollowUps of(DigitalLink link, Provenance found, ReportSettings reports) {
    boolean reported = link.serial().isPresent() && reports.taking() == ReportSettings.Taking.ON;
    Batch batch = found.batch();
    boolean proven = !found.trace().events().isEmpty();
    Gtin gtin = batch == null ? link.gtin().orElseThrow() : batch.gtin();
    String lot = found.lot();
    boolean followed = batch != null || proven || found.verdict() == Verdict.REGISTERED;
    String page = "/scan" + link.path();
    return new FollowUps(
        reported ? page + "/report" : null,
        tells(found.verdict()),
        followed && lot != null ? RecallFeedDoors.path(gtin, lot) : null,
        followed ? RecallFeedDoors.path(gtin, null) : null,
        proven ? page + "/proof" : null,
        proven ? page + "/evidence.pdf" : null);
  }

  private static Tells tells(Verdict verdict) {
    return switch (verdict) {
      case WRONG_LOT, RECALLED, VOID, EXPIRED, GENUINE, REGISTERED -> Tells.OWNER;
      case MALFORMED, NOT_ISSUED, UNKNOWN -> Tells.WHOEVER_ISSUES;
    };
  }
}
