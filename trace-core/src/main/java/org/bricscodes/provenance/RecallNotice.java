package org.bricscodes.provenance;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recall that somebody entitled to it recorded, or took back.
 *
 * @param eventID of the event that says so
 * @param happened when, as it says
 * @param recorded when it was recorded here
 * @param party who said so
 * @param lots of the product that it names; empty: all of it, or packs whose lot is not said
 * @param reason in the party's words
 */
public record RecallNotice(
    String eventID,
    Scope scope,
    Instant happened,
    Instant recorded,
    String party,
    List<String> lots,
    @Nullable String reason,
    long sequence) {

  /** What was recalled. */
  public enum Scope {
    /** A lot, or several. */
    LOT("lot"),
    /** The product as a whole, every lot of it. */
    PRODUCT("product"),
    /** Single packs: each pack's own page says whether it is one of them. */
    PACKS("packs"),
    /** Something the lot was made from, and the lot with it. */
    INPUT("input"),
    /** Nothing more: a recall of a lot, or of several, was taken back. */
    LIFTED("lifted"),
    /** That of the product as a whole was; one of a lot of it may still stand. */
    LIFTED_PRODUCT("lifted.product"),
    /** That of single packs was. */
    LIFTED_PACKS("lifted.packs"),
    /** That of something the lot was made from was. */
    LIFTED_INPUT("lifted.input");

    private final String word;

    Scope(String word) {
      this.word = word;
    }

    /** The last part of a key of the pages' texts. */
    public String word() {
      return word;
    }
  }

  public RecallNotice {
    lots = List.copyOf(lots);
  }
}
