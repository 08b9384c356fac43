package org.bricscodes.query;

import java.time.Instant;

/** The results of a named query, as they come, over one connection; it ends with it. */
public final class EventStream implements AutoCloseable {

  private final String id;
  private final String queryName;
  private final Courier courier;
  private final Runnable whenDeleted;
  private final Runnable whenClosed;

  EventStream(
      String id, String queryName, Courier courier, Runnable whenDeleted, Runnable whenClosed) {
    this.id = id;
    this.queryName = queryName;
    this.courier = courier;
    this.whenDeleted = whenDeleted;
    this.whenClosed = whenClosed;
  }

  /** What its documents carry as subscriptionID. */
  public String id() {
    return id;
  }

  /** Nothing it will deliver was recorded earlier. */
  public Instant minRecordTime() {
    return courier.progress().minRecordTime();
  }

  /** Begins to deliver. Call once, when the connection can take parcels. */
  public void begin() {
    courier.wake();
  }

  /** Delivers nothing more. Idempotent. */
  @Override
  public void close() {
    var _ = courier.cancel();
    whenClosed.run();
  }

  String queryName() {
    return queryName;
  }

  Courier courier() {
    return courier;
  }

  void queryDeleted() {
    close();
    whenDeleted.run();
  }
}
