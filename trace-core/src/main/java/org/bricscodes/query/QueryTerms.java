package org.bricscodes.query;

import java.util.ArrayList;
import java.util.List;
import org.bricscodes.epcis.Criterion;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.EventTerms;
import org.bricscodes.epcis.LinkKind;
import org.bricscodes.epcis.ListField;
import org.bricscodes.epcis.MatchField;
import org.jspecify.annotations.Nullable;

/** The index terms that narrow the search for a query's events. */
final class QueryTerms {

  private static final String TRADE_ITEM = "https://id.gs1.org/01/";

  private QueryTerms() {}

  /**
   * An event is a result only if it has at least one term of <em>every</em> inner list. Terms are
   * necessary, not sufficient. Never empty: what has no terms gets {@link EventTerms#everything()}.
   */
  static List<List<String>> of(EventQuery query, Visibility visibility) {
    List<List<String>> terms = new ArrayList<>();
    for (Criterion criterion : query.criteria()) {
      List<String> any = of(criterion);
      if (!any.isEmpty()) {
        terms.add(any);
      }
    }
    String party = visibility.term();
    if (party != null) {
      terms.add(List.of(party));
    }
    return terms.isEmpty() ? List.of(EventTerms.everything()) : terms;
  }

  /** Empty where no term says anything about a condition. */
  private static List<String> of(Criterion criterion) {
    return switch (criterion) {
      case Criterion.OneOf(ListField field, List<String> values) -> {
        String name = name(field);
        yield name == null ? List.of() : terms(name, values);
      }
      case Criterion.Match(MatchField field, List<String> values) -> things(field, values);
      case Criterion.Link(LinkKind kind, String _, List<String> values) ->
          terms(kind.term(), values);
      case Criterion.Time _, Criterion.Exists _ -> List.of();
    };
  }

  private static List<String> terms(String name, List<String> values) {
    return values.stream().map(value -> name + "=" + value).toList();
  }

  private static List<String> things(MatchField field, List<String> values) {
    List<String> any = new ArrayList<>();
    for (String value : values) {
      if (isTradeItem(value)) {
        any.add("gtin=" + value.substring(TRADE_ITEM.length()));
      } else {
        field.roles().forEach(role -> any.add(role + "=" + value));
      }
    }
    return any;
  }

  static boolean isTradeItem(String canonical) {
    return canonical.startsWith(TRADE_ITEM) && canonical.length() == TRADE_ITEM.length() + 14;
  }

  /** The name of the term that holds a field, null where there is none. */
  static @Nullable String name(ListField field) {
    return switch (field) {
      case EVENT_TYPE -> "eventType";
      case BIZ_STEP -> "bizStep";
      case DISPOSITION -> "disposition";
      case READ_POINT -> "readPoint";
      case BIZ_LOCATION -> "bizLocation";
      case TRANSFORMATION_ID -> "transformationID";
      case EVENT_ID -> "eventID";
      case ACTION -> null;
    };
  }
}
