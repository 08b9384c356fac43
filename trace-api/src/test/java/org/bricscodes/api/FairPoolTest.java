package org.bricscodes.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets a thread, and who is refused. */
final class FairPoolTest {

  private static final Lane GREEDY = new Lane(Lane.Kind.PARTY, "greedy");
  private static final Lane MODEST = new Lane(Lane.Kind.PARTY, "modest");
  private static final Lane PHONE = new Lane(Lane.Kind.NETWORK, "phone");

  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private FairPool pool;

  @SuppressWarnings("NullAway.Init") // set by each test
  FairPoolTest() {}

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void oneTask_waitsForOneOfEachOther_notForAllOfAGreedyOne() throws InterruptedException {
    pool = new FairPool("test", 1, 1, 100);
    Held first = new Held();
    pool.execute(Lane.HOUSE, first);
    first.begun.await();
    for (int i = 0; i < 5; i++) {
      pool.execute(GREEDY, named("g" + i));
    }
    pool.execute(MODEST, named("m"));
    pool.execute(PHONE, named("p"));
    Held last = new Held();
    pool.execute(MODEST, last);

    first.go.release();
    last.begun.await();
    last.go.release();
    pool.close();

    // A network has its turn beside all parties, the modest party beside the greedy one.
    assertThat(ran).startsWith("p", "g0", "m", "g1").hasSize(7);
  }

  @Test
  void greedyLane_neverHasAllThreads() throws InterruptedException {
    pool = new FairPool("test", 4, FairPool.mostOfOne(4), 100);
    List<Held> slow = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      slow.add(new Held());
      pool.execute(GREEDY, slow.get(i));
    }
    for (int i = 0; i < 2; i++) {
      slow.get(i).begun.await();
    }

    CountDownLatch done = new CountDownLatch(1);
    pool.execute(MODEST, task(done::countDown));
    done.await();

    assertThat(slow.get(2).begun.getCount()).isEqualTo(1);
    slow.forEach(held -> held.go.release());
  }

  @Test
  void parties_neverHaveAllThreads_whenAPersonAsks() throws InterruptedException {
    pool = new FairPool("test", 4, 3, 100);
    List<Held> busy = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      busy.add(new Held());
      pool.execute(new Lane(Lane.Kind.PARTY, "party " + i), busy.get(i));
    }
    for (int i = 0; i < 3; i++) {
      busy.get(i).begun.await();
    }

    CountDownLatch done = new CountDownLatch(1);
    pool.execute(PHONE, task(done::countDown));
    done.await();

    busy.forEach(held -> held.go.release());
  }

  @Test
  void fullQueue_refusesTheNewestOfWhoHasMost() throws InterruptedException {
    pool = new FairPool("test", 1, 1, 3);
    Held first = new Held();
    pool.execute(Lane.HOUSE, first);
    first.begun.await();
    for (int i = 0; i < 4; i++) {
      pool.execute(GREEDY, named("g" + i));
    }
    assertThat(refused).containsExactly("g3");

    pool.execute(MODEST, named("m"));

    assertThat(refused).containsExactly("g3", "g2");
    assertThat(pool.waiting()).isEqualTo(3);
    first.go.release();
  }

  @Test
  void stoppedPool_refusesWhatWaits() throws InterruptedException {
    pool = new FairPool("test", 1, 1, 10);
    Held first = new Held();
    pool.execute(Lane.HOUSE, first);
    first.begun.await();
    pool.execute(GREEDY, named("g"));

    pool.stop();
    pool.execute(GREEDY, named("later"));

    assertThat(refused).containsExactly("g", "later");
    first.go.release();
  }

  @Test
  void lane_isKeptThroughEveryStepOfARequest() {
    Vertx vertx = Vertx.vertx();
    try (Work work = new Work(vertx, "test", 2, 10)) {
      pool = new FairPool("unused", 1, 1, 1);

      Future<String> third =
          vertx
              .deployVerticle(
                  new VerticleBase() {
                    @Override
                    public Future<?> start() {
                      MODEST.enter(context);
                      return work.run(() -> 1)
                          .compose(one -> work.run(() -> 2))
                          .map(two -> ran.add(Lane.current().key()));
                    }
                  })
              .map(id -> ran.getFirst());

      assertThat(third.await()).isEqualTo("PARTY modest");
    } finally {
      vertx.close().await();
    }
  }

  private FairPool.Task named(String name) {
    return new FairPool.Task() {
      @Override
      public void run() {
        ran.add(name);
      }

      @Override
      public void refuse() {
        refused.add(name);
      }
    };
  }

  private static FairPool.Task task(Runnable what) {
    return new FairPool.Task() {
      @Override
      public void run() {
        what.run();
      }

      @Override
      public void refuse() {
        throw new IllegalStateException("there was room");
      }
    };
  }

  /** Holds its thread until it is let go. */
  private static final class Held implements FairPool.Task {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final Semaphore go = new Semaphore(0);

    @Override
    public void run() {
      begun.countDown();
      go.acquireUninterruptibly();
    }

    @Override
    public void refuse() {
      begun.countDown();
    }
  }
}
