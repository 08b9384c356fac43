package org.bricscodes.epcis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An EPCIS event query as a value, made from the parameters of the EPCIS 2.0 query language
 * (SimpleEventQuery, §8.2.7). It says which index terms narrow the search and decides about each
 * candidate; running it is the caller's.
 */
public final class EventQuery {

  static final String TRADE_ITEM = "https://id.gs1.org/01/";

  /** How the values of one match parameter meet an event: in any of these roles. */
  private record Match(List<String> roles, List<String> values) {}

  /** A condition on business transactions, sources or destinations of one type. */
  record TypedLink(String kind, String type, List<String> values) {}

  private static final List<String> EPC = List.of("epc", "child");
  private static final List<String> ANY_EPC =
      List.of("epc", "child", "parent", "inputEPC", "outputEPC");
  private static final List<String> CLASS = List.of("epcClass", "childClass");
  private static final List<String> ANY_CLASS =
      List.of("epcClass", "childClass", "inputClass", "outputClass");

  private final Instant eventTimeFrom;
  private final Instant eventTimeBefore;
  private final Instant recordTimeFrom;
  private final Instant recordTimeBefore;
  private final List<Match> matches;
  private final List<TypedLink> links;
  private final Set<String> actions;
  private final List<String> eventIDs;
  private final boolean onlyErrors;
  private final OrderBy orderBy;
  private final boolean descending;
  private final int eventCountLimit;
  private final int maxEventCount;

  private EventQuery(QueryParameters in) {
    eventTimeFrom = in.time("GE_eventTime", Instant.MIN);
    eventTimeBefore = in.time("LT_eventTime", Instant.MAX);
    recordTimeFrom = in.time("GE_recordTime", Instant.MIN);
    recordTimeBefore = in.time("LT_recordTime", Instant.MAX);
    List<Match> all = new ArrayList<>();
    add(all, EPC, in.identifiers("MATCH_epc"));
    add(all, List.of("parent"), in.identifiers("MATCH_parentID"));
    add(all, List.of("inputEPC"), in.identifiers("MATCH_inputEPC"));
    add(all, List.of("outputEPC"), in.identifiers("MATCH_outputEPC"));
    add(all, ANY_EPC, in.identifiers("MATCH_anyEPC"));
    add(all, CLASS, in.identifiers("MATCH_epcClass"));
    add(all, List.of("inputClass"), in.identifiers("MATCH_inputEPCClass"));
    add(all, List.of("outputClass"), in.identifiers("MATCH_outputEPCClass"));
    add(all, ANY_CLASS, in.identifiers("MATCH_anyEPCClass"));
    add(all, List.of("transformationID"), in.identifiers("EQ_transformationID"));
    add(all, List.of("bizLocation"), in.identifiers("EQ_bizLocation"));
    add(all, List.of("readPoint"), in.identifiers("EQ_readPoint"));
    add(all, List.of("bizStep"), in.words("EQ_bizStep", Vocabulary.BIZ_STEP));
    add(all, List.of("disposition"), in.words("EQ_disposition", Vocabulary.DISPOSITION));
    add(all, List.of("eventType"), in.eventTypes());
    matches = List.copyOf(all);
    links = List.copyOf(in.typedLinks());
    actions = Set.copyOf(in.oneOf("EQ_action", Set.of("ADD", "OBSERVE", "DELETE")));
    eventIDs = List.copyOf(in.list("EQ_eventID", value -> value));
    Set<String> truths = Set.of("true", "false");
    onlyErrors = in.choice("EXISTS_errorDeclaration", "false", truths).equals("true");
    String order = in.choice("orderBy", "eventTime", Set.of("eventTime", "recordTime"));
    orderBy = order.equals("eventTime") ? OrderBy.EVENT_TIME : OrderBy.RECORD_TIME;
    descending = in.choice("orderDirection", "DESC", Set.of("ASC", "DESC")).equals("DESC");
    eventCountLimit = in.count("eventCountLimit");
    maxEventCount = in.count("maxEventCount");
    in.requireTogether();
  }

  private static void add(List<Match> all, List<String> roles, List<String> values) {
    if (!values.isEmpty()) {
      all.add(new Match(roles, values));
    }
  }

  /** What {@link #parse} makes of parameters. */
  public sealed interface Outcome {
    record Ready(EventQuery query) implements Outcome {}

    /** Every fault; the pointer is the name of the parameter. */
    record Refused(List<Fault> faults) implements Outcome {}
  }

  /**
   * Reads query parameters: name to value, lists pipe-delimited as in a URL. Understood: {@code
   * eventType, GE_eventTime, LT_eventTime, GE_recordTime, LT_recordTime, EQ_action, EQ_bizStep,
   * EQ_disposition, EQ_readPoint, EQ_bizLocation, EQ_transformationID, EQ_eventID, MATCH_epc,
   * MATCH_parentID, MATCH_inputEPC, MATCH_outputEPC, MATCH_anyEPC, MATCH_epcClass,
   * MATCH_inputEPCClass, MATCH_outputEPCClass, MATCH_anyEPCClass, EQ_bizTransaction_TYPE,
   * EQ_source_TYPE, EQ_destination_TYPE, EXISTS_errorDeclaration, orderBy, orderDirection,
   * eventCountLimit, maxEventCount}. A GTIN in a match parameter, or a pattern {@code
   * urn:epc:idpat:sgtin:….*}, matches every serial of that trade item too. Parameters of paging
   * ({@code perPage}, {@code nextPageToken}) are the caller's and must not be passed. A parameter
   * this does not know is a fault, never ignored.
   */
  public static Outcome parse(Map<String, String> parameters) {
    QueryParameters in = new QueryParameters(parameters);
    EventQuery query = new EventQuery(in);
    List<Fault> faults = List.copyOf(in.faults());
    return faults.isEmpty() ? new Outcome.Ready(query) : new Outcome.Refused(faults);
  }

  /** Event time, inclusive; {@link Instant#MIN} when open. */
  public Instant eventTimeFrom() {
    return eventTimeFrom;
  }

  /** Event time, exclusive; {@link Instant#MAX} when open. */
  public Instant eventTimeBefore() {
    return eventTimeBefore;
  }

  /**
   * The index terms that narrow the search: an event matches only if it has at least one term of
   * <em>every</em> inner list. Never empty: a query without terms gets {@link
   * EventTerms#everything()}. Terms are necessary, not sufficient: ask {@link #matches} too.
   */
  public List<List<String>> terms() {
    List<List<String>> terms = new ArrayList<>();
    for (Match match : matches) {
      List<String> any = new ArrayList<>();
      for (String value : match.values) {
        if (isTradeItem(value) && isThing(match)) {
          any.add("gtin=" + value.substring(TRADE_ITEM.length()));
        } else {
          for (String role : match.roles) {
            any.add(role + "=" + value);
          }
        }
      }
      terms.add(any);
    }
    for (TypedLink link : links) {
      terms.add(link.values.stream().map(value -> link.kind + "=" + value).toList());
    }
    if (!eventIDs.isEmpty()) {
      terms.add(eventIDs.stream().map(EventTerms::eventID).toList());
    }
    return terms.isEmpty() ? List.of(EventTerms.everything()) : terms;
  }

  private static boolean isTradeItem(String value) {
    return value.startsWith(TRADE_ITEM) && value.length() == TRADE_ITEM.length() + 14;
  }

  private static boolean isThing(Match match) {
    return ANY_EPC.containsAll(match.roles) || ANY_CLASS.containsAll(match.roles);
  }

  /**
   * Decides about one event, all conditions included.
   *
   * @param eventID the recorded one, which an event need not have carried itself
   */
  public boolean matches(EpcisEvent event, String eventID, Instant recordTime) {
    if (!isWithin(event.eventTime(), eventTimeFrom, eventTimeBefore)
        || !isWithin(recordTime, recordTimeFrom, recordTimeBefore)
        || (!eventIDs.isEmpty() && !eventIDs.contains(eventID))
        || (onlyErrors && event.common().errorDeclaration() == null)) {
      return false;
    }
    Action action = event.action();
    if (!actions.isEmpty() && (action == null || !actions.contains(action.name()))) {
      return false;
    }
    List<String> terms = EventTerms.of(event);
    for (Match match : matches) {
      if (!holds(match, terms)) {
        return false;
      }
    }
    for (TypedLink link : links) {
      if (!EventLinks.has(event, link)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWithin(Instant time, Instant from, Instant before) {
    return !time.isBefore(from) && time.isBefore(before);
  }

  private static boolean holds(Match match, List<String> terms) {
    for (String value : match.values) {
      for (String role : match.roles) {
        String term = role + "=" + value;
        boolean serials = isTradeItem(value) && isThing(match);
        for (String present : terms) {
          if (present.equals(term) || (serials && present.startsWith(term + "/"))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** What results are ordered by. */
  public enum OrderBy {
    EVENT_TIME,
    RECORD_TIME
  }

  /** Defaults to event time. */
  public OrderBy orderBy() {
    return orderBy;
  }

  /** Newest first, the default. */
  public boolean isDescending() {
    return descending;
  }

  /** At most this many results over all pages; {@link Integer#MAX_VALUE} when not given. */
  public int eventCountLimit() {
    return eventCountLimit;
  }

  /** More results than this is an error; {@link Integer#MAX_VALUE} when not given. */
  public int maxEventCount() {
    return maxEventCount;
  }
}
