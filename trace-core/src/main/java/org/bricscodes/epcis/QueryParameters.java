package org.bricscodes.epcis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.bricscodes.gs1.Gs1Uri;
import org.jspecify.annotations.Nullable;

/** Makes an {@link EventQuery} of parameters, gathering every fault. */
final class QueryParameters {

  static final int MAX_PARAMETERS = 100;
  static final int MAX_VALUES = 100;
  static final int MAX_VALUE_LENGTH = 2_048;
  static final int MAX_FAULTS = 100;

  private static final Set<String> ACTIONS = Set.of("ADD", "OBSERVE", "DELETE");
  private static final Set<String> OTHERS =
      Set.of("orderBy", "orderDirection", "eventCountLimit", "maxEventCount");

  private final Map<String, Given> parameters;
  private final Scope scope;
  private final FaultList faults;
  private final List<Criterion> criteria = new ArrayList<>();

  QueryParameters(Map<String, Given> parameters, Scope scope, FaultList faults) {
    this.parameters = new TreeMap<>(parameters);
    this.scope = scope;
    this.faults = faults;
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
    parameters.forEach(this::criterion);
    QueryOrder order = order();
    int eventCountLimit = count("eventCountLimit");
    int maxEventCount = count("maxEventCount");
    requireTogether();
    return faults.count() == 0
        ? new EventQuery.Outcome.Ready(
            new EventQuery(criteria, order, eventCountLimit, maxEventCount))
        : new EventQuery.Outcome.Refused(faults.toList());
  }

  private void fault(String name, String message, String remedy) {
    faults.add(new Fault(Fault.DOCUMENT, name, message, remedy));
  }

  private void criterion(String name, Given given) {
    ListField list = ListField.of(name);
    MatchField match = MatchField.of(name);
    if (list != null) {
      List<String> values = values(name, given, text -> value(name, list, text));
      if (!values.isEmpty()) {
        criteria.add(new Criterion.OneOf(list, values));
      }
    } else if (match != null) {
      List<String> values = values(name, given, text -> thing(name, text));
      if (!values.isEmpty()) {
        criteria.add(new Criterion.Match(match, values));
      }
    } else if (!OTHERS.contains(name) && !isTime(name, given) && !isLink(name, given)) {
      if (name.equals("EXISTS_errorDeclaration")) {
        exists(name, ExistsField.ERROR_DECLARATION, given);
      } else {
        unknown(name);
      }
    }
  }

  private boolean isTime(String name, Given given) {
    for (TimeField field : TimeField.values()) {
      for (Criterion.Comparison comparison :
          List.of(Criterion.Comparison.GE, Criterion.Comparison.LT)) {
        if (name.equals(comparison.name() + "_" + field.fieldName())) {
          Instant time = time(name, given);
          if (time != null) {
            criteria.add(new Criterion.Time(field, comparison, time));
          }
          return true;
        }
      }
    }
    return false;
  }

  private boolean isLink(String name, Given given) {
    for (LinkKind kind : LinkKind.values()) {
      String prefix = kind.prefix();
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        String type = kind.types().canonical(expanded(name.substring(prefix.length())));
        List<String> values = values(name, given, text -> identifier(name, text));
        if (!values.isEmpty()) {
          criteria.add(new Criterion.Link(kind, type, values));
        }
        return true;
      }
    }
    return false;
  }

  private void exists(String name, ExistsField field, Given given) {
    Boolean wanted = flag(name, given);
    if (wanted != null && wanted) {
      criteria.add(new Criterion.Exists(field));
    }
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
      known.add("GE_" + field.fieldName());
      known.add("LT_" + field.fieldName());
    }
    for (ExistsField field : ExistsField.values()) {
      known.add("EXISTS_" + field.fieldName());
    }
    String meant = Nearest.to(name, known);
    fault(
        name,
        "there is no such query parameter",
        meant == null ? "see the list of parameters" : "did you mean " + meant + "?");
  }

  /** The values of a list parameter; empty when it is at fault. */
  private List<String> values(
      String name, Given given, Function<String, @Nullable String> canonical) {
    List<String> texts =
        switch (given) {
          case Given.Written(String text) -> List.of(text.split("\\|", MAX_VALUES + 1));
          case Given.Items(List<Given> items) -> texts(name, items);
          case Given.Text _, Given.Numeral _, Given.Flag _, Given.Other _ -> {
            fault(name, given.describe() + " is no list", "give an array of strings");
            yield List.of();
          }
        };
    if (texts.size() > MAX_VALUES) {
      fault(name, "there are too many values", "give at most " + MAX_VALUES);
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String text : texts) {
      if (text.isEmpty() || text.length() > MAX_VALUE_LENGTH) {
        fault(name, "a value is empty or too long", "give values separated by |");
        return List.of();
      }
      String value = canonical.apply(text);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private List<String> texts(String name, List<Given> items) {
    if (items.isEmpty()) {
      fault(name, "the list is empty", "give a value or leave the parameter out");
    }
    List<String> texts = new ArrayList<>();
    for (Given item : items) {
      if (item instanceof Given.Text(String text)) {
        texts.add(text);
      } else {
        fault(name, item.describe() + " is no string", "give an array of strings");
      }
    }
    return texts;
  }

  private @Nullable String value(String name, ListField field, String text) {
    Vocabulary words = field.words();
    return switch (field.kind()) {
      case WORD -> words == null ? text : words.canonical(expanded(text));
      case IDENTIFIER -> identifier(name, text);
      case TEXT -> text;
      case ACTION -> {
        if (!ACTIONS.contains(text)) {
          fault(
              name,
              Fault.quote(text) + " is no possible value",
              "give one of " + new TreeSet<>(ACTIONS));
        }
        yield text;
      }
      case EVENT_TYPE -> eventType(name, text);
    };
  }

  private String eventType(String name, String text) {
    String type = expanded(text);
    if (EventField.Types.of(type) == 0 && !Scope.isUri(type)) {
      String meant = Nearest.to(text, EventField.Types.names());
      fault(
          name,
          Fault.quote(text) + " is not an event type",
          meant == null ? "give a type of EPCIS 2.0" : "did you mean " + meant + "?");
    }
    return type;
  }

  /** The expansion of a CURIE; anything else as it is. */
  private String expanded(String text) {
    String expanded = Scope.isUri(text) ? null : scope.expand(text);
    return expanded == null ? text : expanded;
  }

  private String identifier(String name, String text) {
    String uri = expanded(text);
    if (!Uris.isValid(uri)) {
      fault(name, Fault.quote(text) + " is not a URI", "give an EPC URN or a Digital Link");
    }
    return Gs1Uri.canonical(uri);
  }

  private String thing(String name, String text) {
    String canonical = identifier(name, text);
    if (text.startsWith("urn:epc:idpat:") && !canonical.startsWith(EventTerms.TRADE_ITEM)) {
      fault(name, "this pattern is not supported", "patterns may end in the serial of a SGTIN");
    }
    return canonical;
  }

  /** The text of a value that is one string; null after a fault. */
  private @Nullable String text(String name, Given given, String wanted) {
    return switch (given) {
      case Given.Written(String text) -> text;
      case Given.Text(String text) -> text;
      case Given.Numeral _, Given.Flag _, Given.Items _, Given.Other _ -> {
        fault(name, given.describe() + " is not right", wanted);
        yield null;
      }
    };
  }

  private @Nullable Instant time(String name, Given given) {
    String text = text(name, given, Rfc3339.REMEDY);
    if (text == null) {
      return null;
    }
    Instant time = Rfc3339.parse(text);
    if (time == null) {
      fault(name, Fault.quote(text) + ": " + Rfc3339.problem(text), Rfc3339.REMEDY);
    }
    return time;
  }

  private @Nullable Boolean flag(String name, Given given) {
    return switch (given) {
      case Given.Flag(boolean value) -> value;
      case Given.Written(String text) when text.equals("true") || text.equals("false") ->
          text.equals("true");
      case Given.Written _, Given.Text _, Given.Numeral _, Given.Items _, Given.Other _ -> {
        fault(name, given.describe() + " is no possible value", "give one of [false, true]");
        yield null;
      }
    };
  }

  private String choice(String name, String absent, Set<String> allowed) {
    Given given = parameters.get(name);
    String text = given == null ? absent : text(name, given, "give one of " + allowed);
    if (text != null && !allowed.contains(text)) {
      fault(name, Fault.quote(text) + " is no possible value", "give one of " + allowed);
    }
    return text == null || !allowed.contains(text) ? absent : text;
  }

  private QueryOrder order() {
    String by = choice("orderBy", "eventTime", new TreeSet<>(Set.of("eventTime", "recordTime")));
    String direction = choice("orderDirection", "DESC", new TreeSet<>(Set.of("ASC", "DESC")));
    return new QueryOrder(
        by.equals("eventTime") ? new QueryOrder.Key.EventTime() : new QueryOrder.Key.RecordTime(),
        QueryOrder.Direction.valueOf(direction));
  }

  /** A positive number; the largest when it is not given. */
  private int count(String name) {
    Given given = parameters.get(name);
    if (given == null) {
      return Integer.MAX_VALUE;
    }
    String text =
        switch (given) {
          case Given.Written(String written) -> written;
          case Given.Numeral(String numeral) -> numeral;
          case Given.Text _, Given.Flag _, Given.Items _, Given.Other _ -> "";
        };
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    int value = digits ? Integer.parseInt(text) : 0;
    if (value < 1) {
      fault(name, given.describe() + " is not a count", "give a whole number from 1");
      return Integer.MAX_VALUE;
    }
    return value;
  }

  private void requireTogether() {
    boolean limited = parameters.containsKey("eventCountLimit");
    if (limited && !parameters.containsKey("orderBy")) {
      fault("eventCountLimit", "it needs orderBy", "add orderBy=eventTime");
    }
    if (limited && parameters.containsKey("maxEventCount")) {
      fault("maxEventCount", "it excludes eventCountLimit", "give one of the two");
    }
  }
}
