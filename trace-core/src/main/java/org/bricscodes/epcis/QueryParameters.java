package org.bricscodes.epcis;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bricscodes.epcis.Criterion.Comparison;
import org.bricscodes.gs1.EpcPattern;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gs1Uri;
import org.jspecify.annotations.Nullable;

/** Makes an {@link EventQuery} of parameters, gathering every fault. */
final class QueryParameters {

  static final int MAX_PARAMETERS = 100;
  static final int MAX_VALUES = 100;
  static final int MAX_ALL_VALUES = 500;
  static final int MAX_VALUE_LENGTH = 2_048;
  static final int MAX_FAULTS = 100;

  private static final Set<String> ACTIONS = new TreeSet<>(Set.of("ADD", "OBSERVE", "DELETE"));
  private static final Set<String> DIRECTIONS = new TreeSet<>(Set.of("ASC", "DESC"));
  private static final Set<String> OTHERS =
      Set.of(
          "orderBy",
          "orderDirection",
          "eventCountLimit",
          "maxEventCount",
          "EQ_booleanValue",
          "EXISTS_sensorElement");

  private final Map<String, Given> parameters;
  private final FaultList faults;
  private final GivenReader reader;
  private final QueryNames names;
  private final FieldParameters fields;

  /** By the name each has in the canonical form. */
  private final Map<String, Criterion> criteria = new HashMap<>();

  QueryParameters(Map<String, Given> parameters, Scope scope, FaultList faults) {
    this.parameters = new TreeMap<>(parameters);
    this.faults = faults;
    this.reader = new GivenReader(faults);
    this.names = new QueryNames(scope, reader);
    this.fields = new FieldParameters(reader, names);
  }

  static void tooMany(FaultList faults) {
    faults.add(
        new Fault(
            Fault.DOCUMENT,
            "",
            "the query has too many parameters",
            "keep it to " + MAX_PARAMETERS));
  }

  EventQuery.Outcome read() {
    if (parameters.size() > MAX_PARAMETERS) {
      tooMany(faults);
      return new EventQuery.Outcome.Refused(faults.toList());
    }
    parameters.forEach(this::parameter);
    QueryOrder order = order();
    int eventCountLimit = count("eventCountLimit");
    int maxEventCount = count("maxEventCount");
    requireTogether();
    return faults.count() == 0
        ? new EventQuery.Outcome.Ready(
            new EventQuery(List.copyOf(criteria.values()), order, eventCountLimit, maxEventCount))
        : new EventQuery.Outcome.Refused(faults.toList());
  }

  private void parameter(String name, Given given) {
    ListField list = ListField.of(name);
    MatchField match = MatchField.of(name);
    if (list != null) {
      List<String> values = reader.values(name, given, text -> value(name, list, text));
      add(name, values.isEmpty() ? null : new Criterion.OneOf(list, values));
    } else if (match != null) {
      List<String> values = reader.values(name, given, text -> thing(name, text));
      add(name, values.isEmpty() ? null : new Criterion.Match(match, values));
    } else if (!isControl(name) && !isFixed(name, given) && !isLink(name, given)) {
      switch (fields.read(name, given)) {
        case FieldParameters.Read.Found(Criterion criterion) -> add(name, criterion);
        case FieldParameters.Read.Nothing _ -> {}
        case FieldParameters.Read.Unknown _ -> unknown(name);
      }
    }
  }

  private void add(String name, @Nullable Criterion criterion) {
    if (criterion != null && criteria.putIfAbsent(criterion.parameter(), criterion) != null) {
      reader.fault(name, "the query says this twice, spelled differently", "say it once");
    }
  }

  private static boolean isControl(String name) {
    return switch (name) {
      case "orderBy", "orderDirection", "eventCountLimit", "maxEventCount" -> true;
      default -> false;
    };
  }

  /** Times, places with all below them, truths. */
  private boolean isFixed(String name, Given given) {
    for (TimeField field : TimeField.values()) {
      for (Comparison comparison : comparisons(field)) {
        if (name.equals(comparison.prefix() + field.fieldName())) {
          Instant time = reader.time(name, given);
          add(name, time == null ? null : new Criterion.Time(field, comparison, time));
          return true;
        }
      }
    }
    for (PlaceField field : PlaceField.values()) {
      if (name.equals(field.parameter())) {
        List<String> values = reader.values(name, given, text -> identifier(name, text));
        add(name, values.isEmpty() ? null : new Criterion.Within(field, values));
        return true;
      }
    }
    for (ExistsField field : ExistsField.values()) {
      boolean alias =
          field == ExistsField.SENSOR_ELEMENT_LIST && name.equals("EXISTS_sensorElement");
      if (alias || name.equals("EXISTS_" + field.fieldName())) {
        Boolean wanted = reader.flag(name, given);
        add(name, wanted != null && wanted ? new Criterion.Exists(field) : null);
        return true;
      }
    }
    if (name.equals("EQ_booleanValue")) {
      Boolean value = reader.flag(name, given);
      add(name, value == null ? null : new Criterion.Flag(value));
      return true;
    }
    return false;
  }

  private static List<Comparison> comparisons(TimeField field) {
    return field == TimeField.TIME
        ? List.of(Comparison.EQ, Comparison.GE, Comparison.LT)
        : List.of(Comparison.GE, Comparison.LT);
  }

  private boolean isLink(String name, Given given) {
    for (LinkKind kind : LinkKind.values()) {
      String prefix = kind.prefix();
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        String type = linkType(name, kind, name.substring(prefix.length()));
        List<String> values = reader.values(name, given, text -> identifier(name, text));
        add(name, type == null || values.isEmpty() ? null : new Criterion.Link(kind, type, values));
        return true;
      }
    }
    return false;
  }

  private @Nullable String linkType(String name, LinkKind kind, String written) {
    String bracketed = QueryNames.bracketed(written);
    if (bracketed != null) {
      return bracketed;
    }
    String type = kind.types().canonical(names.expanded(written));
    if (!type.equals(written) || Scope.isUri(type)) {
      return type;
    }
    if (written.indexOf(':') >= 0) {
      return names.name(name, written);
    }
    String meant = kind.types().nearest(written);
    reader.fault(
        name,
        Fault.quote(written) + " is not a " + kind.types().noun(),
        meant == null ? "give a word of CBV 2.0, a CURIE or a URI" : "did you mean " + meant + "?");
    return null;
  }

  private void unknown(String name) {
    Set<String> known = new TreeSet<>(OTHERS);
    for (ListField field : ListField.values()) {
      known.add(field.parameter());
    }
    for (MatchField field : MatchField.values()) {
      known.add(field.parameter());
    }
    for (TimeField field : TimeField.values()) {
      comparisons(field).forEach(by -> known.add(by.prefix() + field.fieldName()));
    }
    for (ExistsField field : ExistsField.values()) {
      known.add("EXISTS_" + field.fieldName());
    }
    for (PlaceField field : PlaceField.values()) {
      known.add(field.parameter());
    }
    for (Comparison comparison : Comparison.values()) {
      known.add(comparison.prefix() + "quantity");
      known.add(comparison.prefix() + "value_CEL");
    }
    String meant = Nearest.to(name, known);
    reader.fault(
        name,
        "there is no such query parameter",
        meant == null
            ? "see the list of parameters; a field of your own is written with its prefix"
            : "did you mean " + meant + "?");
  }

  private @Nullable String value(String name, ListField field, String text) {
    Vocabulary words = field.words();
    return switch (field.kind()) {
      case WORD -> words == null ? text : word(name, words, text);
      case IDENTIFIER -> identifier(name, text);
      case TEXT -> text;
      case HEX -> text.toUpperCase(Locale.ROOT);
      case ACTION -> {
        if (!ACTIONS.contains(text)) {
          reader.fault(name, Fault.quote(text) + " is no possible value", "give one of " + ACTIONS);
        }
        yield text;
      }
      case EVENT_TYPE -> eventType(name, text);
    };
  }

  private @Nullable String word(String name, Vocabulary words, String text) {
    String bracketed = QueryNames.bracketed(text);
    if (bracketed != null) {
      return bracketed;
    }
    String canonical = words.canonical(names.expanded(text));
    String standard = words.wordFor(canonical);
    if (standard != null) {
      return words.canonical(standard);
    }
    if (Scope.isUri(canonical)) {
      return canonical;
    }
    if (text.indexOf(':') >= 0) {
      return names.name(name, text);
    }
    String meant = words.nearest(text);
    reader.fault(
        name,
        Fault.quote(text) + " is not a standard " + words.noun(),
        (meant == null ? "" : "did you mean " + meant + "? ")
            + "give a word of CBV 2.0, a CURIE or a URI");
    return null;
  }

  private String eventType(String name, String text) {
    String type = names.expanded(text);
    if (QueryNames.bracketed(text) != null) {
      return type;
    }
    if (EventField.Types.of(type) == 0 && !Scope.isUri(type)) {
      String meant = Nearest.to(text, EventField.Types.names());
      reader.fault(
          name,
          Fault.quote(text) + " is not an event type",
          meant == null ? "give a type of EPCIS 2.0" : "did you mean " + meant + "?");
    }
    return type;
  }

  private @Nullable String identifier(String name, String text) {
    String uri = names.expanded(text);
    if (!Uris.isValid(uri)) {
      reader.fault(name, Fault.quote(text) + " is not a URI", "give an EPC URN or a Digital Link");
      return null;
    }
    return Gs1Uri.canonical(uri);
  }

  private @Nullable String thing(String name, String text) {
    String uri = names.expanded(text);
    // The star of a pattern may stand in a URI, so what is none is none with stars as well.
    if (!Uris.isValid(uri)) {
      reader.fault(
          name,
          Fault.quote(text) + " is not a URI",
          "give an EPC URN, a Digital Link or a pattern urn:epc:idpat:");
      return null;
    }
    try {
      return EpcPattern.parse(uri).canonical();
    } catch (Gs1Exception e) {
      reader.fault(
          name,
          Fault.quote(text) + ": " + e.getMessage(),
          "give a pattern such as urn:epc:idpat:sgtin:0614141.112345.*");
      return null;
    }
  }

  private QueryOrder order() {
    Given by = parameters.get("orderBy");
    Given direction = parameters.get("orderDirection");
    QueryOrder.Key key = by == null ? new QueryOrder.Key.EventTime() : key(by);
    String way = direction == null ? null : reader.choice("orderDirection", direction, DIRECTIONS);
    return new QueryOrder(
        key, way == null ? QueryOrder.DEFAULT.direction() : QueryOrder.Direction.valueOf(way));
  }

  private QueryOrder.Key key(Given given) {
    String remedy = "give one of [eventTime, recordTime] or an extension field as a CURIE";
    String text = reader.text("orderBy", given, remedy);
    if (text == null || text.equals("eventTime")) {
      return new QueryOrder.Key.EventTime();
    }
    if (text.equals("recordTime")) {
      return new QueryOrder.Key.RecordTime();
    }
    if (text.indexOf(':') < 0 && QueryNames.bracketed(text) == null) {
      reader.fault("orderBy", Fault.quote(text) + " is no possible value", remedy);
      return new QueryOrder.Key.EventTime();
    }
    String name = names.name("orderBy", text);
    return name == null ? new QueryOrder.Key.EventTime() : new QueryOrder.Key.Field(name);
  }

  private int count(String name) {
    Given given = parameters.get(name);
    return given == null ? Integer.MAX_VALUE : reader.count(name, given);
  }

  private void requireTogether() {
    boolean limited = parameters.containsKey("eventCountLimit");
    if (limited && !parameters.containsKey("orderBy")) {
      reader.fault("eventCountLimit", "it needs orderBy", "add orderBy=eventTime");
    }
    if (limited && parameters.containsKey("maxEventCount")) {
      reader.fault("maxEventCount", "it excludes eventCountLimit", "give one of the two");
    }
  }
}
