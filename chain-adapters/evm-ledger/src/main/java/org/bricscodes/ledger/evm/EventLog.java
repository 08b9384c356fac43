package org.bricscodes.ledger.evm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * What a contract said.
 *
 * @param address of the contract, lower case
 * @param topics up to four words, lower case
 * @param data as {@code 0x…}, lower case
 * @param transaction that made it say so; empty inside a receipt
 */
record EventLog(String address, List<String> topics, String data, String transaction) {

  private static final int MAX_TOPICS = 4;

  EventLog {
    topics = List.copyOf(topics);
    if (!Hex.isAddress(address)
        || topics.size() > MAX_TOPICS
        || !topics.stream().allMatch(Hex::isWord)) {
      throw new IllegalArgumentException("a log has an address and up to four topics of 32 bytes");
    }
  }

  static EventLog of(Log log) {
    return new EventLog(
        lower(log.getAddress()),
        (log.getTopics() == null ? List.<String>of() : log.getTopics())
            .stream().map(EventLog::lower).toList(),
        Hex.of(Hex.bytes(log.getData())),
        lower(log.getTransactionHash()));
  }

  /** From its place in a receipt. */
  static EventLog of(RlpType item) {
    List<RlpType> parts = Rlp.list(item);
    if (parts.size() != 3) {
      throw new IllegalArgumentException("a log is address, topics and data");
    }
    return new EventLog(
        Hex.of(Rlp.bytes(parts.get(0))),
        Rlp.list(parts.get(1)).stream().map(topic -> Hex.of(Rlp.bytes(topic))).toList(),
        Hex.of(Rlp.bytes(parts.get(2))),
        "");
  }

  RlpType rlp() {
    List<RlpType> words = new ArrayList<>();
    topics.forEach(topic -> words.add(RlpString.create(Hex.bytes(topic))));
    return new RlpList(
        RlpString.create(Hex.bytes(address)),
        new RlpList(words),
        RlpString.create(Hex.bytes(data)));
  }

  /** Whether it says the same, wherever it stands. */
  boolean says(EventLog other) {
    return address.equals(other.address) && topics.equals(other.topics) && data.equals(other.data);
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.toLowerCase(Locale.ROOT);
  }
}
