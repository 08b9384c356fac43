package org.bricscodes.ledger.evm;

import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;

/** A block's header as nodes send it, with the field of EIP-7685 that web3j does not know yet. */
final class Block extends EthBlock.Block {

  /** The answer of {@code eth_getBlockBy…}. */
  static final class Answer extends Response<Block> {}

  private @Nullable String requestsHash;

  @Nullable String requestsHash() {
    return requestsHash;
  }

  /** Called by the JSON binding. */
  public void setRequestsHash(@Nullable String hash) {
    this.requestsHash = hash;
  }
}
