package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bricscodes.capture.NodeLogs;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.Holder;
import org.bricscodes.store.cassandra.Part;
import org.jspecify.annotations.Nullable;

/**
 * Looks every second which nodes have which logs, on a thread of its own: so that requests find
 * them, and so that a log that stands empty is taken over. A process that has nothing open of the
 * keyspace cannot look; what it saw last stays.
 */
final class Lookout implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Lookout.class.getName());

  /** How often it looks. */
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** Logs of other nodes that one process takes over, at most: each has a session and threads. */
  private static final int MAX_INHERITED = 32;

  private final Holdings holdings;
  private final Function<String, LogTenure> inherit;
  private final Consumer<@Nullable URI> service;
  private final Vacancies vacancies = new Vacancies();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final Map<String, LogTenure> inherited = new ConcurrentHashMap<>();
  private final Set<String> left = new HashSet<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  private Lookout(
      Holdings holdings, Function<String, LogTenure> inherit, Consumer<@Nullable URI> service) {
    this.holdings = holdings;
    this.inherit = inherit;
    this.service = service;
    this.thread = Thread.ofPlatform().name("node-lookout").daemon().unstarted(this::run);
  }

  /**
   * Begins to look.
   *
   * @param inherit takes a log that stands empty
   * @param service told who writes the service; null: nobody just now
   */
  static Lookout start(
      Holdings holdings, Function<String, LogTenure> inherit, Consumer<@Nullable URI> service) {
    Lookout lookout = new Lookout(holdings, inherit, service);
    lookout.thread.start();
    return lookout;
  }

  /** Looks no more and gives back what was inherited. Idempotent. */
  @Override
  public void close() {
    closing.countDown();
    Await.end(thread);
    inherited.values().forEach(LogTenure::close);
  }

  @SuppressWarnings("IllegalCatch") // the next look is another one
  private void run() {
    while (closing.getCount() > 0) {
      try {
        holdings.desk().ifPresent(this::look);
      } catch (StoreException e) {
        LOG.log(Level.DEBUG, "which nodes have which logs could not be read", e);
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "which nodes have which logs could not be read", e);
      }
      pause();
    }
  }

  private void pause() {
    try {
      var _ = closing.await(EVERY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "woken to look");
    }
  }

  private void look(Desk desk) {
    long begun = System.nanoTime();
    List<Holder> holders = all(desk.map());
    holdings.seats(Seat.of(holders, numbers));
    service.accept(Seat.writer(holders));
    inherited.values().removeIf(LogTenure::isOver);
    Set<String> mine = new HashSet<>(holdings.names());
    holdings.own().ifPresent(mine::add);
    mine.addAll(inherited.keySet());
    for (String name : vacancies.look(holders, mine, begun)) {
      if (inherited.size() < MAX_INHERITED && closing.getCount() > 0) {
        inherited.put(name, inherit.apply(name));
        left.remove(name);
      } else if (left.add(name)) {
        LOG.log(
            Level.WARNING,
            "log {0} stands empty and is not taken over here: this node has taken over {1} already",
            name,
            MAX_INHERITED);
      }
    }
  }

  /** A log that nobody ever held in this keyspace, as after an import, counts as given back. */
  private List<Holder> all(Desk.Map map) {
    List<Holder> all = new ArrayList<>(map.holders());
    Set<String> known = new HashSet<>();
    all.forEach(holder -> holder.part().log().ifPresent(known::add));
    for (NodeLogs.Named named : map.logs()) {
      numbers.put(named.name(), named.number());
      if (known.add(named.name())) {
        all.add(new Holder(Part.log(named.name()), false, "", 0));
      }
    }
    return all;
  }
}
