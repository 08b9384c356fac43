package org.bricscodes.query;

/** What became of the wish to have the results of a query as a stream. */
public sealed interface StreamOutcome {

  /** It can begin. */
  record Streaming(EventStream stream) implements StreamOutcome {}

  /** There is no query of this name. */
  record NoSuchQuery() implements StreamOutcome {}

  /** There are as many streams as may be: come again. */
  record Busy() implements StreamOutcome {}

  /** The party has its share of them. */
  record OverShare() implements StreamOutcome {}
}
