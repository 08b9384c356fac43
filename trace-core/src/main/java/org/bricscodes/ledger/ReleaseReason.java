package org.bricscodes.ledger;

/** Why a pledge was given up, as the ledger keeps it: a number, no words. */
public enum ReleaseReason {
  /** The obligation it secured is fulfilled. */
  SATISFIED(1),
  /** The owner of the asset took the request back. */
  WITHDRAWN(2),
  /** The holder decided against the financing. */
  DECLINED(3),
  /** It was entered by mistake. */
  MISTAKE(4),
  /** The holder enforced it: the asset was taken or sold. */
  ENFORCED(5),
  /** It goes to another holder, who pledges anew. */
  TRANSFERRED(6);

  private final int code;

  ReleaseReason(int code) {
    this.code = code;
  }

  /** The number on the ledger, 1 to 255; never changed, never used again. */
  public int code() {
    return code;
  }

  /**
   * The reason with this number.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static ReleaseReason of(int code) {
    for (ReleaseReason reason : values()) {
      if (reason.code == code) {
        return reason;
      }
    }
    throw new IllegalArgumentException("no release has the reason " + code);
  }
}
