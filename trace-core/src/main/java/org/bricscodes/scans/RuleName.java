package org.bricscodes.scans;

import java.util.Optional;
import java.util.stream.Stream;

/** The rules there are. */
public enum RuleName {
  /** Two visitors further apart than anybody travels in the time between. */
  IMPOSSIBLE_TRAVEL("impossible-travel", Family.PLACE),
  /** Visitors far from each other within weeks. */
  SCATTERED("scattered", Family.PLACE),
  /** Looked up where the lot is not sold. */
  OUT_OF_MARKET("out-of-market", Family.PLACE),
  /** After its sale, more people looked than a household has. */
  AFTER_SOLD("after-sold", Family.STATE),
  /** The code was cancelled, and a pack carries it. */
  AFTER_VOID("after-void", Family.STATE),
  /** Recalled, and still about. */
  AFTER_RECALL("after-recall", Family.STATE),
  /** Past its last day, and still about. */
  AFTER_EXPIRY("after-expiry", Family.STATE),
  /** Nobody put the code on a pack yet. */
  BEFORE_APPLIED("before-applied", Family.STATE),
  /** The seal and the outside of the pack tell different stories. */
  INNER_BEFORE_OUTER("inner-before-outer", Family.SEAL),
  /** More people looked than at any other pack of the kind. */
  MANY_VISITORS("many-visitors", Family.NUMBER),
  /** Made with a key that is in wrong hands. */
  COMPROMISED_EPOCH("compromised-epoch", Family.KEY),
  /** Too many items of one lot are in several hands. */
  LOT_BURST("lot-burst", Family.LOT),
  /** A network tries serials. */
  GUESS_BURST("guess-burst", Family.GUESS);

  private final String word;
  private final Family family;

  /**
   * What a rule looks at. Rules of one family see the same fact from several sides; only those of
   * different families are independent of each other.
   */
  public enum Family {
    PLACE,
    STATE,
    SEAL,
    NUMBER,
    KEY,
    LOT,
    GUESS
  }

  RuleName(String word, Family family) {
    this.word = word;
    this.family = family;
  }

  /** The word used in JSON and in rule files. */
  public String word() {
    return word;
  }

  public Family family() {
    return family;
  }

  /** The inverse of {@link #word}. */
  public static Optional<RuleName> ofWord(String word) {
    return Stream.of(values()).filter(rule -> rule.word.equals(word)).findFirst();
  }
}
