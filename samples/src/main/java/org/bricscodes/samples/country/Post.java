package org.bricscodes.samples.country;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.bricscodes.api.client.CaptureReceipt;
import org.bricscodes.api.client.EventForm;
import org.bricscodes.capture.ErrorBehaviour;
import org.jspecify.annotations.Nullable;

/**
 * Sends documents to a running service, each with its party's key, several at once, and waits for
 * what became of each. The first that is refused ends it. Sending the same lot again is harmless:
 * the service knows its events.
 */
public final class Post implements AutoCloseable {

  private final ServiceParties parties;
  private final int connections;
  private final Semaphore free;
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<@Nullable RuntimeException> failed = new AtomicReference<>();

  public Post(ServiceParties parties, int connections) {
    this.parties = parties;
    this.connections = connections;
    this.free = new Semaphore(connections);
  }

  /**
   * Sends all documents of a lot; returns when the last is under way.
   *
   * @throws RuntimeException what an earlier document failed with
   */
  public void send(Lot lot) throws InterruptedException {
    for (CountryDocument document : lot.documents()) {
      free.acquire();
      rethrow();
      senders.execute(() -> deliver(document));
    }
  }

  /** Waits until everything sent is recorded. */
  public void settle() throws InterruptedException {
    free.acquire(connections);
    free.release(connections);
    rethrow();
  }

  private void rethrow() {
    RuntimeException failure = failed.get();
    if (failure != null) {
      throw failure;
    }
  }

  @SuppressWarnings("IllegalCatch") // handed to the thread that sends
  private void deliver(CountryDocument document) {
    try {
      CaptureReceipt receipt =
          parties
              .client(document.party())
              .captures()
              .capture(document.bytes(), EventForm.JSON, ErrorBehaviour.ROLLBACK);
      if (!receipt.success()) {
        throw new IllegalStateException(document.fileName() + " was refused: " + receipt.errors());
      }
    } catch (RuntimeException e) {
      failed.compareAndSet(null, e);
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    senders.close();
  }
}
