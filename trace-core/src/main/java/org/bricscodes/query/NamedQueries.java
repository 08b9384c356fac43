package org.bricscodes.query;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.Fault;
import org.bricscodes.shares.FairShares;
import org.bricscodes.store.Store;
import org.bricscodes.store.Table;
import org.jspecify.annotations.Nullable;

/**
 * Queries kept under names (EPCIS 2.0 §8.2.6). Finding and listing read memory and never block; the
 * other methods block on the store. Safe for use from any thread.
 */
public final class NamedQueries {

  /** Queries of everyone together, at most; the last eighth is for parties that have few. */
  public static final int MAX_QUERIES = 1_000;

  /** Queries of one party, at most. */
  public static final int MAX_PER_OWNER = 100;

  /** Bytes of a query object, at most. */
  public static final int MAX_BYTES = 32 << 10;

  /** Told before a query goes. */
  interface Follower {
    /** When this returns, what hangs on the query has ended and writes nothing any more. */
    void ending(String queryName);
  }

  private final StandingRows rows;
  private final InstantSource clock;
  private final NavigableMap<String, NamedQuery> byName = new ConcurrentSkipListMap<>();
  private Follower follower = queryName -> {};

  private NamedQueries(StandingRows rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** What the store must be opened with. */
  public static Set<Table> tables() {
    return Set.of(StandingRows.TABLE);
  }

  /** Reads what is kept. */
  public static NamedQueries open(Store store, InstantSource clock) {
    NamedQueries queries = new NamedQueries(new StandingRows(store), clock);
    queries.rows.queries().forEach(query -> queries.byName.put(query.name(), query));
    return queries;
  }

  /**
   * Keeps a query, durably. Doing it again is harmless.
   *
   * @param queryObject the JSON object of parameters ({@link EventQuery#parseJson})
   */
  public synchronized QueryCreation create(String name, String owner, byte[] queryObject) {
    List<Fault> faults = new ArrayList<>(NamedQuery.nameFault(name).stream().toList());
    EventQuery query = read(queryObject, faults);
    if (query == null || !faults.isEmpty()) {
      return new QueryCreation.Refused(faults);
    }
    NamedQuery known = byName.get(name);
    if (known != null) {
      boolean same = known.owner().equals(owner) && known.query().equals(query);
      return same ? new QueryCreation.Known(known) : new QueryCreation.Taken();
    }
    if (byName.size() >= MAX_QUERIES) {
      return new QueryCreation.TooMany(MAX_QUERIES);
    }
    long own = byName.values().stream().filter(q -> q.owner().equals(owner)).count();
    if (own >= MAX_PER_OWNER) {
      return new QueryCreation.TooMany(MAX_PER_OWNER);
    }
    long owners = byName.values().stream().map(NamedQuery::owner).distinct().count();
    if (!FairShares.leavesRoom(MAX_QUERIES, byName.size(), own, 1, Math.toIntExact(owners))) {
      return new QueryCreation.TooMany(Math.toIntExact(own));
    }
    NamedQuery made =
        new NamedQuery(
            name,
            owner,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            new String(queryObject, StandardCharsets.UTF_8),
            query);
    rows.add(made);
    byName.put(name, made);
    return new QueryCreation.Created(made);
  }

  /** The query of this name; empty when there is none. */
  public Optional<NamedQuery> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Queries by name, in the order of their UTF-16 characters.
   *
   * @param after names up to this one are left out; null: none is
   */
  public List<NamedQuery> list(@Nullable String after, int limit) {
    NavigableMap<String, NamedQuery> rest = after == null ? byName : byName.tailMap(after, false);
    return rest.values().stream().limit(limit).toList();
  }

  /**
   * Removes a query and ends its subscriptions, at once and durably.
   *
   * @return whether there was one
   */
  public synchronized boolean delete(String name) {
    if (!byName.containsKey(name)) {
      return false;
    }
    // If the write below fails, what hung on the query stands still until this is asked again, or
    // the next start reads what is kept.
    follower.ending(name);
    rows.removeAll(name);
    byName.remove(name);
    return true;
  }

  StandingRows rows() {
    return rows;
  }

  synchronized void follow(Follower next) {
    follower = next;
  }

  private static @Nullable EventQuery read(byte[] queryObject, List<Fault> faults) {
    if (queryObject.length > MAX_BYTES) {
      faults.add(
          new Fault(
              Fault.DOCUMENT,
              "/query",
              "the query is too long",
              "it takes at most " + MAX_BYTES + " bytes"));
      return null;
    }
    return switch (EventQuery.parseJson(queryObject)) {
      case EventQuery.Outcome.Ready(EventQuery query) -> query;
      case EventQuery.Outcome.Refused(List<Fault> found) -> {
        found.forEach(fault -> faults.add(within(fault)));
        yield null;
      }
    };
  }

  private static Fault within(Fault fault) {
    String name = fault.pointer();
    String pointer =
        name.isEmpty() || name.startsWith("/")
            ? name
            : "/" + name.replace("~", "~0").replace("/", "~1");
    return new Fault(Fault.DOCUMENT, "/query" + pointer, fault.message(), fault.remedy());
  }
}
