package org.bricscodes.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Rows and scans of a seed: partitions shorter than, as long as, and longer than what an engine may
 * filter by, of which some begin alike and some are empty; pages that hold all there is, and
 * others.
 */
final class RandomScans {

  private static final List<Integer> LENGTHS = List.of(3, 16, 25, 200);
  private static final List<Integer> ROWS_OF_ONE = List.of(0, 1, 5, 17, 33, 60);

  private final Random random;
  private final List<Table> tables;

  RandomScans(long seed, List<Table> tables) {
    System.out.println("random scans: seed " + seed);
    this.random = new Random(seed);
    this.tables = tables;
  }

  /** Every other row a row of a partition has; {@code odd} tells which. */
  List<Write> rows(boolean odd) {
    List<Write> writes = new ArrayList<>();
    for (Table table : tables) {
      for (int length : LENGTHS) {
        for (int number = 0; number < ROWS_OF_ONE.size(); number++) {
          for (int row = odd ? 1 : 0; row < ROWS_OF_ONE.get(number); row += 2) {
            Key key = new Key(table, partition(length, number), sort(row));
            writes.add(new Write.Put(key, sort(row)));
          }
        }
      }
    }
    return writes;
  }

  List<Scan> scans(int count) {
    List<Scan> scans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      scans.add(
          new Scan(
              any(tables),
              partition(any(LENGTHS), random.nextInt(ROWS_OF_ONE.size() + 1)),
              sometimes(),
              sometimes(),
              any(List.of(Scan.Order.values())),
              random.nextInt(4) == 0 ? sometimes() : null,
              any(List.of(1, 2, 17, 32, 33, 48, 100))));
    }
    return scans;
  }

  /** What a page says, to compare by. */
  static String text(Page page) {
    StringBuilder text = new StringBuilder();
    for (Page.Row row : page.rows()) {
      text.append(text(row.sort())).append('=').append(text(row.value())).append(' ');
    }
    byte[] next = page.next();
    return text + (next == null ? "end" : "behind " + text(next));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /** Those of one length differ in the last byte. */
  private static byte[] partition(int length, int number) {
    return "p".repeat(length - 1).concat("" + number).getBytes(StandardCharsets.US_ASCII);
  }

  private byte @Nullable [] sometimes() {
    return random.nextBoolean() ? sort(random.nextInt(62)) : null;
  }

  private static byte[] sort(int row) {
    return "%02d".formatted(row).getBytes(StandardCharsets.US_ASCII);
  }

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }
}
