package org.bricscodes.api.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.LedgerContext;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.provenance.AnchorReader;
import org.bricscodes.tlog.Checkpoint;

/**
 * The nodes a verifier named on the command line: {@code ADDRESS} for the only ledger of a file, or
 * {@code LEDGER=ADDRESS}, where LEDGER is a ledger's id or the name before its colon. What is said
 * of a node names it as {@link NodeName} does.
 */
final class LedgerNodes implements AnchorReader {

  private static final Duration WITHIN = Duration.ofSeconds(30);

  private final LedgerProviders ledgers;
  private final LedgerContext context;

  /** By ledger id or namespace; under the empty name the address for the only ledger. */
  private final Map<String, String> addresses = new TreeMap<>();

  private final Set<String> used = new TreeSet<>();
  private String unnamed = "";

  /**
   * @param options as given
   * @throws UnusableInput if two addresses are given for one ledger
   */
  LedgerNodes(LedgerProviders ledgers, List<String> options, LedgerContext context) {
    this.ledgers = ledgers;
    this.context = context;
    for (String option : options) {
      PerLedger node = PerLedger.parse(option);
      if (addresses.putIfAbsent(node.ledger(), node.value()) != null) {
        throw new UnusableInput(
            "--ledger-node is given twice for "
                + (node.ledger().isEmpty()
                    ? "the only ledger: write LEDGER=ADDRESS"
                    : node.ledger()));
      }
    }
  }

  @Override
  public Optional<Answer> ask(AnchorReceipt receipt, Checkpoint checkpoint, String trust) {
    LedgerId ledger = receipt.ledger();
    String name =
        Stream.of(ledger.toString(), ledger.namespace(), "")
            .filter(addresses::containsKey)
            .findFirst()
            .orElse("");
    String address = addresses.get(name);
    used.add(name);
    if (name.isEmpty()) {
      if (address != null && !unnamed.isEmpty() && !unnamed.equals(ledger.toString())) {
        throw new UnusableInput(
            "the file has anchors on several ledgers: say which --ledger-node is whose, as in "
                + ledger
                + "="
                + NodeName.of(address));
      }
      unnamed = ledger.toString();
    }
    return address == null
        ? Optional.empty()
        : Optional.of(
            new Answer(NodeName.of(address), verdict(receipt, checkpoint, address, trust)));
  }

  /**
   * Refuses a node that nothing was asked of: most likely its ledger was spelled otherwise.
   *
   * @throws UnusableInput naming every such node
   */
  void requireAllAsked() {
    List<String> left =
        addresses.entrySet().stream()
            .filter(entry -> !used.contains(entry.getKey()))
            .map(e -> (e.getKey().isEmpty() ? "" : e.getKey() + "=") + NodeName.of(e.getValue()))
            .toList();
    if (!left.isEmpty()) {
      throw new UnusableInput(
          "--ledger-node " + String.join(", ", left) + ": the file has no anchor there");
    }
  }

  private ReceiptVerdict verdict(
      AnchorReceipt receipt, Checkpoint checkpoint, String address, String trust) {
    try {
      Optional<LedgerReader> found = ledgers.reader(receipt.ledger(), address, trust, context);
      if (found.isEmpty()) {
        throw new UnusableInput("no adapter here reads " + receipt.ledger() + " at a node");
      }
      try (LedgerReader reader = found.get()) {
        return reader.verify(receipt, checkpoint, WITHIN);
      }
    } catch (LedgerException.Refused e) {
      throw new UnusableInput("--ledger-node " + NodeName.of(address) + ": " + e.getMessage(), e);
    } catch (LedgerException e) {
      return new ReceiptVerdict.Unreachable(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ReceiptVerdict.Unreachable("interrupted");
    }
  }
}
