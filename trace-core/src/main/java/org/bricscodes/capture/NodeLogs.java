package org.bricscodes.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.bricscodes.store.CasResult;
import org.bricscodes.store.Key;
import org.bricscodes.store.Limits;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.Page;
import org.bricscodes.store.Scan;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;

/**
 * The logs of further nodes that record beside the service itself: each has a name, which is also
 * that of its transparency log, and a number, by which rows tell one writer from another. Both are
 * for good; a log nobody goes on with stays readable.
 *
 * <p>Safe for use from any thread; methods read and write the store and block.
 */
public final class NodeLogs {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final byte[] PARTITION = "logs".getBytes(StandardCharsets.US_ASCII);
  private static final Key HIGHEST = new Key(CaptureTables.NODE_LOG, PARTITION, new byte[] {0});
  private static final byte NAMED = 1;

  private final Store store;
  private final RandomGenerator random;

  /** A log and its number, 1 or more. */
  public record Named(String name, int number) {}

  /**
   * @param store opened with {@link CaptureTables#all()}
   * @param random safe for use from any thread
   */
  public NodeLogs(Store store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  /** Whether a log may have this name: lower-case letters, digits and hyphens, at most 32. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /**
   * The number of the log with this name; a new one gets the next. Durable when it returns.
   *
   * @throws IllegalArgumentException if it {@linkplain #isName cannot be} a name
   * @throws StoreException.Unavailable if the service itself never recorded here, or its rows are
   *     being brought here
   * @throws IllegalStateException if there are as many logs as there may be
   */
  public int number(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "the name of a log must match " + NAME + ", found " + name);
    }
    Heads.requireBegun(store);
    while (true) {
      // The highest first: whoever registers the name after we looked for it changes that too.
      byte[] highest = store.get(HIGHEST);
      byte[] known = store.get(key(name));
      if (known != null) {
        return decode(known);
      }
      int number = highest == null ? 1 : decode(highest) + 1;
      if (number > Sequences.MAX_WRITER) {
        throw new IllegalStateException(
            "a service has at most " + Sequences.MAX_WRITER + " logs of nodes");
      }
      byte[] row = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
      CasResult result =
          StoreAnswer.await(
              store.compareAndSet(
                  HIGHEST,
                  highest,
                  List.of(new Write.Put(HIGHEST, row), new Write.Put(key(name), row)),
                  OperationId.random(random)));
      if (result instanceof CasResult.Applied) {
        return number;
      }
    }
  }

  /** All there are, by name. */
  public List<Named> list() {
    return list(store);
  }

  static List<Named> list(Store store) {
    List<Named> logs = new ArrayList<>();
    Scan scan = Scan.of(CaptureTables.NODE_LOG, PARTITION, Limits.MAX_PAGE);
    for (Page page = store.scan(scan); ; page = store.scan(scan.after(page.next()))) {
      for (Page.Row row : page.rows()) {
        byte[] sort = row.sort();
        if (sort[0] == NAMED) {
          String name = new String(sort, 1, sort.length - 1, StandardCharsets.US_ASCII);
          logs.add(new Named(name, decode(row.value())));
        }
      }
      if (page.next() == null) {
        return logs;
      }
    }
  }

  private static int decode(byte @Nullable [] row) {
    if (row == null || row.length != Integer.BYTES) {
      throw new StoreException.Corrupt("the number of a node's log does not read");
    }
    return ByteBuffer.wrap(row).getInt();
  }

  private static Key key(String name) {
    byte[] sort = (" " + name).getBytes(StandardCharsets.US_ASCII);
    sort[0] = NAMED;
    return new Key(CaptureTables.NODE_LOG, PARTITION, sort);
  }
}
