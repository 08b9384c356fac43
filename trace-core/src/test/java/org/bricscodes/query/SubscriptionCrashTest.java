package org.bricscodes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.store.ForwardingStore;
import org.bricscodes.store.InMemoryStore;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.Write;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The service dies at random writes of progress, before or after they are durable, while the
 * subscriber fails before or after it has a parcel, wants less, or says nothing. Whatever happens,
 * the subscriber has every matching event, each time in the order of recording, and after each
 * start it is given nothing that lies behind what it has not seen.
 */
final class SubscriptionCrashTest {

  private static final int ROUNDS = 25;

  /** Events of a round. */
  private static final int MOST = 60;

  private static final SubscriptionPolicy POLICY =
      new SubscriptionPolicy(
          4,
          4,
          4,
          5,
          50_000,
          Duration.ofMillis(20),
          Duration.ofMillis(1),
          Duration.ofMillis(4),
          Duration.ofHours(1),
          Duration.ofHours(1),
          2);

  private final InstantSource clock = InstantSource.system();

  @Test
  void everyEventArrives_inOrder_whateverDies() throws InterruptedException {
    long seed = Long.getLong("subscription.seed", 20260502);
    int deaths = 0;
    for (int round = 0; round < ROUNDS; round++) {
      deaths += round(new Random(seed + round), seed + round);
    }
    assertThat(deaths).as("deaths, seed %d", seed).isGreaterThan(ROUNDS);
  }

  private int round(Random random, long seed) throws InterruptedException {
    InMemoryStore rows = new InMemoryStore(NamedQueries.tables());
    GrowingTape tape = new GrowingTape();
    Subscriber subscriber = new Subscriber(random, seed);
    NamedQueries.open(rows, clock)
        .create("all", "tea", "{\"EQ_bizStep\":[\"shipping\"]}".getBytes(StandardCharsets.UTF_8));
    int wanted = 0;
    int deaths = 0;
    boolean subscribed = false;
    while (subscriber.highest() < wanted || tape.size() < MOST) {
      Dying store = new Dying(rows, random.nextInt(6), random.nextBoolean());
      try (Subscriptions subscriptions = open(store, tape, subscriber)) {
        if (!subscribed) {
          subscribed = subscribe(subscriptions);
        }
        for (int i = 0; subscribed && i < 12 && tape.size() < MOST; i++) {
          tape.add("tea", random.nextInt(3) == 0 ? "receiving" : "shipping");
          RecordedEvent added = tape.at((int) tape.size() - 1);
          wanted +=
              added != null
                      && new String(added.event(), StandardCharsets.UTF_8).contains("shipping")
                  ? 1
                  : 0;
        }
        subscriber.await(wanted, store);
      }
      deaths += store.isDead() ? 1 : 0;
      subscriber.restarted();
    }
    assertThat(subscriber.distinct()).as("seed %d", seed).isEqualTo(expected(tape));
    return deaths;
  }

  private static boolean subscribe(Subscriptions subscriptions) {
    try {
      return subscriptions.subscribe(
              SubscriptionsTest.order("all", "tea", new Trigger.Stream(), null))
          instanceof SubscribeOutcome.Subscribed;
    } catch (StoreException.Unavailable e) {
      // Nobody was told that it stands; if it does, it counts all the same.
      return subscriptions.count() > 0;
    }
  }

  private Subscriptions open(Store store, GrowingTape tape, Delivery subscriber) {
    return Subscriptions.open(
        NamedQueries.open(store, clock),
        SubscriptionsTest.matching(tape, clock),
        tape,
        subscription -> subscriber,
        POLICY,
        clock,
        new Random(7));
  }

  private static List<String> expected(GrowingTape tape) {
    List<String> ids = new ArrayList<>();
    for (RecordedEvent event : tape.bySequence(0, (int) tape.size())) {
      if (new String(event.event(), StandardCharsets.UTF_8).contains("shipping")) {
        ids.add(event.eventID());
      }
    }
    return ids;
  }

  /** Fails before or after it has a parcel, at random, and checks the order of what it gets. */
  private static final class Subscriber implements Delivery {
    private final Random random;
    private final long seed;
    private final List<RecordedEvent> distinct = new ArrayList<>();
    private long last = -1;

    Subscriber(Random random, long seed) {
      this.random = random;
      this.seed = seed;
    }

    @Override
    public synchronized CompletionStage<DeliveryOutcome> deliver(Parcel parcel) {
      List<RecordedEvent> events = ((Parcel.Results) parcel).events();
      return switch (random.nextInt(8)) {
        case 0 -> CompletableFuture.completedStage(new DeliveryOutcome.Failed(0, "not reached"));
        case 1 -> new CompletableFuture<>(); // not reached, and nobody says so
        case 2 -> {
          take(events);
          yield new CompletableFuture<>(); // taken, but the answer is lost
        }
        case 3 -> {
          take(events);
          yield CompletableFuture.completedStage(new DeliveryOutcome.Failed(500, "died late"));
        }
        case 4 ->
            CompletableFuture.completedStage(
                events.size() > 1
                    ? new DeliveryOutcome.TooLarge()
                    : new DeliveryOutcome.Failed(503, "busy"));
        default -> {
          take(events);
          last = events.getLast().sequence();
          yield CompletableFuture.completedStage(new DeliveryOutcome.Delivered());
        }
      };
    }

    private void take(List<RecordedEvent> events) {
      long highest = distinct.isEmpty() ? -1 : distinct.getLast().sequence();
      // Duplicates reach back at most to what was not confirmed to the last run of the service.
      assertThat(events.getFirst().sequence()).as("seed %d", seed).isGreaterThan(last);
      for (RecordedEvent event : events) {
        if (event.sequence() > highest) {
          distinct.add(event);
          highest = event.sequence();
        }
      }
      notifyAll();
    }

    /** A run of the service ended: what it was told may be forgotten. */
    synchronized void restarted() {
      last = -1;
    }

    synchronized int highest() {
      return distinct.size();
    }

    synchronized List<String> distinct() {
      return distinct.stream().map(RecordedEvent::eventID).toList();
    }

    synchronized void await(int count, Dying store) throws InterruptedException {
      long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (distinct.size() < count && !store.isDead()) {
        assertThat(System.nanoTime())
            .as("seed %d, %d of %d", seed, distinct.size(), count)
            .isLessThan(end);
        wait(1);
      }
    }
  }

  /** Takes some writes, then dies in one of them, which is durable or is not. */
  private static final class Dying extends ForwardingStore {
    private final InMemoryStore rows;
    private final AtomicInteger left;
    private final boolean lastIsDurable;
    private final AtomicBoolean dead = new AtomicBoolean();

    Dying(InMemoryStore rows, int writes, boolean lastIsDurable) {
      super(rows);
      this.rows = rows;
      this.left = new AtomicInteger(writes + 1); // opening makes an empty one
      this.lastIsDurable = lastIsDurable;
    }

    boolean isDead() {
      return dead.get();
    }

    @Override
    public CompletionStage<@Nullable Void> write(List<Write> writes) {
      if (!dead.get() && left.decrementAndGet() >= 0) {
        return rows.write(writes);
      }
      if (dead.compareAndSet(false, true) && lastIsDurable) {
        var _ = rows.write(writes);
      }
      return CompletableFuture.failedFuture(new StoreException.Unavailable("killed"));
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException("the rows outlive it");
    }
  }
}
