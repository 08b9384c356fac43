package org.bricscodes.ledger.xinghuo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.xinghuo.NodeFailure.Kind;
import org.bricscodes.tlog.Digest;

/**
 * Which network this is: a chain id, and the hash of the first block's header, which no other
 * network shares; and which domain of it.
 */
record Chain(ChainProfile profile, long chainId, long domainId, Digest genesis) {

  private static final Pattern REFERENCE =
      Pattern.compile("(0|[1-9][0-9]{0,17})(?:[.]([1-9][0-9]{0,9}))?:([0-9a-f]{64}):(.+)");

  /** The name of the ledger that is the metadata of one account of this chain. */
  LedgerId ledger(String address) {
    return new LedgerId(
        XinghuoLedgerProvider.ID,
        chainId + (domainId == 0 ? "" : "." + domainId) + ":" + genesis + ":" + address);
  }

  /** What a ledger's name says. */
  record Account(Chain chain, String address) {}

  /**
   * The inverse of {@link #ledger}; the profile shows in the form of the address.
   *
   * @throws IllegalArgumentException if it is the name of another kind of ledger
   */
  static Account parse(LedgerId ledger) {
    Matcher reference = REFERENCE.matcher(ledger.reference());
    if (!ledger.namespace().equals(XinghuoLedgerProvider.ID) || !reference.matches()) {
      throw new IllegalArgumentException(ledger + " is no account of this family");
    }
    String address = reference.group(4);
    for (ChainProfile profile : ChainProfile.values()) {
      if (isAddress(profile, address)) {
        String domain = reference.group(2) == null ? "0" : reference.group(2);
        return new Account(
            new Chain(
                profile,
                Long.parseLong(reference.group(1)),
                Long.parseLong(domain),
                Digest.parseHex(reference.group(3))),
            address);
      }
    }
    throw new IllegalArgumentException(address + " is no address of this family");
  }

  private static boolean isAddress(ChainProfile profile, String address) {
    try {
      profile.keys().requireAddress(address);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Asks a node for its first block; it is trusted with nothing before. */
  void require(Node node, Deadline deadline) throws NodeFailure, InterruptedException {
    Optional<LedgerHeader> first = node.header(1, deadline);
    if (first.isEmpty()) {
      throw new NodeFailure(
          Kind.WRONG_NETWORK, node.name() + " has no first block to be known by", null);
    }
    if (!first.get().hash().equals(genesis)) {
      throw new NodeFailure(
          Kind.WRONG_NETWORK,
          node.name()
              + " belongs to another network: its first block is "
              + first.get().hash()
              + ", 'genesis' says "
              + genesis,
          null);
    }
    require(node, first.get());
  }

  /** Holds the chain id of a header, where it has one, against ours. */
  void require(Node node, LedgerHeader header) throws NodeFailure {
    if (header.chainId() != 0 && header.chainId() != chainId) {
      throw new NodeFailure(
          Kind.WRONG_NETWORK,
          node.name() + " has chain id " + header.chainId() + ", 'chain-id' says " + chainId,
          null);
    }
  }
}
