package org.bricscodes.ledger;

import java.util.List;
import java.util.SortedMap;

/**
 * What a {@link LedgerProvider} may be beside: able to make on a ledger what it later speaks to,
 * such as its contracts. Done once, by an operator, before the ledger is ever opened.
 */
public interface LedgerSetUp {

  /** Every key {@link #setUp} reads. */
  List<Setting> setUpSettings();

  /**
   * Makes what is needed, and waits until it stands there; it need not be final. Each call makes it
   * anew and costs anew: what an earlier call made stays and is used by who was configured for it.
   *
   * @param config already checked against {@link #setUpSettings()}
   * @return the settings {@link LedgerProvider#open} takes for it, those given among them
   * @throws LedgerException.Refused if it cannot be made as things are
   * @throws LedgerException.Unavailable if the ledger cannot be reached; nothing was made
   * @throws LedgerException.OutcomeUnknown if it may have been made; the message says where
   */
  SortedMap<String, String> setUp(LedgerConfig config, LedgerContext context)
      throws LedgerException, InterruptedException;
}
