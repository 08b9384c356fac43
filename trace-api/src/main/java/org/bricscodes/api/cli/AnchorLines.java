package org.bricscodes.api.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.LedgerProvider;
import org.bricscodes.ledger.LedgerProviders;
import org.bricscodes.provenance.BundleCheck.ProvenAnchor;
import org.bricscodes.provenance.BundleCheck.ProvenPublisher;

/**
 * What {@code trace verify} says of anchors: where each stands, under what it was checked, by whom
 * it was published; or that it was not checked, and what would. The browser's verifier says the
 * same of what it checks.
 */
final class AnchorLines {

  private final LedgerProviders ledgers;
  private final PrintWriter out;

  AnchorLines(LedgerProviders ledgers, PrintWriter out) {
    this.ledgers = ledgers;
    this.out = out;
  }

  void print(ProvenAnchor anchor) {
    out.println(
        (anchor.checked() ? "  anchored on " : "  said to be anchored on ")
            + anchor.ledger()
            + " at "
            + anchor.size()
            + " entries"
            + (anchor.time() == null ? "" : ", " + anchor.time())
            + ", covering "
            + anchor.events()
            + " of these events"
            + under(anchor));
    if (!anchor.checked()) {
      out.println("    NOT CHECKED: " + wanted(anchor.ledger()));
      return;
    }
    if (!anchor.trust().isEmpty()) {
      out.println("    checked under " + plain(anchor.trust()));
    }
    if (anchor.node() != null) {
      out.println("    read again from " + plain(anchor.node()) + ": it holds");
    }
    ProvenPublisher publisher = anchor.publisher();
    if (publisher == null) {
      out.println("    the receipt does not say who published it");
    } else if (!isSaid(publisher, anchor)) {
      out.println(
          "    published by "
              + plain(publisher.id())
              + (publisher.pinned()
                  ? " (pinned)"
                  : ": compare it, or name it with --ledger-publisher"));
    }
  }

  /** Where one key is all there is to a ledger, it was named just before. */
  private static boolean isSaid(ProvenPublisher publisher, ProvenAnchor anchor) {
    return publisher.id().equals(anchor.trust()) && publisher.pinned() == anchor.trustPinned();
  }

  private static String under(ProvenAnchor anchor) {
    if (!anchor.checked() || anchor.trust().isEmpty()) {
      return "";
    }
    return anchor.trustPinned() ? " (pinned)" : " (under the file's own key: compare it)";
  }

  /** What a verifier has to bring along so that such a receipt can be checked. */
  private String wanted(String id) {
    LedgerId ledger = LedgerId.parse(id);
    Optional<LedgerProvider> adapter = ledgers.adapterOf(ledger);
    if (adapter.isEmpty()) {
      return "nothing here knows ledgers of the kind " + ledger.namespace();
    }
    List<String> ways = new ArrayList<>();
    if (!adapter.get().isTrustOneKey()) {
      ways.add("name a node of your choice, --ledger-node " + ledger.namespace() + "=NODE");
    }
    if (!adapter.get().trustForm().isEmpty()) {
      ways.add(
          "pin "
              + adapter.get().trustForm()
              + " from a source of your own, --ledger "
              + ledger
              + "=TRUST");
    }
    return String.join(", or ", ways);
  }

  /** A file's text may hold what a terminal would obey. */
  private static String plain(String text) {
    return VerifyCommand.plain(text);
  }
}
