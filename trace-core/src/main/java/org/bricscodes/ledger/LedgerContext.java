package org.bricscodes.ledger;

import java.security.SecureRandom;
import java.time.InstantSource;

/** What an adapter may not make for itself. */
public record LedgerContext(InstantSource clock, SecureRandom random) {}
