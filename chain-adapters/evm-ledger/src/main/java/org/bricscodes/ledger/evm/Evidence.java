package org.bricscodes.ledger.evm;

import java.util.ArrayList;
import java.util.List;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * The evidence of a receipt, form {@code eip155/1}: the RLP of {@code [transaction]} or {@code
 * [transaction, header, [node, …]]}, where {@code transaction} is the signed transaction as it was
 * sent, {@code header} the block's header as it is hashed, and the nodes lead from its receipts
 * root to the transaction's receipt. Only the canonical form is taken.
 *
 * @param header empty without a proof
 * @param nodes empty without a proof
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out to be changed
record Evidence(byte[] transaction, byte[] header, List<byte[]> nodes) {

  private static final int MAX_NODES = 64;

  boolean proves() {
    return header.length > 0;
  }

  byte[] bytes() {
    List<RlpType> parts = new ArrayList<>();
    parts.add(RlpString.create(transaction));
    if (proves()) {
      parts.add(RlpString.create(header));
      parts.add(new RlpList(nodes.stream().<RlpType>map(RlpString::create).toList()));
    }
    return RlpEncoder.encode(new RlpList(parts));
  }

  /**
   * The inverse of {@link #bytes}.
   *
   * @throws IllegalArgumentException if they are anything else
   */
  static Evidence parse(byte[] bytes) {
    List<RlpType> parts = Rlp.list(Rlp.decode(bytes));
    if (parts.size() == 1) {
      return new Evidence(Rlp.bytes(parts.getFirst()), new byte[0], List.of());
    }
    if (parts.size() != 3) {
      throw new IllegalArgumentException("the evidence has one part or three");
    }
    List<RlpType> nodes = Rlp.list(parts.get(2));
    byte[] header = Rlp.bytes(parts.get(1));
    if (header.length == 0 || nodes.isEmpty() || nodes.size() > MAX_NODES) {
      throw new IllegalArgumentException("a proof is a header and 1 to 64 nodes");
    }
    return new Evidence(
        Rlp.bytes(parts.getFirst()), header, nodes.stream().map(Rlp::bytes).toList());
  }
}
