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

    /**
     * A field of the event outside the standard: numbers, then times, then texts by code point.
     * Events without it come last.
     *
     * @param name expanded
     */
    record Field(String name) implements Key {
      /** As conditions name it. */
      public FieldName fieldName() {
        return new FieldName(FieldName.Where.EVENT, FieldName.Depth.TOP, name);
      }
    }
  }

  /** Ascending or descending, spelled as the parameter spells it. */
  public enum Direction {
    ASC,
    DESC
  }
}
