package org.bricscodes.ledger.evm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.ledger.Capabilities.Finality;

/**
 * When a block is final. {@code finalized} is the consensus' own word (Ethereum: about 13 minutes);
 * {@code safe} is earlier and could be taken back by a third of all stakes; {@code confirmations:N}
 * counts, a block's own included; {@code instant} is for chains whose blocks are never taken back
 * (IBFT, QBFT).
 */
sealed interface FinalityPolicy {

  /** By one of the consensus' own tags. */
  record Tag(String tag) implements FinalityPolicy {}

  /** By the number of blocks from the transaction's to the newest, both counted. */
  record Confirmations(int blocks) implements FinalityPolicy {}

  /** Every block. */
  record Instant() implements FinalityPolicy {}

  /** How it is written. */
  Pattern FORM = Pattern.compile("(finalized|safe|instant)|confirmations:([1-9][0-9]{0,4})");

  static Optional<FinalityPolicy> parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return Optional.empty();
    }
    if (m.group(2) != null) {
      return Optional.of(new Confirmations(Integer.parseInt(m.group(2))));
    }
    return Optional.of(text.equals("instant") ? new Instant() : new Tag(text));
  }

  /** As the SPI calls it. */
  default Finality finality() {
    return switch (this) {
      case Tag _ -> Finality.TAGGED;
      case Confirmations _ -> Finality.PROBABILISTIC;
      case Instant _ -> Finality.INSTANT;
    };
  }

  /**
   * How far a node has come.
   *
   * @return the newest block and the height of the newest final one, -1 if there is none
   */
  default Progress progress(Node node) throws RpcException, InterruptedException {
    Header latest =
        node.header(Node.LATEST)
            .orElseThrow(() -> RpcException.lost(node.endpoint().name(), "it has no newest block"));
    long settled =
        switch (this) {
          case Tag(String tag) -> tagged(node, tag);
          case Confirmations(int blocks) -> latest.number() - blocks + 1;
          case Instant _ -> latest.number();
        };
    return new Progress(latest, Math.max(-1, Math.min(settled, latest.number())));
  }

  /** One reading of a chain. */
  record Progress(Header latest, long settled) {}

  private static long tagged(Node node, String tag) throws RpcException, InterruptedException {
    try {
      return node.header(tag).map(Header::number).orElse(-1L);
    } catch (RpcException e) {
      if (e.kind() == RpcException.Kind.REFUSED) {
        return -1; // as long as nothing is final, nodes call the tag unknown
      }
      throw e;
    }
  }
}
