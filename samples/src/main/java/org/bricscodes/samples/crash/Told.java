package org.bricscodes.samples.crash;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bricscodes.tlog.SignedCheckpoint;

/** What the service has acknowledged, or shown, since the drill began. Thread-safe. */
final class Told {

  /** A document that was taken on: its events have consecutive numbers. */
  record Document(int round, int first, int count) {}

  /** Numbers of events answered 201, by round. */
  final Map<Integer, Set<Integer>> events = new ConcurrentSkipListMap<>();

  /** Documents answered 202, by the address of their job; removed once seen done. */
  final Map<String, Document> jobs = new ConcurrentHashMap<>();

  /** Batches answered 201: id by the client's name for the order. */
  final Map<String, String> batches = new ConcurrentHashMap<>();

  /** Orders sent and not answered. */
  final Set<String> open = new ConcurrentSkipListSet<>();

  /** Codes of a batch, as first read. */
  final Map<String, List<String>> codes = new ConcurrentHashMap<>();

  /** By round: state by link of a code. */
  final Map<Integer, Map<String, String>> states = new ConcurrentSkipListMap<>();

  /** Visits that a history showed, by link. */
  final Map<String, Integer> visits = new ConcurrentHashMap<>();

  /** Words by reference of a report. */
  final Map<String, String> reports = new ConcurrentHashMap<>();

  /** Largest size of the other log that was cosigned. */
  final AtomicLong cosigned = new AtomicLong();

  /** Largest size that a ledger was said to hold finally. */
  final AtomicLong anchored = new AtomicLong();

  /** How much was acknowledged in all, of whatever kind. */
  final AtomicInteger acknowledged = new AtomicInteger();

  private final List<SignedCheckpoint> checkpoints = new ArrayList<>();
  private final Set<String> serials = new HashSet<>();

  void event(int round, int number) {
    events.computeIfAbsent(round, key -> new ConcurrentSkipListSet<>()).add(number);
  }

  void state(int round, String link, String state) {
    states.computeIfAbsent(round, key -> new ConcurrentHashMap<>()).put(link, state);
  }

  /** A checkpoint that was served. */
  synchronized void checkpoint(SignedCheckpoint checkpoint) {
    if (checkpoints.isEmpty() || !checkpoints.getLast().equals(checkpoint)) {
      checkpoints.add(checkpoint);
    }
  }

  synchronized List<SignedCheckpoint> checkpoints() {
    return List.copyOf(checkpoints);
  }

  /** The codes of a batch, read for the first time or again. */
  synchronized void codes(String batch, List<String> read) {
    List<String> before = codes.putIfAbsent(batch, read);
    if (before == null) {
      for (String serial : read) {
        Violation.unless(serials.add(serial), "serial " + serial + " was issued twice");
      }
    } else {
      Violation.unless(before.equals(read), "the codes of batch " + batch + " have changed");
    }
  }

  synchronized int issued() {
    return serials.size();
  }
}
