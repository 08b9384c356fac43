package org.bricscodes.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.shares.FairShares;
import org.bricscodes.shares.FairShares.Taking;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Standing queries (EPCIS 2.0 §8.2.5): subscriptions, which are kept and go on where they were
 * after a crash, and streams, which end with their connection. Both follow the recorder; see {@link
 * Courier} for what is promised and what a crash leaves.
 *
 * <p>Nothing here waits for a subscriber: a slow one delays neither others nor capture, only its
 * own events, which stay where they are recorded until it takes them. At most one parcel of each
 * subscription is in memory.
 *
 * <p>Safe for use from any thread. Finding and listing read memory; the other methods block on the
 * store for a moment.
 */
public final class Subscriptions implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Subscriptions.class.getName());
  private static final Duration LOOK = Duration.ofSeconds(10);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** A subscription at work. */
  private record Standing(Subscription subscription, Courier courier) {}

  private final NamedQueries queries;
  private final EventQueries matching;
  private final Function<Subscription, Delivery> deliveries;
  private final Road road;
  private final ScheduledThreadPoolExecutor steps;

  /** By query name, line feed, id: the order of {@link #list}. */
  private final NavigableMap<String, Standing> standing = new ConcurrentSkipListMap<>();

  private final Map<String, EventStream> streams = new ConcurrentHashMap<>();
  private final FairShares places;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread follower;
  private volatile long horizon;

  private Subscriptions(
      NamedQueries queries,
      EventQueries matching,
      EventSource events,
      Function<Subscription, Delivery> deliveries,
      SubscriptionPolicy policy,
      InstantSource clock,
      RandomGenerator random) {
    this.queries = queries;
    this.matching = matching;
    this.deliveries = deliveries;
    this.places = new FairShares(policy.maxStreams(), System::nanoTime);
    this.steps =
        new ScheduledThreadPoolExecutor(
            policy.threads(), Thread.ofPlatform().name("subscriptions-", 0).daemon().factory());
    steps.setRemoveOnCancelPolicy(true);
    steps.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.horizon = events.size();
    this.road = new Road(events, () -> horizon, policy, clock, random, steps);
    this.follower =
        Thread.ofPlatform().name("subscriptions-follow").daemon().unstarted(this::follow);
  }

  /**
   * Takes up every subscription that is kept.
   *
   * @param queries of the same store
   * @param matching decides which events belong to a query
   * @param deliveries the way to the subscriber of each
   * @param random for ids, and to spread retries: a cryptographically strong one
   */
  public static Subscriptions open(
      NamedQueries queries,
      EventQueries matching,
      EventSource events,
      Function<Subscription, Delivery> deliveries,
      SubscriptionPolicy policy,
      InstantSource clock,
      RandomGenerator random) {
    Subscriptions all =
        new Subscriptions(queries, matching, events, deliveries, policy, clock, random);
    for (StandingRows.Kept kept : queries.rows().subscriptions()) {
      NamedQuery query =
          queries
              .find(kept.subscription().queryName())
              .orElseThrow(() -> new StoreException.Corrupt("a subscription without its query"));
      all.stand(query, kept.subscription(), kept.progress());
    }
    queries.follow(all::ending);
    all.follower.start();
    all.standing.values().forEach(each -> each.courier().wake());
    return all;
  }

  /** Subscribes; durable when it returns. */
  public SubscribeOutcome subscribe(SubscriptionOrder order) {
    synchronized (queries) {
      Optional<NamedQuery> query = queries.find(order.queryName());
      if (query.isEmpty()) {
        return new SubscribeOutcome.NoSuchQuery();
      }
      Optional<String> bounded = bounded(query.get());
      if (bounded.isPresent()) {
        return new SubscribeOutcome.Bounded(bounded.get());
      }
      SubscriptionPolicy policy = road.policy();
      if (standing.size() >= policy.maxSubscriptions()) {
        return new SubscribeOutcome.TooMany(policy.maxSubscriptions());
      }
      long own =
          standing.values().stream()
              .filter(each -> each.subscription().owner().equals(order.owner()))
              .count();
      if (own >= policy.maxPerOwner()) {
        return new SubscribeOutcome.TooMany(policy.maxPerOwner());
      }
      long owners =
          standing.values().stream().map(each -> each.subscription().owner()).distinct().count();
      if (!FairShares.leavesRoom(
          policy.maxSubscriptions(), standing.size(), own, 1, Math.toIntExact(owners))) {
        return new SubscribeOutcome.TooMany(Math.toIntExact(own));
      }
      Instant now = road.clock().instant().truncatedTo(ChronoUnit.MILLIS);
      Instant wished = order.initialRecordTime();
      Subscription made =
          new Subscription(
              freshId(),
              order.queryName(),
              order.owner(),
              order.visibility(),
              order.dest(),
              order.signatureToken(),
              order.form(),
              order.trigger(),
              now,
              wished == null ? now : wished,
              wished == null ? Instant.EPOCH : wished);
      Progress progress =
          Progress.from(start(wished), made.initialRecordTime(), road.clock().instant());
      queries.rows().add(made, progress);
      Standing stands = stand(query.get(), made, progress);
      stands.courier().wake();
      return new SubscribeOutcome.Subscribed(view(stands));
    }
  }

  /** The subscription of this query with this id; empty when there is none. */
  public Optional<SubscriptionView> find(String queryName, String id) {
    return Optional.ofNullable(standing.get(key(queryName, id))).map(Subscriptions::view);
  }

  /**
   * Subscriptions of a query in the order of their ids.
   *
   * @param wanted which of them
   * @param after ids up to this one are left out; empty: none is
   */
  public List<SubscriptionView> list(
      String queryName, Predicate<Subscription> wanted, String after, int limit) {
    return standing
        .subMap(key(queryName, after), false, key(queryName, "~"), false)
        .values()
        .stream()
        .filter(each -> wanted.test(each.subscription()))
        .limit(limit)
        .map(Subscriptions::view)
        .toList();
  }

  /**
   * Ends a subscription, durably when it returns. A delivery that is under way may still arrive.
   *
   * @return whether there was one
   */
  public boolean unsubscribe(String queryName, String id) {
    synchronized (queries) {
      Standing ended = standing.get(key(queryName, id));
      if (ended == null) {
        return false;
      }
      await(ended.courier().cancel());
      queries.rows().remove(ended.subscription());
      standing.remove(key(queryName, id));
      return true;
    }
  }

  /** The batch a subscription is stuck at; empty when it is not, or is not there. */
  public Optional<Undelivered> undelivered(String queryName, String id) {
    Standing stuck = standing.get(key(queryName, id));
    SubscriptionView view = stuck == null ? null : view(stuck);
    Trouble trouble = view == null ? null : view.trouble();
    if (stuck == null || view == null || trouble == null) {
      return Optional.empty();
    }
    List<RecordedEvent> events = new ArrayList<>();
    long at = stuck.courier().progress().position();
    Predicate<RecordedEvent> wanted = wanted(stuck.subscription());
    while (at < trouble.through()) {
      int count = (int) Math.min(64, trouble.through() - at);
      for (RecordedEvent event : road.events().bySequence(at, count)) {
        if (event.sequence() < trouble.through() && wanted.test(event)) {
          events.add(event);
        }
      }
      at += count;
    }
    return Optional.of(new Undelivered(view, trouble, events));
  }

  /**
   * Has a suspended subscription try again, from the batch it is stuck at.
   *
   * @return whether it was suspended
   */
  public boolean resume(String queryName, String id) {
    return change(
        queryName,
        id,
        progress -> {
          Trouble trouble = progress.trouble();
          if (trouble == null || !progress.isSuspended()) {
            return null;
          }
          Instant now = road.clock().instant();
          return progress.in(
              new Trouble(
                  now,
                  0,
                  trouble.lastAttempt(),
                  trouble.status(),
                  trouble.error(),
                  trouble.through(),
                  now,
                  Trouble.Kind.RETRYING));
        });
  }

  /**
   * Gives up the batch a suspended subscription is stuck at, for good, and goes on behind it.
   *
   * @return whether it was suspended
   */
  public boolean skip(String queryName, String id) {
    return change(
        queryName,
        id,
        progress -> {
          Trouble trouble = progress.trouble();
          return trouble == null || !progress.isSuspended()
              ? null
              : progress.passed(Math.max(progress.position(), trouble.through()));
        });
  }

  /**
   * Streams the results of a query until it is closed; nothing of it is kept.
   *
   * @param party whose share of the streams it counts to
   * @param from events recorded from then on are delivered; null: from now on
   * @param ended told when the query is deleted; must not block
   */
  public StreamOutcome stream(
      String queryName,
      String party,
      Visibility visibility,
      Trigger trigger,
      @Nullable Instant from,
      Delivery delivery,
      Runnable ended) {
    synchronized (queries) {
      Optional<NamedQuery> query = queries.find(queryName);
      if (query.isEmpty()) {
        return new StreamOutcome.NoSuchQuery();
      }
      Instant now = road.clock().instant();
      // Read before a place is taken: what cannot be read keeps none.
      Progress begin = Progress.from(start(from), from == null ? now : from, now);
      FairShares.Share share;
      switch (places.take(party, 1)) {
        case Taking.Taken(FairShares.Share taken) -> share = taken;
        case Taking.AllTaken _ -> {
          return new StreamOutcome.Busy();
        }
        case Taking.OwnShare _ -> {
          return new StreamOutcome.OverShare();
        }
      }
      Instant notBefore = from == null ? Instant.EPOCH : from;
      String id = freshId();
      Courier courier =
          new Courier(
              queryName,
              id,
              trigger,
              wanted(query.get(), visibility, notBefore),
              begin,
              delivery,
              progress -> CompletableFuture.completedStage(null),
              road);
      EventStream stream =
          new EventStream(
              id,
              queryName,
              courier,
              ended,
              () -> {
                streams.remove(id);
                share.close();
              });
      streams.put(id, stream);
      return new StreamOutcome.Streaming(stream);
    }
  }

  /** Subscriptions at work. */
  public int count() {
    return standing.size();
  }

  /** Streams at work. */
  public int streams() {
    return streams.size();
  }

  /** Lets deliveries under way end, for some seconds, keeps how far they have come, and stops. */
  @Override
  public void close() {
    closing.countDown();
    follower.interrupt();
    streams.values().forEach(EventStream::close);
    CompletableFuture<?>[] finishing =
        standing.values().stream()
            .map(each -> each.courier().finish().toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(finishing).get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      LOG.log(System.Logger.Level.DEBUG, "deliveries under way are cut off and come again");
    } catch (ExecutionException e) {
      LOG.log(System.Logger.Level.WARNING, "a subscription did not end cleanly", e);
    }
    steps.shutdown();
  }

  private Standing stand(NamedQuery query, Subscription subscription, Progress progress) {
    Courier courier =
        new Courier(
            query.name(),
            subscription.id(),
            subscription.trigger(),
            wanted(query, subscription.visibility(), subscription.notBefore()),
            progress,
            deliveries.apply(subscription),
            moved -> queries.rows().keep(subscription, moved),
            road);
    Standing stands = new Standing(subscription, courier);
    standing.put(key(query.name(), subscription.id()), stands);
    return stands;
  }

  private Predicate<RecordedEvent> wanted(Subscription subscription) {
    return queries
        .find(subscription.queryName())
        .map(query -> wanted(query, subscription.visibility(), subscription.notBefore()))
        .orElse(event -> false);
  }

  private Predicate<RecordedEvent> wanted(
      NamedQuery query, Visibility visibility, Instant notBefore) {
    return event ->
        visibility.sees(event)
            && !event.recordTime().isBefore(notBefore)
            && matching.test(query.query(), event);
  }

  private long start(@Nullable Instant from) {
    return from == null ? road.events().size() : SequenceSearch.from(road.events(), from);
  }

  private String freshId() {
    long high = (road.random().nextLong() & ~0xF000L) | 0x4000L;
    long low = (road.random().nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low).toString();
  }

  private boolean change(
      String queryName, String id, Function<Progress, @Nullable Progress> change) {
    Standing changed = standing.get(key(queryName, id));
    // Only what is suspended can be changed; what is at work is not waited for.
    return changed != null
        && changed.courier().progress().isSuspended()
        && await(changed.courier().change(change));
  }

  /** The query goes: whatever hangs on it writes nothing any more when this returns. */
  private void ending(String queryName) {
    for (Map.Entry<String, Standing> each :
        standing.subMap(key(queryName, ""), true, key(queryName, "~"), true).entrySet()) {
      await(each.getValue().courier().cancel());
      standing.remove(each.getKey());
    }
    for (EventStream stream : streams.values()) {
      if (stream.queryName().equals(queryName)) {
        stream.queryDeleted();
      }
    }
  }

  private void follow() {
    try {
      long pause = 0;
      while (!closing.await(pause, TimeUnit.MILLISECONDS)) {
        pause = lookAhead();
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.DEBUG, "subscriptions follow no more");
    }
  }

  /** How many milliseconds to pause before looking again. */
  @SuppressWarnings("IllegalCatch") // nothing ends the following but closing
  private long lookAhead() throws InterruptedException {
    try {
      if (!road.events().awaitAbove(horizon, LOOK)) {
        return 20; // recording may have stopped
      }
      horizon = road.events().size();
      standing.values().forEach(each -> each.courier().grown());
      streams.values().forEach(stream -> stream.courier().grown());
      return 0;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "subscriptions cannot see what is recorded", e);
      return 1_000;
    }
  }

  private static SubscriptionView view(Standing stands) {
    Progress progress = stands.courier().progress();
    return new SubscriptionView(
        stands.subscription(),
        progress.minRecordTime(),
        progress.lastNotifiedAt(),
        progress.trouble());
  }

  private static Optional<String> bounded(NamedQuery query) {
    if (query.query().eventCountLimit() != Integer.MAX_VALUE) {
      return Optional.of("eventCountLimit");
    }
    return query.query().maxEventCount() == Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of("maxEventCount");
  }

  private static String key(String queryName, String id) {
    return queryName + '\n' + id;
  }

  private static <T extends @Nullable Object> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException.Interrupted();
    } catch (TimeoutException e) {
      throw new StoreException.Unavailable("the store did not answer in a minute", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(e.getCause());
    }
  }
}
