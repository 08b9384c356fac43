package org.bricscodes.codes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A set of places of a batch, as ranges that neither overlap nor touch, in order: one set has one
 * form. Immutable.
 */
final class Intervals {

  static final Intervals NONE = new Intervals(new int[0]);

  /** First place and end of each range, alternately. */
  private final int[] bounds;

  private Intervals(int[] bounds) {
    this.bounds = bounds;
  }

  /** The places from {@code from} on, up to and without {@code to}. */
  static Intervals range(long from, long to) {
    return from == to
        ? NONE
        : new Intervals(new int[] {Math.toIntExact(from), Math.toIntExact(to)});
  }

  /** These places, in any order. */
  static Intervals of(List<Long> places) {
    int[] sorted = places.stream().mapToInt(Math::toIntExact).sorted().distinct().toArray();
    int[] bounds = new int[2 * sorted.length];
    int end = 0;
    for (int place : sorted) {
      if (end > 0 && bounds[end - 1] == place) {
        bounds[end - 1] = place + 1;
      } else {
        bounds[end++] = place;
        bounds[end++] = place + 1;
      }
    }
    return new Intervals(Arrays.copyOf(bounds, end));
  }

  static Intervals decode(byte[] bytes) {
    int[] bounds = new int[bytes.length / Integer.BYTES];
    ByteBuffer.wrap(bytes).asIntBuffer().get(bounds);
    return new Intervals(bounds);
  }

  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(bounds.length * Integer.BYTES);
    bytes.asIntBuffer().put(bounds);
    return bytes.array();
  }

  /** How many ranges. */
  int size() {
    return bounds.length / 2;
  }

  long from(int range) {
    return bounds[2 * range];
  }

  /** The place behind the last one of a range. */
  long to(int range) {
    return bounds[2 * range + 1];
  }

  /** How many places. */
  long places() {
    long places = 0;
    for (int i = 0; i < size(); i++) {
      places += to(i) - from(i);
    }
    return places;
  }

  Intervals union(Intervals other) {
    return merge(other, true);
  }

  Intervals minus(Intervals other) {
    return merge(other, false);
  }

  /** Walks over both lists of bounds: at each, membership in one of the two sets turns. */
  private Intervals merge(Intervals other, boolean either) {
    int[] merged = new int[bounds.length + other.bounds.length];
    int end = 0;
    int mine = 0;
    int theirs = 0;
    boolean within = false;
    while (mine < bounds.length || theirs < other.bounds.length) {
      int at = Math.min(at(mine), other.at(theirs));
      if (at(mine) == at) {
        mine++;
      }
      if (other.at(theirs) == at) {
        theirs++;
      }
      boolean inMine = mine % 2 == 1;
      boolean inTheirs = theirs % 2 == 1;
      boolean now = either ? inMine || inTheirs : inMine && !inTheirs;
      if (now != within) {
        merged[end++] = at;
        within = now;
      }
    }
    return new Intervals(Arrays.copyOf(merged, end));
  }

  private int at(int bound) {
    return bound < bounds.length ? bounds[bound] : Integer.MAX_VALUE;
  }
}
