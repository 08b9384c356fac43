package org.bricscodes.store.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bricscodes.store.Key;
import org.bricscodes.store.OrderedBytes;
import org.bricscodes.store.StoreAnswer;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Table;
import org.bricscodes.store.Write;

/**
 * A process to be paused: counts a row up, one write after the other, prints each number that was
 * acknowledged, and ends when a write fails. Arguments: address and port of a node, keyspace, part.
 */
final class PausedOwner {

  static final Table ROWS = new Table("rows", Table.Shape.ROWS);
  static final Key COUNTER = Key.of(ROWS, "counter".getBytes(UTF_8));

  private PausedOwner() {}

  public static void main(String[] arguments) {
    InetSocketAddress node =
        InetSocketAddress.createUnresolved(arguments[0], Integer.parseInt(arguments[1]));
    try (CassandraStore store =
        CassandraStore.open(
            CassandraSettings.of(List.of(node), arguments[2]).withReplication(1),
            Set.of(ROWS),
            new Part(arguments[3]),
            LeaseCassandraIT.SHORT,
            Candidate.ALONE,
            Clock.systemUTC(),
            new Random())) {
      for (long number = 1; ; number++) {
        StoreAnswer.await(
            store.write(List.of(new Write.Put(COUNTER, OrderedBytes.ofLong(number)))));
        System.out.println(number);
      }
    } catch (StoreException e) {
      System.out.println("ended: " + e.getMessage());
    }
  }
}
