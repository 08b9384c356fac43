package org.bricscodes.ledger;

import java.util.Set;

/**
 * What one ledger can do.
 *
 * @param finality when it calls a transaction final
 * @param maxAnchorBytes the longest {@link Anchor#bytes()} it takes
 * @param flags all it offers; what is absent fails in the way its flag says
 */
public record Capabilities(Finality finality, int maxAnchorBytes, Set<Capability> flags) {

  /** Attempts of one {@link Ledger#inspect}. */
  public static final int MAX_ATTEMPTS = 64;

  /** When a transaction is final. */
  public enum Finality {
    /** Once included, for ever. */
    INSTANT,
    /** After a number of confirmations set in the adapter's configuration. */
    PROBABILISTIC,
    /** When the ledger's own finality tag has passed it. */
    TAGGED
  }

  public Capabilities {
    flags = Set.copyOf(flags);
    if (maxAnchorBytes < 1) {
      throw new IllegalArgumentException("maxAnchorBytes is positive");
    }
  }

  public boolean has(Capability capability) {
    return flags.contains(capability);
  }

  /**
   * What every {@link Ledger#prepare} asks first.
   *
   * @throws LedgerException.Refused with {@link Fault#UNSUPPORTED} if contents of this kind are not
   *     taken, {@link Fault#INVALID_INPUT} if an anchor is too long
   */
  public void requireTakes(Content content) throws LedgerException {
    boolean taken =
        switch (content) {
          case Anchor anchor -> {
            if (anchor.bytes().length > maxAnchorBytes) {
              throw Fault.INVALID_INPUT.because(
                  "an anchor takes " + maxAnchorBytes + " bytes at most on this ledger");
            }
            yield true;
          }
          case EventRecord _ -> has(Capability.PER_EVENT);
          case PledgeChange _ -> has(Capability.EXCLUSIVE_REGISTRY);
          case Filler _ -> false;
        };
    if (!taken) {
      throw Fault.UNSUPPORTED.because(
          "this ledger does not take " + content.getClass().getSimpleName());
    }
  }
}
