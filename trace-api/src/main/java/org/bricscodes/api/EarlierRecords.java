package org.bricscodes.api;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bricscodes.capture.EarlierRecalls;
import org.bricscodes.codes.EarlierParties;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.TermIndex;

/**
 * Makes up, behind a start, for rows that earlier versions did not write: which parties issued and
 * registered codes, and by what recalls are found. Reads what there is once, a page at a time with
 * a pause after each, on a thread of its own; a store where that is done costs three reads. A
 * failure ends it until the next start, which goes on where it came to; nothing that was written
 * before is lost by it, and what is recorded meanwhile has its rows.
 */
final class EarlierRecords implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(EarlierRecords.class.getName());
  private static final long PAUSE_MILLIS = 2;
  private static final long OVERLOADED_MILLIS = 1_000;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  private EarlierRecords(Store store, TermIndex index, EpcisJson reader) {
    this.thread =
        Thread.ofPlatform()
            .name("earlier-records")
            .daemon()
            .unstarted(() -> run(store, index, reader));
  }

  static EarlierRecords start(Store store, TermIndex index, EpcisJson reader) {
    EarlierRecords records = new EarlierRecords(store, index, reader);
    records.thread.start();
    return records;
  }

  @SuppressWarnings("IllegalCatch") // the service goes on, and the next start with this
  private void run(Store store, TermIndex index, EpcisJson reader) {
    try {
      EarlierParties parties = new EarlierParties(store);
      EarlierRecalls recalls = new EarlierRecalls(store, index, reader);
      boolean told = parties.isDone() && recalls.isDone();
      finish(parties::isDone, parties::step);
      finish(recalls::isDone, recalls::step);
      if (!told && parties.isDone() && recalls.isDone()) {
        LOG.log(System.Logger.Level.DEBUG, "parties and recalls of before are listed");
      }
    } catch (InterruptedException | StoreException.Interrupted e) {
      LOG.log(System.Logger.Level.DEBUG, "stopped; the next start goes on");
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "parties and recalls of before are not all listed; the next start goes on",
          e);
    }
  }

  private void finish(BooleanSupplier isDone, Runnable step) throws InterruptedException {
    while (!isDone.getAsBoolean() && ended.getCount() > 0) {
      long pause = PAUSE_MILLIS;
      try {
        step.run();
      } catch (StoreException.Overloaded e) {
        pause = OVERLOADED_MILLIS; // whoever is served comes first
      }
      if (ended.await(pause, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /** Ends behind the page under way. */
  @Override
  public void close() {
    ended.countDown();
    Await.end(thread);
  }
}
