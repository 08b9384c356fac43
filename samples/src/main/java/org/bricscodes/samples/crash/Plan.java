package org.bricscodes.samples.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Which blow comes next: every fault point in turn, its first call, then its second and so on until
 * there is none; between them kills at no call in particular. Shared by the lanes. Thread-safe.
 */
final class Plan {

  /** Of so many blows one is a kill at random. */
  private static final int RANDOM_EVERY = 5;

  /** Of so many blows one is a write that the kernel cuts short. */
  private static final int SHORT_EVERY = 33;

  private static final int CALLS_OF_A_START = 40;
  private static final int MORE_CALLS = 20;
  private static final int PATIENCE = 2;

  /** One blow. */
  sealed interface Blow {

    /** At the n-th call of a point. */
    record At(FaultPoint point, int nth) implements Blow {}

    /** A kill after so many milliseconds under everything. */
    record AtRandom(int millis) implements Blow {}

    /** A write of the store cut short by a limit on the size of files. */
    record CutShort() implements Blow {}
  }

  private final SplittableRandom random;
  private final List<FaultPoint> points;
  private final Deque<FaultPoint> cycle = new ArrayDeque<>();
  private final Map<FaultPoint, Integer> counts = new HashMap<>();
  private final Map<FaultPoint, Integer> missed = new HashMap<>();
  private final Set<FaultPoint> absent = new HashSet<>();
  private int left;
  private int given;

  Plan(long seed, int kills) {
    this.random = new SplittableRandom(seed);
    this.points = new ArrayList<>(FaultPoint.all());
    this.left = kills;
  }

  /** The next blow; empty when there were enough. */
  synchronized Optional<Blow> next() {
    if (left == 0) {
      return Optional.empty();
    }
    left--;
    given++;
    if (given % SHORT_EVERY == 0) {
      return Optional.of(new Blow.CutShort());
    }
    if (given % RANDOM_EVERY == 0) {
      return Optional.of(new Blow.AtRandom(20 + random.nextInt(900)));
    }
    if (cycle.isEmpty()) {
      List<FaultPoint> order = new ArrayList<>(points);
      order.removeAll(absent);
      Collections.shuffle(order, Random.from(random));
      cycle.addAll(order);
    }
    FaultPoint point = cycle.removeFirst();
    return Optional.of(new Blow.At(point, nth(point)));
  }

  private int nth(FaultPoint point) {
    return switch (point.moment()) {
      // A start makes many calls: some of them, rather than the first ones alone.
      case FIRST_START, RESTART -> 1 + random.nextInt(counts.getOrDefault(point, CALLS_OF_A_START));
      case SERVING -> counts.getOrDefault(point, 1);
    };
  }

  /** What became of a blow at a point. */
  synchronized void landed(Blow.At blow, boolean hit) {
    FaultPoint point = blow.point();
    if (hit) {
      missed.remove(point);
    } else if (blow.nth() == 1 && missed.merge(point, 1, Integer::sum) == PATIENCE) {
      absent.add(point);
    }
    switch (point.moment()) {
      case FIRST_START, RESTART -> {
        int limit = counts.getOrDefault(point, CALLS_OF_A_START);
        if (!hit) {
          counts.put(point, Math.max(1, Math.min(limit, blow.nth() - 1)));
        } else if (blow.nth() == limit) {
          counts.put(point, limit + MORE_CALLS);
        }
      }
      case SERVING -> counts.put(point, hit ? blow.nth() + 1 : 1);
    }
  }

  /** Points that have no call at all. */
  synchronized Set<FaultPoint> absent() {
    return Set.copyOf(absent);
  }
}
