package org.bricscodes.ledger.evm;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.Hash;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;
import org.web3j.utils.Numeric;

/**
 * A block's header: what a node says of it, and the bytes whose hash is the block's name.
 * Immutable.
 *
 * @param number its height
 * @param hash as the node says, {@code 0x} and 64 digits
 * @param time the block's own
 * @param receiptsRoot of the trie of its receipts
 * @param baseFee per gas, in wei; null before EIP-1559
 * @param transactions hashes of the block's, in its order, as the node says; empty where it did not
 *     say, and from the header's bytes alone
 * @param rlp the header as it is hashed, if it is of a form known here; its hash is not compared
 *     yet, see {@link #isProven}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out to be changed
record Header(
    long number,
    String hash,
    Instant time,
    String receiptsRoot,
    @Nullable BigInteger baseFee,
    List<String> transactions,
    byte[] rlp) {

  private static final int NUMBER = 8;
  private static final int RECEIPTS_ROOT = 5;
  private static final int TIME = 11;
  private static final int MIN_FIELDS = 15;
  private static final int MAX_FIELDS = 32;
  private static final long MAX_TIME = 253_402_300_799L;

  /**
   * From what a node sent.
   *
   * @throws IllegalArgumentException if it cannot be a header
   */
  static Header of(Block block) {
    return new Header(
        number(block.getNumberRaw()),
        word(block.getHash()),
        time(number(block.getTimestampRaw())),
        word(block.getReceiptsRoot()),
        block.getBaseFeePerGasRaw() == null ? null : scalar(block.getBaseFeePerGasRaw()),
        transactions(block),
        RlpEncoder.encode(new RlpList(fields(block))));
  }

  /**
   * From its own bytes; the hash is theirs.
   *
   * @throws IllegalArgumentException if they are no header in canonical form
   */
  static Header parse(byte[] rlp) {
    List<RlpType> fields = Rlp.list(Rlp.decode(rlp));
    if (fields.size() < MIN_FIELDS || fields.size() > MAX_FIELDS) {
      throw new IllegalArgumentException("a header has 15 to 32 fields");
    }
    byte[] root = Rlp.bytes(fields.get(RECEIPTS_ROOT));
    if (root.length != 32) {
      throw new IllegalArgumentException("a root is 32 bytes");
    }
    return new Header(
        Rlp.number(fields.get(NUMBER)),
        Hex.of(Hash.sha3(rlp)),
        time(Rlp.number(fields.get(TIME))),
        Hex.of(root),
        null,
        List.of(),
        rlp);
  }

  private static List<String> transactions(Block block) {
    List<String> hashes = new ArrayList<>();
    if (block.getTransactions() != null) {
      for (EthBlock.TransactionResult<?> transaction : block.getTransactions()) {
        hashes.add(word(String.valueOf(transaction.get())).toLowerCase(Locale.ROOT));
      }
    }
    return List.copyOf(hashes);
  }

  /** Whether the hash is that of the bytes, so that everything said here is what was hashed. */
  boolean isProven() {
    return Hex.of(Hash.sha3(rlp)).equals(hash);
  }

  private static List<RlpType> fields(Block block) {
    List<RlpType> fields = new ArrayList<>();
    fields.add(raw(block.getParentHash(), 32));
    fields.add(raw(block.getSha3Uncles(), 32));
    fields.add(raw(block.getMiner(), 20));
    fields.add(raw(block.getStateRoot(), 32));
    fields.add(raw(block.getTransactionsRoot(), 32));
    fields.add(raw(block.getReceiptsRoot(), 32));
    fields.add(raw(block.getLogsBloom(), 256));
    fields.add(RlpString.create(scalar(block.getDifficultyRaw())));
    fields.add(RlpString.create(scalar(block.getNumberRaw())));
    fields.add(RlpString.create(scalar(block.getGasLimitRaw())));
    fields.add(RlpString.create(scalar(block.getGasUsedRaw())));
    fields.add(RlpString.create(scalar(block.getTimestampRaw())));
    fields.add(RlpString.create(Hex.bytes(block.getExtraData())));
    fields.add(raw(block.getMixHash(), 32));
    fields.add(raw(block.getNonceRaw(), 8));
    addSince(fields, block);
    return fields;
  }

  /** What hard forks have appended, in their order; a header ends where its fork ends. */
  private static void addSince(List<RlpType> fields, Block block) {
    if (block.getBaseFeePerGasRaw() != null) {
      fields.add(RlpString.create(scalar(block.getBaseFeePerGasRaw())));
    }
    if (block.getWithdrawalsRoot() != null) {
      fields.add(raw(block.getWithdrawalsRoot(), 32));
    }
    if (block.getParentBeaconBlockRoot() != null) {
      // These three came together; web3j says zero of the first two where a block has none of them.
      fields.add(RlpString.create(scalar(block.getBlobGasUsedRaw())));
      fields.add(RlpString.create(scalar(block.getExcessBlobGasRaw())));
      fields.add(raw(block.getParentBeaconBlockRoot(), 32));
    }
    if (block.requestsHash() != null) {
      fields.add(raw(block.requestsHash(), 32));
    }
  }

  private static RlpString raw(@Nullable String text, int length) {
    // A chain without a field the format once had sends none, and is then not proven: say no more.
    return RlpString.create(text == null ? new byte[0] : Hex.bytes(text, length));
  }

  private static String word(@Nullable String text) {
    Hex.bytes(text, 32);
    return String.valueOf(text);
  }

  private static BigInteger scalar(@Nullable String text) {
    if (text == null) {
      return BigInteger.ZERO;
    }
    try {
      return Numeric.decodeQuantity(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a quantity is not hexadecimal", e);
    }
  }

  private static long number(@Nullable String text) {
    BigInteger value = scalar(text);
    if (text == null || value.signum() < 0 || value.bitLength() > 63) {
      throw new IllegalArgumentException("a number is missing or out of bounds");
    }
    return value.longValue();
  }

  private static Instant time(long seconds) {
    if (seconds > MAX_TIME) {
      throw new IllegalArgumentException("a block's time is before the year 10000");
    }
    return Instant.ofEpochSecond(seconds);
  }
}
