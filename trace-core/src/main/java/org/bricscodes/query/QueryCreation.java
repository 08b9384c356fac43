package org.bricscodes.query;

import java.util.List;
import org.bricscodes.epcis.Fault;

/** What became of the wish to keep a query. */
public sealed interface QueryCreation {

  /** It is kept, durably: answer {@code 201}. */
  record Created(NamedQuery query) implements QueryCreation {}

  /** The same party had kept the same query under this name before: answer {@code 200}. */
  record Known(NamedQuery query) implements QueryCreation {}

  /** The name stands for another query, or one of another party: answer {@code 409}. */
  record Taken() implements QueryCreation {}

  /** The name or the query is at fault; pointers begin with {@code /name} or {@code /query}. */
  record Refused(List<Fault> faults) implements QueryCreation {
    public Refused {
      faults = List.copyOf(faults);
    }
  }

  /**
   * There are as many as may be.
   *
   * @param limit that was reached
   */
  record TooMany(int limit) implements QueryCreation {}
}
