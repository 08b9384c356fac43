package org.bricscodes.epcis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.bricscodes.gs1.Gs1Uri;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of {@link EventQuery}, gathering every fault. */
final class QueryParameters {

  static final int MAX_VALUES = 100;
  static final int MAX_VALUE_LENGTH = 2_048;

  private static final Set<String> NAMES =
      Set.of(
          "eventType",
          "GE_eventTime",
          "LT_eventTime",
          "GE_recordTime",
          "LT_recordTime",
          "EQ_action",
          "EQ_bizStep",
          "EQ_disposition",
          "EQ_readPoint",
          "EQ_bizLocation",
          "EQ_transformationID",
          "EQ_eventID",
          "MATCH_epc",
          "MATCH_parentID",
          "MATCH_inputEPC",
          "MATCH_outputEPC",
          "MATCH_anyEPC",
          "MATCH_epcClass",
          "MATCH_inputEPCClass",
          "MATCH_outputEPCClass",
          "MATCH_anyEPCClass",
          "EXISTS_errorDeclaration",
          "orderBy",
          "orderDirection",
          "eventCountLimit",
          "maxEventCount");

  /** Parameters whose name ends in a type: {@code EQ_bizTransaction_po}. */
  private static final List<String> TYPED =
      List.of("EQ_bizTransaction_", "EQ_source_", "EQ_destination_");

  private final Map<String, String> parameters;
  private final List<Fault> faults = new ArrayList<>();

  QueryParameters(Map<String, String> parameters) {
    this.parameters = new TreeMap<>(parameters);
    for (String name : this.parameters.keySet()) {
      if (!NAMES.contains(name) && typed(name) == null) {
        String meant = Nearest.to(name, NAMES);
        fault(
            name,
            "there is no such query parameter here",
            meant == null ? "see the list of parameters" : "did you mean " + meant + "?");
      }
    }
  }

  List<Fault> faults() {
    return faults;
  }

  private void fault(String name, String message, String remedy) {
    faults.add(new Fault(Fault.DOCUMENT, name, message, remedy));
  }

  private static @Nullable String typed(String name) {
    for (String prefix : TYPED) {
      if (name.startsWith(prefix) && name.length() > prefix.length()) {
        return prefix;
      }
    }
    return null;
  }

  /** The values of a list parameter; empty when it is not given. */
  List<String> list(String name, Function<String, String> canonical) {
    String text = parameters.get(name);
    if (text == null) {
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (String value : text.split("\\|", -1)) {
      if (value.isEmpty() || value.length() > MAX_VALUE_LENGTH) {
        fault(name, "a value is empty or too long", "give values separated by |");
        return List.of();
      }
      values.add(canonical.apply(value));
    }
    if (values.size() > MAX_VALUES) {
      fault(name, "there are too many values", "give at most " + MAX_VALUES);
      return List.of();
    }
    return values;
  }

  List<String> identifiers(String name) {
    return list(
        name,
        value -> {
          if (!Uris.isValid(value)) {
            fault(name, Fault.quote(value) + " is not a URI", "give an EPC URN or a Digital Link");
          }
          String canonical = Gs1Uri.canonical(value);
          boolean pattern = value.startsWith("urn:epc:idpat:");
          if (pattern && !canonical.startsWith(EventQuery.TRADE_ITEM)) {
            fault(
                name, "this pattern is not supported", "patterns may end in the serial of a SGTIN");
          }
          return canonical;
        });
  }

  List<String> words(String name, Vocabulary vocabulary) {
    return list(name, vocabulary::canonical);
  }

  List<String> oneOf(String name, Set<String> allowed) {
    return list(
        name,
        value -> {
          if (!allowed.contains(value)) {
            fault(name, Fault.quote(value) + " is no possible value", "give one of " + allowed);
          }
          return value;
        });
  }

  List<String> eventTypes() {
    return list(
        "eventType",
        value -> {
          if (EventField.Types.of(value) == 0 && !Scope.isUri(value)) {
            String meant = Nearest.to(value, EventField.Types.names());
            fault(
                "eventType",
                Fault.quote(value) + " is not an event type",
                meant == null ? "give a type of EPCIS 2.0" : "did you mean " + meant + "?");
          }
          return value;
        });
  }

  Instant time(String name, Instant open) {
    String text = parameters.get(name);
    if (text == null) {
      return open;
    }
    Instant time = Rfc3339.parse(text);
    if (time == null) {
      fault(name, Fault.quote(text) + ": " + Rfc3339.problem(text), Rfc3339.REMEDY);
      return open;
    }
    return time;
  }

  String choice(String name, String absent, Set<String> allowed) {
    String text = parameters.get(name);
    if (text == null) {
      return absent;
    }
    if (!allowed.contains(text)) {
      fault(name, Fault.quote(text) + " is no possible value", "give one of " + allowed);
      return absent;
    }
    return text;
  }

  /** A positive number; the largest when it is not given. */
  int count(String name) {
    String text = parameters.get(name);
    if (text == null) {
      return Integer.MAX_VALUE;
    }
    boolean digits = !text.isEmpty() && text.length() <= 9;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    int value = digits ? Integer.parseInt(text) : 0;
    if (value < 1) {
      fault(name, Fault.quote(text) + " is not a count", "give a whole number from 1");
      return Integer.MAX_VALUE;
    }
    return value;
  }

  /** The conditions on typed links: prefix, canonical type, values. */
  List<EventQuery.TypedLink> typedLinks() {
    List<EventQuery.TypedLink> links = new ArrayList<>();
    for (String name : parameters.keySet()) {
      String prefix = typed(name);
      if (prefix != null) {
        Vocabulary vocabulary =
            prefix.equals("EQ_bizTransaction_")
                ? Vocabulary.BIZ_TRANSACTION
                : Vocabulary.SOURCE_DESTINATION;
        String kind = prefix.substring(3, prefix.length() - 1);
        String type = vocabulary.canonical(name.substring(prefix.length()));
        links.add(new EventQuery.TypedLink(kind, type, identifiers(name)));
      }
    }
    return links;
  }

  void requireTogether() {
    boolean limited = parameters.containsKey("eventCountLimit");
    if (limited && !parameters.containsKey("orderBy")) {
      fault("eventCountLimit", "it needs orderBy", "add orderBy=eventTime");
    }
    if (limited && parameters.containsKey("maxEventCount")) {
      fault("maxEventCount", "it excludes eventCountLimit", "give one of the two");
    }
  }
}
