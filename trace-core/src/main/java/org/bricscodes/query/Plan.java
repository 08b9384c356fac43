package org.bricscodes.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.EventTerms;

/**
 * How a query is answered from the index.
 *
 * @param query with places spelled out
 * @param terms conditions on terms, those that few events meet first: an event is a result only if
 *     it has at least one term of every inner list. Necessary, not sufficient. Never empty: what
 *     has no terms gets {@link EventTerms#everything()}
 * @param window of event times
 * @param residual conditions that terms and window do not decide
 * @param isRare whether some condition is on terms that few events have
 */
record Plan(
    EventQuery query,
    List<List<String>> terms,
    TimeWindow window,
    List<Criterion> residual,
    boolean isRare) {

  /**
   * @throws QueryLimitException if its places are too many
   */
  static Plan of(EventQuery asked, Visibility visibility, MasterDataSource masterData) {
    EventQuery query = PlaceTree.spelledOut(asked, masterData);
    TimeWindow window = TimeWindow.of(query);
    Set<List<String>> terms = new LinkedHashSet<>();
    List<Criterion> residual = new ArrayList<>();
    for (Criterion criterion : query.criteria()) {
      List<String> any = QueryTerms.of(criterion);
      if (!any.isEmpty()) {
        terms.add(any);
      }
      if (!QueryTerms.isExact(criterion) && !TimeWindow.isExact(criterion)) {
        residual.add(criterion);
      }
    }
    String party = visibility.term();
    if (party != null) {
      terms.add(List.of(party));
    }
    List<List<String>> rarestFirst =
        terms.stream().sorted(Comparator.comparing(Plan::isWidespread)).toList();
    boolean isRare = !rarestFirst.isEmpty() && !isWidespread(rarestFirst.getFirst());
    return new Plan(
        query,
        rarestFirst.isEmpty() ? List.of(EventTerms.everything()) : rarestFirst,
        window,
        residual,
        isRare);
  }

  private static boolean isWidespread(List<String> terms) {
    return terms.stream().anyMatch(EventTerms::isWidespread);
  }
}
