package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.bricscodes.capture.EarlierRoles;
import org.bricscodes.epcis.EpcisJson;
import org.bricscodes.moving.MovingException;
import org.bricscodes.store.Pause;
import org.bricscodes.store.Store;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.TermIndex;

/**
 * Brings the index of a store that an earlier version filled up to date, before the service answers
 * anybody. Over a cluster nobody may record meanwhile, nor scan: it takes hold of all nodes' logs
 * and scans, and waits for those that still run.
 */
final class EarlierIndex {

  private static final Logger LOG = System.getLogger(EarlierIndex.class.getName());
  private static final Duration AGAIN = Duration.ofSeconds(3);

  private final StoreSettings engine;
  private final DataDirectory data;
  private final Store store;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param store the service's own part, held
   */
  EarlierIndex(
      StoreSettings engine, DataDirectory data, Store store, Clock clock, SecureRandom random) {
    this.engine = engine;
    this.data = data;
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Returns when all that is recorded is found; at once, if an earlier start saw to that.
   *
   * @throws StoreException.Interrupted if the thread is interrupted; the next start goes on
   */
  void bringUpToDate(TermIndex index, EpcisJson reader) {
    if (!EarlierRoles.hasWork(store)) {
      EarlierRoles.finish(store, index, reader); // says so for good, and tries again what is left
      return;
    }
    LOG.log(
        Level.INFO,
        "events were recorded by an earlier version: their index is brought up to date first");
    try (AllLogs _ = hold()) {
      EarlierRoles.finish(store, index, reader);
    }
  }

  private AllLogs hold() {
    SaidOnce said = new SaidOnce();
    while (true) {
      try {
        return AllLogs.holdButAnchoring(engine, data, store, clock, random);
      } catch (MovingException e) {
        String cause = String.valueOf(e.getMessage());
        LOG.log(said.level(cause), "waiting to bring the index up to date: {0}", cause);
        Pause.of(AGAIN);
      }
    }
  }
}
