package org.bricscodes.ledger;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where on a ledger something stands. The text form sorts as the ledger orders: {@code
 * 000000018231/000004/000000@blockhash}.
 *
 * @param block height, 0 to 10¹² − 1; for a ledger without blocks the entry's index
 * @param tx index inside the block, 0 to 999,999
 * @param log index inside the transaction, 0 to 999,999
 * @param blockHash the hash that tells this block from another at its height, lower-case hex of 1
 *     to 128 digits
 */
public record Position(long block, int tx, int log, String blockHash)
    implements Comparable<Position> {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{1,128}");
  private static final Pattern TEXT =
      Pattern.compile("([0-9]{12})/([0-9]{6})/([0-9]{6})@([0-9a-f]{1,128})");

  public Position {
    if (block < 0 || block > 999_999_999_999L || !sixDigits(tx) || !sixDigits(log)) {
      throw new IllegalArgumentException("block takes 12 decimal digits, tx and log 6 each");
    }
    if (!HASH.matcher(blockHash).matches()) {
      throw new IllegalArgumentException("blockHash is 1 to 128 lower-case hex digits");
    }
  }

  /**
   * The inverse of {@link #toString()}.
   *
   * @throws IllegalArgumentException if {@code text} is anything else
   */
  public static Position parse(String text) {
    Matcher m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("a position is " + TEXT);
    }
    return new Position(
        Long.parseLong(m.group(1)),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        m.group(4));
  }

  private static boolean sixDigits(int n) {
    return n >= 0 && n <= 999_999;
  }

  @Override
  public int compareTo(Position other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%012d/%06d/%06d@%s", block, tx, log, blockHash);
  }
}
