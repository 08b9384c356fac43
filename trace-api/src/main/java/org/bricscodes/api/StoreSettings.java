package org.bricscodes.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraSettings;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.cassandra.Part;
import org.bricscodes.store.rocksdb.RocksStore;

/**
 * Which engine keeps the rows. Log, keys and ledgers lie in the data directory whichever it is, so
 * a data directory and a keyspace belong together for good: a file in {@code store/} says so, and
 * opening one without the other, or with another, is refused.
 */
public sealed interface StoreSettings {

  /** Says which keyspace a data directory belongs to. */
  String KEYSPACE_FILE = "KEYSPACE";

  /** RocksDB in the data directory. */
  record Embedded() implements StoreSettings {}

  /**
   * A keyspace of an Apache Cassandra cluster.
   *
   * @param candidate how this process shows itself to others over the same keyspace
   */
  record Cluster(CassandraSettings cluster, Candidate candidate) implements StoreSettings {

    /** For a process that knows of no others. */
    public Cluster(CassandraSettings cluster) {
      this(cluster, Candidate.ALONE);
    }

    /**
     * Opens what the log of a node needs of it.
     *
     * @param folder {@code store/} of the data directory; it exists
     * @param waiting how this process shows itself to others that would have the log
     * @throws IllegalStateException if the data directory belongs to another store
     * @throws org.bricscodes.store.StoreException if it cannot be opened, or another has the log
     */
    CassandraStore openLog(
        String name,
        Path folder,
        Set<Table> tables,
        Candidate waiting,
        Clock clock,
        SecureRandom random) {
      return opened(cluster, Part.log(name), folder, tables, waiting, clock, random);
    }

    /**
     * Opens what anchoring alone needs of it.
     *
     * @param folder {@code store/} of the data directory; it exists
     * @param waiting how this process shows itself to others that would do the same
     * @throws IllegalStateException if the data directory belongs to another store
     * @throws org.bricscodes.store.StoreException if it cannot be opened, or another has it
     */
    CassandraStore openAnchoring(
        Path folder, Set<Table> tables, Candidate waiting, Clock clock, SecureRandom random) {
      return opened(cluster, Part.ANCHORING, folder, tables, waiting, clock, random);
    }

    /**
     * Opens what answering scans alone needs of it.
     *
     * @param part of a node that answers scans
     * @param folder {@code store/} of the data directory; it exists
     * @param waiting how this process shows itself to one with the same address
     * @throws IllegalStateException if the data directory belongs to another store
     * @throws org.bricscodes.store.StoreException if it cannot be opened
     */
    CassandraStore openScans(
        Part part,
        Path folder,
        Set<Table> tables,
        Candidate waiting,
        Clock clock,
        SecureRandom random) {
      return opened(cluster, part, folder, tables, waiting, clock, random);
    }

    /** Without the login. */
    @Override
    public String toString() {
      return "Cluster[" + cluster.keyspace() + "]";
    }
  }

  /**
   * The same, owned only by those with the same mark.
   *
   * @param mark as {@link Candidate#mark}
   */
  default StoreSettings marked(UnaryOperator<String> mark) {
    return switch (this) {
      case Embedded embedded -> embedded;
      case Cluster cluster ->
          new Cluster(cluster.cluster(), new MarkedCandidate(cluster.candidate(), mark));
    };
  }

  /** RocksDB in the data directory. */
  static StoreSettings embedded() {
    return new Embedded();
  }

  /**
   * Opens it.
   *
   * @param folder {@code store/} of the data directory; it exists
   * @throws IllegalStateException if the data directory belongs to another store
   * @throws org.bricscodes.store.StoreException if the store cannot be opened
   */
  default Store open(Path folder, Set<Table> tables, Clock clock, SecureRandom random) {
    return switch (this) {
      case Embedded _ -> embedded(folder, tables, clock, random);
      case Cluster cluster -> cluster(cluster, folder, tables, clock, random);
    };
  }

  private static Store embedded(Path folder, Set<Table> tables, Clock clock, SecureRandom random) {
    Path file = folder.resolve(KEYSPACE_FILE);
    if (Files.exists(file)) {
      throw new IllegalStateException(
          "the rows of "
              + folder.getParent()
              + " lie in a Cassandra cluster, as "
              + file
              + " says: give --store cassandra and --contact-points");
    }
    return RocksStore.open(
        folder, tables, KeptChanges.settings(folder.resolveSibling("."), clock, random));
  }

  private static Store cluster(
      Cluster cluster, Path folder, Set<Table> tables, Clock clock, SecureRandom random) {
    return opened(
        cluster.cluster(), Part.SERVICE, folder, tables, cluster.candidate(), clock, random);
  }

  @SuppressWarnings("IllegalCatch") // whatever went wrong, the keyspace is given back
  private static CassandraStore opened(
      CassandraSettings cluster,
      Part part,
      Path folder,
      Set<Table> tables,
      Candidate candidate,
      Clock clock,
      SecureRandom random) {
    if (Files.exists(folder.resolve("CURRENT"))) {
      throw new IllegalStateException(
          folder.getParent()
              + " holds an embedded store: choose another data directory for --store cassandra");
    }
    CassandraStore store = CassandraStore.open(cluster, tables, part, candidate, clock, random);
    try {
      belong(folder.resolve(KEYSPACE_FILE), cluster.keyspace(), store.identity());
      return store;
    } catch (RuntimeException | Error e) {
      store.close();
      throw e;
    }
  }

  private static void belong(Path file, String keyspace, String identity) {
    String here = keyspace + " " + identity + "\n";
    try {
      if (!Files.exists(file)) {
        WholeFile.create(file, here.getBytes(StandardCharsets.UTF_8));
      } else if (!Files.readString(file).endsWith(" " + identity + "\n")) {
        throw new IllegalStateException(
            file
                + " says that the rows lie in keyspace "
                + Files.readString(file).strip()
                + ", and this is "
                + here.strip()
                + ": give the right --keyspace or --data");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read or write " + file, e);
    }
  }
}
