package org.bricscodes.ledger.xinghuo;

import java.util.List;

/**
 * What is signed. Numbers are never negative.
 *
 * @param source the address of the account that signs and pays
 * @param nonce one more than the account's
 * @param exprCondition a condition on other transactions; empty for none
 * @param operations done all or not at all, in order
 * @param metadata a remark, in hex; empty for none
 * @param feeLimit the most it may cost, in the chain's smallest unit
 * @param gasPrice per unit of gas, in the same
 * @param ceilLedgerSeq the last height it may be executed at; 0 for any
 * @param chainId 0 where the chain uses none
 * @param domainId 0 for the main domain
 */
record Transaction(
    String source,
    long nonce,
    String exprCondition,
    List<Operation> operations,
    String metadata,
    long feeLimit,
    long gasPrice,
    long ceilLedgerSeq,
    long chainId,
    long domainId) {

  /** The ledger's own bound. */
  static final int MAX_OPERATIONS = 100;

  Transaction {
    operations = List.copyOf(operations);
    if (operations.size() > MAX_OPERATIONS) {
      throw new IllegalArgumentException("a transaction has 100 operations at most");
    }
    if (nonce < 0 || feeLimit < 0 || gasPrice < 0 || ceilLedgerSeq < 0 || chainId < 0) {
      throw new IllegalArgumentException("no number of a transaction is negative");
    }
    if (domainId < 0 || domainId > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("a domain id has 31 bits");
    }
  }
}
