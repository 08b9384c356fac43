package org.bricscodes.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.capture.CaptureTables;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.moving.MovingException;
import org.bricscodes.scans.ScanHistory;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.Candidate;
import org.bricscodes.store.cassandra.CassandraStore;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;

/**
 * Every log of a node, what nodes note of scans, and anchoring, held while something is done that
 * nobody may do his work beside: with the service itself, that is everyone who writes. No node can
 * open one of them meanwhile.
 */
final class AllLogs implements AutoCloseable {

  private final Deque<Store> held = new ArrayDeque<>();

  private AllLogs() {}

  /**
   * Takes them; nothing where there can be none. Blocks, some thirteen seconds for one whose node
   * was killed.
   *
   * @param store the service's own part, held
   * @throws MovingException naming every part that a node has
   */
  static AllLogs hold(
      StoreSettings engine, DataDirectory data, Store store, Clock clock, SecureRandom random) {
    return hold(engine, data, store, true, clock, random);
  }

  /** The same, but for anchoring, which neither records an event nor looks for one. */
  static AllLogs holdButAnchoring(
      StoreSettings engine, DataDirectory data, Store store, Clock clock, SecureRandom random) {
    return hold(engine, data, store, false, clock, random);
  }

  @SuppressWarnings("IllegalCatch") // whatever went wrong, what is held is given back
  private static AllLogs hold(
      StoreSettings engine,
      DataDirectory data,
      Store store,
      boolean anchoring,
      Clock clock,
      SecureRandom random) {
    AllLogs all = new AllLogs();
    if (!(engine instanceof StoreSettings.Cluster cluster)
        || !(store instanceof CassandraStore keyspace)) {
      return all;
    }
    Set<String> names = new TreeSet<>();
    List<Part> scans = new ArrayList<>();
    new NodeLogs(store, random).list().forEach(log -> names.add(log.name()));
    for (Holder holder : keyspace.holders()) {
      holder.part().log().ifPresent(names::add);
      if (holder.part().isScans()) {
        scans.add(holder.part());
      }
    }
    try {
      all.hold(cluster, names, scans, anchoring, data, clock, random);
      return all;
    } catch (RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private void hold(
      StoreSettings.Cluster cluster,
      Set<String> names,
      List<Part> scans,
      boolean anchoring,
      DataDirectory data,
      Clock clock,
      SecureRandom random) {
    List<String> busy = new ArrayList<>();
    if (anchoring) {
      take(
          busy,
          () ->
              cluster.openAnchoring(
                  data.store(), Set.copyOf(Anchors.TABLES), Candidate.ALONE, clock, random));
    }
    for (String name : names) {
      take(
          busy,
          () ->
              cluster.openLog(
                  name, data.store(), CaptureTables.all(), Candidate.ALONE, clock, random));
    }
    for (Part part : scans) {
      take(
          busy,
          () ->
              cluster.openScans(
                  part, data.store(), ScanHistory.tables(), Candidate.ALONE, clock, random));
    }
    if (!busy.isEmpty()) {
      throw new MovingException(
          MovingException.Reason.CONFLICT,
          "nodes still write: end all nodes of the service first: " + String.join("; ", busy));
    }
  }

  private void take(List<String> busy, Supplier<CassandraStore> part) {
    try {
      held.push(part.get());
    } catch (StoreException.Unavailable e) {
      busy.add(e.getMessage());
    }
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      held.pop().close();
    }
  }
}
