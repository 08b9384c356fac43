package org.bricscodes.ledger;

import java.util.List;
import java.util.Optional;

/**
 * What an adapter registers with {@link java.util.ServiceLoader}, in {@code
 * META-INF/services/org.bricscodes.ledger.LedgerProvider}. It has a public constructor without
 * parameters that does nothing.
 */
public interface LedgerProvider {

  /** The exact id it is chosen by; the namespace of every {@link LedgerId} it opens. Constant. */
  String id();

  /** Every key {@link #open} reads; this list is the adapter's manual. */
  List<Setting> settings();

  /**
   * Opens a ledger. May create what its settings name, and connects no further than it must to know
   * that this is the network it was configured for.
   *
   * @param config already checked against {@link #settings()}
   * @throws LedgerException.Refused if the settings cannot be used, or with {@link
   *     Fault#WRONG_NETWORK}
   * @throws LedgerException.Unavailable if the ledger cannot be reached
   */
  Ledger open(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException;

  /**
   * A check of receipts that needs no network and no files, under one pinned trust anchor; empty if
   * this kind of ledger has none, or none under a trust anchor of this form.
   *
   * @param trust the ledger's {@link LedgerDescriptor#trust()}, or another form the adapter's
   *     README names, obtained from a source the verifier trusts, never from the receipt
   * @throws LedgerException.Refused if {@code trust} is not of the form this adapter uses
   */
  Optional<ReceiptVerifier> offlineVerifier(String trust) throws LedgerException;

  /**
   * Whether {@link LedgerDescriptor#trust()} of this kind of ledger is one public key. A receipt
   * may be checked under the key that comes with it, if that is said: what is left is to compare
   * one key with what others know. Anything else, such as hashes of blocks or of certificates, is
   * made up together with a receipt as easily as without, and counts only where a verifier pins it.
   */
  default boolean isTrustOneKey() {
    return false;
  }

  /**
   * What {@link #offlineVerifier} takes, as a few words for people; empty where it never checks.
   */
  default String trustForm() {
    return "";
  }

  /**
   * Who published an anchor, by its receipt, in the form of {@link LedgerDescriptor#signer()};
   * empty if the receipt does not say. It holds if the receipt holds: whatever calls a receipt
   * {@link ReceiptVerdict.Valid} has checked that this publisher wrote it. Where anyone may write,
   * nothing else tells two histories of one log apart. Never throws for bad evidence.
   */
  default Optional<String> publisher(AnchorReceipt receipt) {
    return Optional.empty();
  }

  /**
   * A publisher as somebody wrote it down, in the form {@link #publisher} has.
   *
   * @throws LedgerException.Refused if it is none on this kind of ledger
   */
  default String publisherOf(String text) throws LedgerException {
    return text;
  }

  /**
   * A reader of {@code ledger} at a node of the verifier's choice, without writer's credentials and
   * without configuration; empty if this kind of ledger cannot be read so. Checks that the node
   * serves that very ledger.
   *
   * @param ledger as the receipt names it; its namespace is {@link #id()}
   * @param node where to read: a URL, {@code host:port} or directory, as {@link #nodeForm} says
   * @param trust as for {@link #offlineVerifier}, and every form that takes is taken here; empty if
   *     there is none, and then the node's word is all there is
   * @throws LedgerException.Refused if {@code node} or {@code trust} is not of the form this
   *     adapter uses, or with {@link Fault#WRONG_NETWORK} if the node serves another ledger
   * @throws LedgerException.Unavailable if the node cannot be reached
   */
  default Optional<LedgerReader> reader(
      LedgerId ledger, String node, String trust, LedgerContext context)
      throws LedgerException, InterruptedException {
    return Optional.empty();
  }

  /** What {@link #reader} takes for a node, as a few words for people; empty without readers. */
  default String nodeForm() {
    return "";
  }
}
