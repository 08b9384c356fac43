package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;
import org.web3j.utils.Numeric;

/**
 * What a node says of an executed transaction.
 *
 * @param transaction its hash
 * @param index in the block
 * @param succeeded whether it had any effect
 * @param fee what it cost the sender, in wei
 * @param trieValue the receipt as it stands in the block's trie (EIP-2718, EIP-658)
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out to be changed
record Receipt(
    String transaction,
    long block,
    String blockHash,
    int index,
    boolean succeeded,
    List<EventLog> logs,
    BigInteger fee,
    byte[] trieValue) {

  private static final int MAX_INDEX = 999_999;
  private static final int LAST_PLAIN_TYPE = 0x7f;

  /**
   * From what a node sent.
   *
   * @throws IllegalArgumentException if it cannot be a receipt
   */
  static Receipt of(TransactionReceipt receipt) {
    List<EventLog> logs = new ArrayList<>();
    if (receipt.getLogs() != null) {
      for (Log log : receipt.getLogs()) {
        logs.add(EventLog.of(log));
      }
    }
    BigInteger block = scalar(receipt.getBlockNumberRaw());
    BigInteger index = scalar(receipt.getTransactionIndexRaw());
    if (block.bitLength() > 63 || index.compareTo(BigInteger.valueOf(MAX_INDEX)) > 0) {
      throw new IllegalArgumentException("a receipt is out of bounds");
    }
    BigInteger status = scalar(receipt.getStatus());
    BigInteger price =
        receipt.getEffectiveGasPrice() == null
            ? BigInteger.ZERO
            : scalar(receipt.getEffectiveGasPrice());
    return new Receipt(
        word(receipt.getTransactionHash()),
        block.longValue(),
        word(receipt.getBlockHash()),
        index.intValue(),
        status.equals(BigInteger.ONE),
        List.copyOf(logs),
        price.multiply(scalar(receipt.getGasUsedRaw())),
        trieValue(receipt, logs, status));
  }

  /**
   * The logs of a receipt as it stands in a trie, if it succeeded.
   *
   * @throws IllegalArgumentException if it is none, or says that it failed
   */
  static List<EventLog> logs(byte[] trieValue) {
    if (trieValue.length == 0) {
      throw new IllegalArgumentException("a receipt is not empty");
    }
    boolean typed = (trieValue[0] & 0xff) <= LAST_PLAIN_TYPE;
    byte[] body = typed ? java.util.Arrays.copyOfRange(trieValue, 1, trieValue.length) : trieValue;
    List<RlpType> parts = Rlp.list(Rlp.decode(body));
    if (parts.size() < 4 || Rlp.number(parts.get(0)) != 1) {
      throw new IllegalArgumentException("the transaction was executed without effect");
    }
    return Rlp.list(parts.get(3)).stream().map(EventLog::of).toList();
  }

  /** Where an equal log stands in it, or -1. */
  int indexOf(EventLog log) {
    for (int i = 0; i < logs.size(); i++) {
      if (logs.get(i).says(log)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] trieValue(
      TransactionReceipt receipt, List<EventLog> logs, BigInteger status) {
    RlpList body =
        new RlpList(
            RlpString.create(status),
            RlpString.create(scalar(receipt.getCumulativeGasUsedRaw())),
            RlpString.create(Hex.bytes(receipt.getLogsBloom())),
            new RlpList(logs.stream().map(EventLog::rlp).toList()));
    byte[] encoded = RlpEncoder.encode(body);
    int type = receipt.getType() == null ? 0 : scalar(receipt.getType()).intValue();
    if (type == 0) {
      return encoded;
    }
    byte[] typed = new byte[encoded.length + 1];
    typed[0] = (byte) type;
    System.arraycopy(encoded, 0, typed, 1, encoded.length);
    return typed;
  }

  private static String word(@Nullable String text) {
    Hex.bytes(text, 32);
    return String.valueOf(text).toLowerCase(Locale.ROOT);
  }

  private static BigInteger scalar(@Nullable String text) {
    try {
      return Numeric.decodeQuantity(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a quantity of a receipt is not hexadecimal", e);
    }
  }
}
