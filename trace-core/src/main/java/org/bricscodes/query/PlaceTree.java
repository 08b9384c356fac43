package org.bricscodes.query;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.PlaceField;

/** Places and all that is below them, by the children that master data names. */
final class PlaceTree {

  /** Places that one condition may span. */
  static final int MAX_PLACES = 2_000;

  private PlaceTree() {}

  /**
   * The query with every {@code WD_} condition turned into one on the places themselves.
   *
   * @throws QueryLimitException if they are too many
   */
  static EventQuery spelledOut(EventQuery query, MasterDataSource masterData) {
    List<Criterion> criteria = new ArrayList<>(query.criteria().size());
    for (Criterion criterion : query.criteria()) {
      criteria.add(
          criterion instanceof Criterion.Within(PlaceField field, List<String> values)
              ? new Criterion.OneOf(field.list(), List.copyOf(below(values, masterData)))
              : criterion);
    }
    return new EventQuery(criteria, query.order(), query.eventCountLimit(), query.maxEventCount());
  }

  /** The places and their descendants, each once: places that contain each other end the search. */
  private static Set<String> below(Collection<String> places, MasterDataSource masterData) {
    Set<String> found = new LinkedHashSet<>(places);
    Deque<String> ahead = new ArrayDeque<>(found);
    while (!ahead.isEmpty()) {
      String place = ahead.remove();
      for (String child : masterData.find(place).map(it -> it.children()).orElse(List.of())) {
        if (found.add(child)) {
          ahead.add(child);
        }
      }
      if (found.size() > MAX_PLACES) {
        throw new QueryLimitException(
            new QueryAnswer.TooComplex(QueryAnswer.Limit.PLACES, MAX_PLACES));
      }
    }
    return found;
  }
}
