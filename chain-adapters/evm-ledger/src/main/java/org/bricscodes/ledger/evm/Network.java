package org.bricscodes.ledger.evm;

import java.util.Map;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.web3j.crypto.Hash;

/**
 * Which chain, and which contracts on it. Held against every node before anything else is asked of
 * it, and again after every failure.
 *
 * @param chainId EIP-155
 * @param genesis hash of block 0; empty only where a verifier has none
 * @param contracts by address in lower case, the keccak256 of the code that must stand there
 */
record Network(long chainId, String genesis, Map<String, String> contracts) {

  Network {
    contracts = Map.copyOf(contracts);
  }

  /**
   * @throws LedgerException.Refused with {@link Fault#WRONG_NETWORK} if a node serves another
   * @throws RpcException if it does not answer, or has no contract there yet: of the right chain,
   *     it may be behind
   */
  void require(Node node) throws LedgerException, RpcException, InterruptedException {
    String name = node.endpoint().name();
    long found = node.chainId();
    if (found != chainId) {
      throw Fault.WRONG_NETWORK.because(
          name + " serves chain " + found + ", configured is 'chain-id' " + chainId);
    }
    if (!genesis.isEmpty()) {
      String first = node.header(Node.at(0)).map(Header::hash).orElse("none");
      if (!first.equals(genesis)) {
        throw Fault.WRONG_NETWORK.because(
            name
                + " serves the chain that begins with "
                + first
                + ", configured is 'genesis' "
                + genesis);
      }
    }
    for (Map.Entry<String, String> contract : contracts.entrySet()) {
      requireCode(node, contract.getKey(), contract.getValue());
    }
  }

  private void requireCode(Node node, String address, String expected)
      throws LedgerException, RpcException, InterruptedException {
    byte[] code = node.code(address);
    String name = node.endpoint().name();
    if (code.length == 0) {
      throw RpcException.unsent(
          name,
          "no contract at "
              + address
              + " on chain "
              + chainId
              + " yet: wait until the node has caught up, or compare the address");
    }
    String found = Hex.of(Hash.sha3(code));
    if (!found.equals(expected)) {
      throw Fault.WRONG_NETWORK.because(
          name
              + " has another contract at "
              + address
              + ": its code hashes to "
              + found
              + ", this adapter speaks to "
              + expected);
    }
  }
}
