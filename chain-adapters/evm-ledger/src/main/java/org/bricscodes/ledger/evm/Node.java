package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlockNumber;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthFeeHistory.FeeHistory;
import org.web3j.protocol.core.methods.response.EthGasPrice;
import org.web3j.protocol.core.methods.response.EthGetBalance;
import org.web3j.protocol.core.methods.response.EthGetBlockReceipts;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthGetTransactionCount;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.EthMaxPriorityFeePerGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.EthTransaction;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.Transaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/**
 * The calls we make of one node under one deadline. Whatever a node sends is checked for form here:
 * what cannot be what was asked for counts as no answer.
 */
final class Node {

  /** Blocks by their tag. */
  static final String LATEST = "latest";

  static final String PENDING = "pending";

  private static final int MAX_QUANTITY_DIGITS = 66;

  private final RpcEndpoint endpoint;
  private final Deadline deadline;

  Node(RpcEndpoint endpoint, Deadline deadline) {
    this.endpoint = endpoint;
    this.deadline = deadline;
  }

  RpcEndpoint endpoint() {
    return endpoint;
  }

  /** A block's tag by its number. */
  static String at(long number) {
    return "0x" + Long.toHexString(number);
  }

  long chainId() throws RpcException, InterruptedException {
    return small(asked("eth_chainId", List.of(), EthChainId.class));
  }

  long height() throws RpcException, InterruptedException {
    return small(asked("eth_blockNumber", List.of(), EthBlockNumber.class));
  }

  /** The block of a tag or number, empty where there is none. */
  Optional<Header> header(String tag) throws RpcException, InterruptedException {
    Optional<Block> block =
        call("eth_getBlockByNumber", List.of(tag, false), Block.Answer.class, block());
    if (block.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Header.of(block.get()));
    } catch (IllegalArgumentException e) {
      throw nonsense("eth_getBlockByNumber", e);
    }
  }

  byte[] code(String address) throws RpcException, InterruptedException {
    return bytes(asked("eth_getCode", List.of(address, LATEST), EthGetCode.class));
  }

  long nonce(String address, String tag) throws RpcException, InterruptedException {
    return small(
        asked("eth_getTransactionCount", List.of(address, tag), EthGetTransactionCount.class));
  }

  BigInteger balance(String address) throws RpcException, InterruptedException {
    return quantity(asked("eth_getBalance", List.of(address, LATEST), EthGetBalance.class));
  }

  /** What a contract returns when it is only asked. A revert is a refusal. */
  byte[] ask(String from, String to, byte[] input, String tag)
      throws RpcException, InterruptedException {
    return bytes(asked("eth_call", List.of(message(from, to, input), tag), EthCall.class));
  }

  /** What executing a call would take as things are. A revert is a refusal. */
  long gas(String from, String to, byte[] input) throws RpcException, InterruptedException {
    return small(
        asked("eth_estimateGas", List.of(message(from, to, input), LATEST), EthEstimateGas.class));
  }

  /** What making a contract would take as things are. */
  long gasToMake(String from, byte[] code) throws RpcException, InterruptedException {
    Map<String, String> message = Map.of("from", from, "data", Hex.of(code));
    return small(asked("eth_estimateGas", List.of(message), EthEstimateGas.class));
  }

  BigInteger gasPrice() throws RpcException, InterruptedException {
    return quantity(asked("eth_gasPrice", List.of(), EthGasPrice.class));
  }

  BigInteger suggestedTip() throws RpcException, InterruptedException {
    return quantity(asked("eth_maxPriorityFeePerGas", List.of(), EthMaxPriorityFeePerGas.class));
  }

  /** What the tips of the last blocks were at a percentile, oldest first. */
  List<BigInteger> tips(int blocks, int percentile) throws RpcException, InterruptedException {
    FeeHistory history =
        asked("eth_feeHistory", List.of(at(blocks), LATEST, List.of(percentile)), Fees.class);
    List<BigInteger> tips = new ArrayList<>();
    try {
      if (history.getReward() != null) {
        for (List<BigInteger> reward : history.getReward()) {
          tips.add(reward.getFirst());
        }
      }
    } catch (RuntimeException e) {
      throw nonsense("eth_feeHistory", e);
    }
    return tips;
  }

  /** Hands a signed transaction over; the node's name for it. */
  String send(byte[] raw) throws RpcException, InterruptedException {
    return asked("eth_sendRawTransaction", List.of(Hex.of(raw)), EthSendTransaction.class);
  }

  Optional<Transaction> transaction(String hash) throws RpcException, InterruptedException {
    return call(
        "eth_getTransactionByHash",
        List.of(hash),
        EthTransaction.class,
        RpcEndpoint.MAX_ANSWER_BYTES);
  }

  Optional<Receipt> receipt(String hash) throws RpcException, InterruptedException {
    Optional<TransactionReceipt> receipt =
        call(
            "eth_getTransactionReceipt",
            List.of(hash),
            EthGetTransactionReceipt.class,
            RpcEndpoint.MAX_ANSWER_BYTES);
    // Some nodes answer for a waiting transaction with a receipt without a block.
    if (receipt.isEmpty() || receipt.get().getBlockHash() == null) {
      return Optional.empty();
    }
    try {
      Receipt parsed = Receipt.of(receipt.get());
      if (!parsed.transaction().equals(hash)) {
        throw new IllegalArgumentException("the receipt of another transaction");
      }
      return Optional.of(parsed);
    } catch (IllegalArgumentException e) {
      throw nonsense("eth_getTransactionReceipt", e);
    }
  }

  /** The receipts of a whole block, in its order. */
  List<Receipt> receipts(Header block) throws RpcException, InterruptedException {
    List<TransactionReceipt> answer =
        call(
                "eth_getBlockReceipts",
                List.of(at(block.number())),
                EthGetBlockReceipts.class,
                RpcEndpoint.MAX_BLOCK_BYTES)
            .orElseThrow(() -> RpcException.lost(endpoint.name(), "it has no receipts of a block"));
    List<Receipt> receipts = new ArrayList<>();
    try {
      for (TransactionReceipt receipt : answer) {
        receipts.add(Receipt.of(receipt));
      }
    } catch (RuntimeException e) {
      throw nonsense("eth_getBlockReceipts", e);
    }
    return receipts;
  }

  /** The logs of one block by one contract under these topics. */
  List<EventLog> logs(long block, String contract, List<String> topics)
      throws RpcException, InterruptedException {
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("fromBlock", at(block));
    filter.put("toBlock", at(block));
    filter.put("address", contract);
    filter.put("topics", topics);
    List<EventLog> logs = new ArrayList<>();
    for (EthLog.LogResult<?> result : asked("eth_getLogs", List.of(filter), EthLog.class)) {
      if (!(result.get() instanceof Log log)) {
        throw RpcException.lost(endpoint.name(), "eth_getLogs was answered without logs");
      }
      try {
        logs.add(EventLog.of(log));
      } catch (RuntimeException e) {
        throw nonsense("eth_getLogs", e);
      }
    }
    return logs;
  }

  private static int block() {
    return RpcEndpoint.MAX_BLOCK_BYTES;
  }

  private static Map<String, String> message(String from, String to, byte[] input) {
    return Map.of("from", from, "to", to, "data", Hex.of(input));
  }

  private <T> Optional<T> call(
      String method, List<?> parameters, Class<? extends Response<T>> type, int maxBytes)
      throws RpcException, InterruptedException {
    return endpoint.call(method, parameters, type, maxBytes, deadline);
  }

  private <T> T asked(String method, List<?> parameters, Class<? extends Response<T>> type)
      throws RpcException, InterruptedException {
    Optional<T> result = call(method, parameters, type, RpcEndpoint.MAX_ANSWER_BYTES);
    return result.orElseThrow(
        () -> RpcException.lost(endpoint.name(), method + " was answered with nothing"));
  }

  private BigInteger quantity(String text) throws RpcException {
    if (text.length() > MAX_QUANTITY_DIGITS || !text.matches("0x[0-9a-fA-F]+")) {
      throw RpcException.lost(endpoint.name(), "a quantity is not hexadecimal");
    }
    return new BigInteger(text.substring(2), 16);
  }

  private long small(String text) throws RpcException {
    BigInteger value = quantity(text);
    if (value.bitLength() > 63) {
      throw RpcException.lost(endpoint.name(), "a quantity is out of bounds");
    }
    return value.longValue();
  }

  private byte[] bytes(String text) throws RpcException {
    try {
      return Hex.bytes(text);
    } catch (IllegalArgumentException e) {
      throw nonsense("a call", e);
    }
  }

  private RpcException nonsense(String method, RuntimeException why) {
    return RpcException.lost(
        endpoint.name(), method + " was answered with nonsense: " + why.getMessage());
  }

  /** The answer of {@code eth_feeHistory}. */
  private static final class Fees extends Response<FeeHistory> {}
}
