package org.bricscodes.scans;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks of one device at one item, none further from the one before than a session lasts: what is
 * counted, since people reload pages.
 *
 * @param began the first look, to the millisecond
 * @param last the latest look
 * @param looks how many were recorded; looks within a minute of each other are one
 * @param place where the first look came from; null where it is not known
 * @param found what the first look found
 * @param facts about the item at the first look
 */
public record Visit(
    Instant began,
    Instant last,
    int looks,
    @Nullable Place place,
    Visitor visitor,
    Found found,
    Channel channel,
    ItemFacts facts) {

  public Visit {
    began = began.truncatedTo(ChronoUnit.MILLIS);
    last = last.truncatedTo(ChronoUnit.MILLIS);
    if (last.isBefore(began) || looks < 1) {
      throw new IllegalArgumentException(
          "a visit has a look, and its last is not before its first");
    }
  }

  /** A visit of one look. */
  static Visit of(Look look, ItemFacts facts) {
    return new Visit(
        look.at(), look.at(), 1, look.place(), look.visitor(), look.found(), look.channel(), facts);
  }

  /** Whether the look is part of this visit. */
  boolean takes(Look look, Duration session) {
    return look.visitor().device() == visitor.device()
        && isInner(look.channel()) == isInner(channel)
        && !look.at().isBefore(began.minus(session))
        && !look.at().isAfter(last.plus(session));
  }

  /** The same with one more look. Its beginning is its identity and stays. */
  Visit with(Look look) {
    Instant latest = look.at().isAfter(last) ? look.at() : last;
    return new Visit(began, latest, looks + 1, place, visitor, found, channel, facts);
  }

  private static boolean isInner(Channel way) {
    return way == Channel.INNER;
  }

  /**
   * A name for whoever this probably was: the same kind of phone in the same region is taken for
   * the same person, since phones change networks and addresses more often than people share packs.
   */
  Person person() {
    return new Person(visitor.agent(), place, place == null ? visitor.network() : 0);
  }

  /** See {@link #person}. */
  record Person(short agent, @Nullable Place place, long network) {}
}
