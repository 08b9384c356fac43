package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Prints queries in their one canonical form. */
final class QueryText {

  private final Map<String, String> members = new TreeMap<>();

  private QueryText() {}

  static String of(EventQuery query) {
    QueryText text = new QueryText();
    query.criteria().forEach(text::add);
    boolean limited = query.eventCountLimit() != Integer.MAX_VALUE;
    if (limited || !query.order().equals(QueryOrder.DEFAULT)) {
      text.add(query.order());
    }
    text.limit("eventCountLimit", query.eventCountLimit());
    text.limit("maxEventCount", query.maxEventCount());
    StringBuilder all = new StringBuilder("{");
    text.members.forEach(
        (name, value) -> {
          all.append(all.length() > 1 ? "," : "").append(quote(name)).append(':').append(value);
        });
    return all.append('}').toString();
  }

  private void add(Criterion criterion) {
    members.put(
        criterion.parameter(),
        switch (criterion) {
          case Criterion.OneOf(ListField field, List<String> values) ->
              list(values.stream().map(field::written).sorted().toList());
          case Criterion.Match(MatchField _, List<String> values) -> list(values);
          case Criterion.Link(LinkKind _, String _, List<String> values) -> list(values);
          case Criterion.Within(PlaceField _, List<String> values) -> list(values);
          case Criterion.Time time -> quote(Rfc3339.canonical(time.time()));
          case Criterion.Amount number -> Decimals.canonical(number.value());
          case Criterion.Flag(boolean value) -> String.valueOf(value);
          case Criterion.Exists _ -> "true";
          case Criterion.FieldOneOf(FieldName _, List<String> values) -> list(values);
          case Criterion.FieldCompared compared -> scalar(compared.bound());
          case Criterion.FieldExists _ -> "true";
          case Criterion.HasAttribute(String _, List<String> names) -> list(names);
          case Criterion.AttributeOneOf one -> list(one.values());
        });
  }

  /** Not printed where it is what a query without it has. */
  private void add(QueryOrder order) {
    switch (order.key()) {
      case QueryOrder.Key.EventTime _ -> members.put("orderBy", "\"eventTime\"");
      case QueryOrder.Key.RecordTime _ -> members.put("orderBy", "\"recordTime\"");
      case QueryOrder.Key.Field(String name) ->
          members.put("orderBy", quote(QueryNames.written(name)));
    }
    members.put("orderDirection", quote(order.direction().name()));
  }

  private void limit(String name, int limit) {
    if (limit != Integer.MAX_VALUE) {
      members.put(name, String.valueOf(limit));
    }
  }

  private static String scalar(Scalar scalar) {
    String text = scalar.canonical();
    return scalar instanceof Scalar.Decimal ? text : quote(text);
  }

  private static String list(List<String> values) {
    StringBuilder list = new StringBuilder("[");
    for (String value : values) {
      list.append(list.length() > 1 ? "," : "").append(quote(value));
    }
    return list.append(']').toString();
  }

  private static String quote(String text) {
    Utf8Buffer out = new Utf8Buffer(text.length() + 8);
    new Jcs(out).quote(text);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }
}
