package org.bricscodes.epcis;

/**
 * The order of a query's results. Events that are equal by it have a stable order among themselves.
 */
public record QueryOrder(Key key, Direction direction) {

  /** By event time, newest first. */
  public static final QueryOrder DEFAULT = new QueryOrder(new Key.EventTime(), Direction.DESC);

  /** What results are ordered by. */
  public sealed interface Key {
    record EventTime() implements Key {}

    record RecordTime() implements Key {}
  }

  /** Ascending or descending, spelled as the parameter spells it. */
  public enum Direction {
    ASC,
    DESC
  }
}
