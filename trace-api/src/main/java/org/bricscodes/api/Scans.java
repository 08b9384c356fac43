package org.bricscodes.api;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeState;
import org.bricscodes.codes.Serial;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Verdict;
import org.bricscodes.scans.Alarms;
import org.bricscodes.scans.Assessment;
import org.bricscodes.scans.Channel;
import org.bricscodes.scans.Found;
import org.bricscodes.scans.IssuedItem;
import org.bricscodes.scans.ItemHistory;
import org.bricscodes.scans.Look;
import org.bricscodes.scans.Pseudonyms;
import org.bricscodes.scans.Salts;
import org.bricscodes.scans.ScanHistory;
import org.bricscodes.scans.ScanLog;
import org.bricscodes.scans.ScanRecorder;
import org.bricscodes.scans.ScanRetention;
import org.bricscodes.scans.ScanSubject;
import org.bricscodes.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Scan history as a whole: who looks, what was recorded, what it says, and its end. Reading blocks;
 * recording does not.
 */
final class Scans implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Scans.class.getName());
  private static final int SWEEP_MINUTES = 1;

  private final Store store;
  private final ScanSettings settings;
  private final Clock clock;
  private final SecureRandom random;
  private final BookItems items;
  private final ScanHistory history;
  private final Alarms alarms;
  private final ScanRetention retention;
  private final Salts salts;
  private final Upkeep upkeep;
  private final Pseudonyms pseudonyms;
  private final PlaceFile places;
  private final Onlookers onlookers;
  private final ScanMarks marks = new ScanMarks();
  private final ScanRecorder recorder;
  private final ScheduledExecutorService sweeper;
  private final ScheduledFuture<?> sweeping;

  private Scans(
      Store store,
      DataDirectory data,
      Salts salts,
      BookItems items,
      ScanSettings settings,
      Upkeep upkeep,
      String recorder,
      Clock clock,
      SecureRandom random) {
    this.store = store;
    this.upkeep = upkeep;
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.items = items;
    this.history = new ScanHistory(store, random);
    this.alarms = new Alarms(store, clock, random);
    this.retention = new ScanRetention(store, settings.policy(), clock, random);
    this.salts = salts;
    this.pseudonyms = new Pseudonyms(data.scanKey(), salts, settings.saltPeriod());
    this.places = new PlaceFile(settings.places(), settings.cellDegrees());
    this.onlookers = new Onlookers(settings, places::table);
    this.recorder =
        ScanRecorder.start(
            store,
            items,
            settings.rules(),
            settings.policy(),
            TraceServer.OPERATOR,
            recorder,
            marks::changed,
            clock,
            random);
    this.sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trace-scan-sweep").daemon().factory());
    this.sweeping = sweeper.scheduleWithFixedDelay(this::sweep, 1, SWEEP_MINUTES, TimeUnit.MINUTES);
  }

  /** Whose it is to end what was kept long enough. */
  enum Upkeep {
    /** This process's. */
    WHOLE,

    /** Another's, which works over the same store. */
    ELSEWHERE
  }

  /**
   * Begins.
   *
   * @param recorder as {@link ScanRecorder#start}'s name
   */
  static Scans open(
      Store store,
      DataDirectory data,
      Salts salts,
      BookItems items,
      ScanSettings settings,
      Upkeep upkeep,
      String recorder,
      Clock clock,
      SecureRandom random) {
    return new Scans(store, data, salts, items, settings, upkeep, recorder, clock, random);
  }

  /**
   * What is said of an item's visits.
   *
   * @param history with the reader's own look in it
   */
  record Sighting(ItemHistory history, Assessment assessment) {}

  Assessment assess(ItemHistory seen) {
    return settings.rules().assess(seen);
  }

  Onlookers onlookers() {
    return onlookers;
  }

  ScanMarks marks() {
    return marks;
  }

  ScanHistory history() {
    return history;
  }

  Alarms alarms() {
    return alarms;
  }

  ScanRecorder recorder() {
    return recorder;
  }

  ScanLog log() {
    return new ScanLog(store, random);
  }

  /**
   * Who looks, and what is to become of it.
   *
   * @param note false: she was here a moment ago, so that this is the same look
   */
  record Looking(Onlooker onlooker, boolean note) {}

  /**
   * Tells what to say of the looks at an item, and notes this one.
   *
   * @param looking null: nobody to be counted
   * @return null where nothing is to be said: the code is not ours, or nothing is recorded
   */
  @Nullable Sighting see(
      Gtin gtin, String serial, Provenance found, @Nullable Looking looking, Channel channel) {
    if (settings.recording() == ScanSettings.Recording.OFF
        || serial.length() > ScanSubject.MAX_SERIAL) {
      return null;
    }
    ScanSubject subject = new ScanSubject(gtin, serial);
    Look look =
        looking == null ? null : look(subject, found(found.verdict()), looking.onlooker(), channel);
    if (look != null && looking != null && looking.note()) {
      recorder.offer(look);
    }
    Batch batch = found.batch();
    CodeState state = found.state();
    if (batch == null || state == null) {
      return null;
    }
    ItemHistory known = history.of(subject);
    IssuedItem item = items.item(batch, Serial.parseScanned(serial), state);
    ItemHistory now =
        look == null ? known : known.with(look, item, settings.policy(), settings.rules());
    return new Sighting(now, settings.rules().assess(now));
  }

  /**
   * Notes that somebody who is no visitor was told a verdict, as programs are: of what one network
   * tries nothing is left out because of how it names itself.
   */
  void attempt(DigitalLink link, Provenance found, @Nullable Onlooker anyone, Channel channel) {
    String serial = link.serial().orElse("");
    Found result = found(found.verdict());
    if (anyone != null
        && result.isGuess()
        && !serial.isEmpty()
        && serial.length() <= ScanSubject.MAX_SERIAL) {
      ScanSubject subject = new ScanSubject(link.gtin().orElseThrow(), serial);
      recorder.offerAttempt(look(subject, result, anyone, channel));
    }
  }

  private static Found found(Verdict verdict) {
    return switch (verdict) {
      case MALFORMED -> Found.MALFORMED;
      case NOT_ISSUED -> Found.NOT_ISSUED;
      case WRONG_LOT -> Found.WRONG_LOT;
      case RECALLED -> Found.RECALLED;
      case VOID -> Found.VOID;
      case EXPIRED -> Found.EXPIRED;
      case GENUINE -> Found.GENUINE;
      case REGISTERED -> Found.REGISTERED;
      case UNKNOWN -> Found.UNKNOWN;
    };
  }

  /** Notes that somebody told the code under the seal, right or wrong. */
  void seeInner(CodeCheck.Genuine item, Exchange exchange) {
    ScanSubject subject = new ScanSubject(item.batch().gtin(), item.serial().text());
    onlookers
        .of(exchange)
        .ifPresent(who -> recorder.offer(look(subject, Found.GENUINE, who, Channel.INNER)));
  }

  private Look look(ScanSubject subject, Found found, Onlooker who, Channel channel) {
    Instant at = clock.instant();
    return new Look(
        subject, at, who.place(), pseudonyms.of(who.address(), who.agent(), at), found, channel);
  }

  void measure(Metrics metrics) {
    metrics.gauge("scan_looks_recorded", "Look-ups recorded since the start", recorder::recorded);
    metrics.gauge(
        "scan_looks_dropped", "Look-ups lost to a full queue or a failed store", recorder::dropped);
    metrics.gauge("scan_looks_waiting", "Look-ups waiting to be recorded", recorder::waiting);
    metrics.gauge("scan_alarms_raised", "Alarms raised since the start", recorder::alarms);
    metrics.gauge(
        "scan_alarms_silenced", "Alarms beyond their owner's daily bound", recorder::silenced);
    metrics.gauge(
        "scan_networks_guessing", "Networks that try serials just now", recorder::guessing);
  }

  @SuppressWarnings("IllegalCatch") // a sweep that fails is tried again
  private void sweep() {
    try {
      places.reload();
      items.refresh();
      if (upkeep == Upkeep.WHOLE) {
        salts.keepOnly(Math.floorDiv(clock.millis(), settings.saltPeriod().toMillis()));
        retention.sweep();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "old scans could not be removed; trying again", e);
    }
  }

  @Override
  public void close() {
    sweeping.cancel(true);
    sweeper.shutdown();
    try {
      if (!sweeper.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "the sweep of old scans is still under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    recorder.close();
  }
}
