package org.bricscodes.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.bricscodes.store.Key;
import org.bricscodes.store.OperationId;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.Term;
import org.bricscodes.store.TermIndex;
import org.bricscodes.store.Write;

/**
 * A process to be killed: writes records as fast as it can and prints the number of each one
 * acknowledged. Arguments: directory, first number.
 */
final class CrashWriter {

  static final Table BODIES = new Table("bodies", Table.Shape.BODIES);
  static final Table TERMS = new Table("terms", Table.Shape.POSTINGS);
  static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  static final Table STATES = new Table("states", Table.Shape.STATES);
  static final Set<Table> TABLES = Set.of(BODIES, TERMS, ROWS, STATES);

  static final Term TERM = Term.hot("bizStep=shipping");
  static final Key COUNTER = Key.of(STATES, "counter".getBytes(UTF_8));
  static final int ROWS_PER_PARTITION = 3;

  /** Ends what is printed: a line without it was cut off and says nothing. */
  static final String END = ".";

  private static final int IN_FLIGHT = 256;

  private CrashWriter() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    // Ends with the process; nothing is ever closed here, as in a crash.
    Store store = RocksStore.open(Path.of(arguments[0]), TABLES);
    TermIndex index = new TermIndex(store, TERMS);
    PrintStream acknowledgements = System.out;
    Semaphore inFlight = new Semaphore(IN_FLIGHT);
    for (long number = Long.parseLong(arguments[1]); ; number++) {
      long acknowledged = number;
      inFlight.acquire();
      var _ =
          store
              .write(record(index, number))
              .whenComplete(
                  (nothing, failure) -> {
                    if (failure == null) {
                      acknowledgements.println(acknowledged + END);
                    }
                    inFlight.release();
                  });
      if (number % 16 == 0) {
        count(store, number, acknowledgements);
      }
    }
  }

  /** A record's rows: postings, body, and a partition of rows that belong together. */
  static List<Write> record(TermIndex index, long number) {
    List<Write> writes = index.writes(id(number), number, List.of(TERM));
    writes.add(new Write.Put(body(number), ("body " + number + " ").repeat(100).getBytes(UTF_8)));
    for (int row = 0; row < ROWS_PER_PARTITION; row++) {
      // Partitions are shared by records far apart, so a torn one would show two numbers.
      Key key = new Key(ROWS, OrderedBytes.ofLong(number % 1_000), new byte[] {(byte) row});
      writes.add(new Write.Put(key, OrderedBytes.ofLong(number)));
    }
    return writes;
  }

  static Key body(long number) {
    return Key.of(BODIES, id(number));
  }

  static byte[] id(long number) {
    return OrderedBytes.concat(OrderedBytes.ofLong(~number), OrderedBytes.ofLong(number));
  }

  private static void count(Store store, long number, PrintStream acknowledgements) {
    byte[] now = store.get(COUNTER);
    Write next = new Write.Put(COUNTER, OrderedBytes.ofLong(number));
    store
        .compareAndSet(COUNTER, now, List.of(next), new OperationId(1, number))
        .toCompletableFuture()
        .join();
    acknowledgements.println("counter " + number + END);
  }
}
