package org.bricscodes.api;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import org.bricscodes.capture.CaptureException;
import org.bricscodes.store.StoreException;
import org.bricscodes.store.cassandra.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Has a log of a node, on a thread of its own.
 *
 * <p>A node's <b>own</b> log it lines up for as long as it takes, says so to whoever keeps it in
 * the meantime, holds it until it is in trouble, and lines up again.
 *
 * <p>As an <b>heir</b> it takes a log that stands empty, if no other is faster, and holds it until
 * it is in trouble or the node whose log it is is back. Then it gives it back in good order.
 */
final class LogTenure implements AutoCloseable {

  private static final Logger LOG = System.getLogger(LogTenure.class.getName());

  /** Between two attempts to open what did not open. */
  private static final Duration AGAIN = Duration.ofSeconds(3);

  /** How often it is looked after. */
  private static final Duration WATCH = Duration.ofMillis(500);

  /** How often an heir asks whether the node is back. */
  private static final Duration ASK = Duration.ofSeconds(1);

  private final String name;
  private final Claim claim;
  private final Config config;
  private final Holdings holdings;
  private final Clock clock;
  private final SecureRandom random;
  private final Consumer<Throwable> unfit;
  private final Duty duty;
  private final SaidOnce said = new SaidOnce();

  /** By what right. */
  enum Claim {
    OWN,
    HEIR
  }

  private LogTenure(
      String name,
      Claim claim,
      Config config,
      Holdings holdings,
      Clock clock,
      SecureRandom random,
      Consumer<Throwable> unfit) {
    this.name = name;
    this.claim = claim;
    this.config = config;
    this.holdings = holdings;
    this.clock = clock;
    this.random = random;
    this.unfit = unfit;
    this.duty = new Duty("log-" + name, this::turn, this::end);
  }

  /**
   * Begins.
   *
   * @param config over a cluster
   * @param unfit told if it ended because trying again would not help; the log is closed then
   */
  static LogTenure start(
      String name,
      Claim claim,
      Config config,
      Holdings holdings,
      Clock clock,
      SecureRandom random,
      Consumer<Throwable> unfit) {
    LogTenure tenure = new LogTenure(name, claim, config, holdings, clock, random, unfit);
    tenure.duty.start();
    return tenure;
  }

  String name() {
    return name;
  }

  boolean isOver() {
    return duty.isOver();
  }

  /** Finishes what was accepted, gives the log back if it has it, and ends. Idempotent. */
  @Override
  public void close() {
    duty.close();
  }

  private void end() {
    duty.failure().ifPresent(unfit);
  }

  private void turn() {
    hold();
    if (claim == Claim.HEIR) {
      duty.done();
    }
  }

  private void hold() {
    NodeLog log = open();
    if (log == null) {
      return;
    }
    String why = "";
    try {
      holdings.add(log);
      LOG.log(Level.INFO, "this node has log {0}, writer {1}", name, log.number());
      why = watch(log);
    } finally {
      holdings.remove(log); // before it is closed, so that nobody is sent to it any more
      log.close();
    }
    if (!why.isEmpty()) {
      LOG.log(Level.WARNING, "this node has log {0} no more: {1}", name, why);
      if (claim == Claim.OWN) {
        duty.pause(AGAIN);
      }
    }
  }

  /** Null if that is to be tried again, or is somebody else's now. */
  private @Nullable NodeLog open() {
    try {
      if (duty.waits(true)) {
        NodeLog log = NodeLog.open(name, config, holdings, new LinedUp(), clock, random);
        said.wentWell();
        return log;
      }
    } catch (StoreException.Interrupted e) {
      LOG.log(Level.DEBUG, "no more waiting for log " + name, e);
    } catch (StoreException.Unavailable
        | StoreException.Overloaded
        | CaptureException.Stopped
        | CaptureException.Overloaded e) {
      if (claim == Claim.OWN) {
        String why = String.valueOf(e.getMessage());
        LOG.log(said.level(why), "log {0} does not open; trying again: {1}", name, why);
        duty.pause(AGAIN);
      } else {
        LOG.log(Level.INFO, "log {0} is not taken over: {1}", name, e.getMessage());
      }
    } finally {
      duty.waits(false);
    }
    return null;
  }

  /** Until it is in trouble, wanted back, or to end; why, or empty. */
  private String watch(NodeLog log) {
    long asked = System.nanoTime();
    while (!duty.ends()) {
      duty.pause(WATCH);
      String trouble = log.trouble();
      if (!trouble.isEmpty()) {
        return trouble;
      }
      if (claim == Claim.HEIR && System.nanoTime() - asked >= ASK.toNanos()) {
        asked = System.nanoTime();
        if (log.wanted()) {
          return "the node whose log it is is back";
        }
      }
    }
    return "";
  }

  /** How this process shows itself to others that would have the log. */
  private final class LinedUp implements Candidate {

    @Override
    public String address() {
      return holdings.address();
    }

    @Override
    public String mark(String known) {
      return known; // whoever opens the log sees to that
    }

    @Override
    public boolean waits(@Nullable String owner) {
      return claim == Claim.OWN;
    }

    @Override
    public boolean wants() {
      return claim == Claim.OWN;
    }
  }
}
