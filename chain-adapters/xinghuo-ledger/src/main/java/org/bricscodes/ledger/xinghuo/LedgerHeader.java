package org.bricscodes.ledger.xinghuo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.bricscodes.ledger.Position;
import org.bricscodes.tlog.Digest;

/**
 * The header of one block, which the family calls a ledger, as a node tells it. How the hash
 * follows from the rest is not published, so it is compared and never computed.
 *
 * @param hashes previous block, accounts, consensus value, validators and fees, in this order; each
 *     lower-case hex or empty
 * @param closeTime microseconds since 1970
 * @param chainId 0 where the node does not say
 */
record LedgerHeader(
    long seq,
    Digest hash,
    List<String> hashes,
    long closeTime,
    long version,
    long txCount,
    long chainId) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{0,128}");
  private static final List<String> NAMES =
      List.of(
          "previous_hash",
          "account_tree_hash",
          "consensus_value_hash",
          "validators_hash",
          "fees_hash");

  /** The last microsecond that an instant of the common calendar can tell: year 9999. */
  private static final long MAX_TIME = 253_402_300_799_999_999L;

  LedgerHeader {
    hashes = List.copyOf(hashes);
    if (hashes.size() != NAMES.size()
        || !hashes.stream().allMatch(text -> HASH.matcher(text).matches())) {
      throw new IllegalArgumentException("a header has five further hashes, in lower-case hex");
    }
    if (seq < 1 || seq > 999_999_999_999L) {
      throw new IllegalArgumentException("a height is from 1 to 10^12 - 1");
    }
    if (closeTime < 0 || closeTime > MAX_TIME) {
      throw new IllegalArgumentException("a close time is in microseconds, before the year 10000");
    }
  }

  static LedgerHeader of(JsonNode header) {
    return new LedgerHeader(
        NodeJson.number(header, "seq"),
        Digest.parseHex(NodeJson.text(header, "hash")),
        NAMES.stream().map(name -> NodeJson.text(header, name)).toList(),
        NodeJson.number(header, "close_time"),
        NodeJson.number(header, "version"),
        NodeJson.number(header, "tx_count"),
        NodeJson.number(header, "chain_id"));
  }

  Instant time() {
    return Instant.EPOCH.plus(closeTime, ChronoUnit.MICROS);
  }

  /**
   * Where a transaction of this block stands. The interface tells the block and not the place in
   * it, so that is always 0.
   */
  Position position() {
    return new Position(seq, 0, 0, hash.toString());
  }
}
