package org.bricscodes.ledger;

/** What a ledger may offer beyond the plain contract. The contract tests presume each present. */
public enum Capability {
  /** Receipts can be checked without network or files: {@link LedgerProvider#offlineVerifier}. */
  OFFLINE_VERIFIABLE,
  /**
   * Equal anchors have equal transaction ids and one entry. Without it two prepared transactions of
   * one anchor differ, and the ledger takes the second as no change.
   */
  CONTENT_ADDRESSED,
  /** The ledger itself refuses a smaller or a contradicting checkpoint of a log. */
  MONOTONIC_HEAD,
  /** {@link Ledger#replace} works; without it, it fails with {@link Fault#UNSUPPORTED}. */
  REPLACEMENT,
  /** A prepared transaction dies by itself at some height; its state then is {@code Dead}. */
  NATIVE_EXPIRY,
  /** An included transaction may be dropped before it is final. */
  CAN_REORGANISE,
  /** Anyone may read and verify without credentials. */
  PUBLIC_READ,
  /**
   * It takes an {@link EventRecord}, and {@link Ledger#events} is there. Without it, one is refused
   * as {@link Fault#UNSUPPORTED}.
   */
  PER_EVENT,
  /**
   * It takes a {@link PledgeChange}, and {@link Ledger#registry} is there. Without it, one is
   * refused as {@link Fault#UNSUPPORTED}.
   */
  EXCLUSIVE_REGISTRY
}
