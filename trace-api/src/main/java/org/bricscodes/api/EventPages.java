package org.bricscodes.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.epcis.EpcisWriter;
import org.bricscodes.epcis.EpcisXmlWriter;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.EventQueries;
import org.bricscodes.query.QueryAnswer;

/**
 * Pages of events, whichever address asks for them, and the documents they are answered in. Methods
 * that answer read the store and block.
 */
final class EventPages {

  /** Pages looked at for one event. */
  private static final int MAX_LOOKS = 10;

  private final EventQueries queries;
  private final BaseUrl baseUrl;
  private final InstantSource clock;

  EventPages(EventQueries queries, BaseUrl baseUrl, InstantSource clock) {
    this.queries = queries;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  /**
   * The query an address spells in its parameters.
   *
   * @param fixed parameters the path itself stands for
   * @throws Problem with every fault, by parameter
   */
  static EventQuery query(Exchange exchange, Map<String, String> fixed) {
    Map<String, String> parameters = new LinkedHashMap<>(fixed);
    for (QueryString.Pair pair : exchange.query().pairs()) {
      String name = pair.name();
      String there = fixed.get(name);
      if (there != null && !there.equals(pair.value())) {
        throw Problem.invalidParameter(name, "the path says it already; leave it out");
      }
      if (!Paging.PARAMETERS.contains(name)) {
        parameters.put(name, pair.value());
      }
    }
    return switch (EventQuery.parse(parameters, Extensions.of(exchange))) {
      case EventQuery.Outcome.Ready(EventQuery query) -> query;
      case EventQuery.Outcome.Refused(List<Fault> faults) ->
          throw faulty(ProblemKind.INVALID_PARAMETER, faults);
    };
  }

  /** A refusal that names every fault. */
  static Problem faulty(ProblemKind kind, List<Fault> faults) {
    return new Problem(
        kind,
        faults.getFirst().toString(),
        faults.stream()
            .map(f -> new Problem.Fault(f.pointer(), f.message() + "; " + f.remedy()))
            .toList());
  }

  /**
   * Whether the caller can see any event that matches.
   *
   * @throws Problem {@link ProblemKind#QUERY_TOO_COMPLEX} when that takes too much to find out
   */
  boolean any(EventQuery query, Caller caller) {
    String cursor = null;
    for (int i = 0; i < MAX_LOOKS; i++) {
      QueryAnswer.Found page =
          found(queries.page(query, 1, cursor, caller.visibility()), "nextPageToken");
      if (!page.events().isEmpty()) {
        return true;
      }
      QueryAnswer.Next next = page.next();
      if (next == null) {
        return false;
      }
      cursor = next.cursor();
    }
    throw new Problem(
        ProblemKind.QUERY_TOO_COMPLEX,
        "whether there is such an event takes more than "
            + MAX_LOOKS
            + " looks; ask for the events themselves, page by page");
  }

  /**
   * One page of a query, in the form the request asks for.
   *
   * @param queryName what the document says it answers
   */
  Answer page(Exchange exchange, EpcisForm form, EventQuery query, String queryName) {
    QueryString asked = exchange.query();
    Paging paging = Paging.of(asked);
    QueryAnswer.Found page =
        found(
            queries.page(query, paging.perPage(), paging.token(), exchange.caller().visibility()),
            "nextPageToken");
    Answer answer = form.answer(200, document(form, page.events(), queryName));
    QueryAnswer.Next next = page.next();
    return next == null
        ? answer
        : answer
            .with("Link", paging.next(baseUrl.at(exchange.path()), asked, next.cursor()))
            .with("GS1-Next-Page-Token-Expires", next.expires().toString());
  }

  /** An {@code EPCISQueryDocument}. */
  byte[] document(EpcisForm form, List<RecordedEvent> events, String queryName) {
    return form.isXml()
        ? EpcisXmlWriter.queryDocument(
            events, queryName, null, clock.instant(), form.translation(), form.cbv())
        : EpcisWriter.queryDocument(events, queryName, null, clock.instant(), form.translation());
  }

  /**
   * One event on its own; XML has no such form, so there it is a document with one event.
   *
   * @param now when the document is made
   */
  static byte[] event(EpcisForm form, RecordedEvent event, Instant now) {
    return form.isXml()
        ? EpcisXmlWriter.document(List.of(event), now, form.translation(), form.cbv())
        : EpcisWriter.event(event, form.translation());
  }

  private static QueryAnswer.Found found(QueryAnswer outcome, String tokenParameter) {
    return switch (outcome) {
      case QueryAnswer.Found found -> found;
      case QueryAnswer.BadCursor _ ->
          throw Problem.invalidParameter(
              tokenParameter, "must be one this service gave for this query, not expired");
      case QueryAnswer.Exceeded exceeded -> throw tooMuch(exceeded);
    };
  }

  /** What a query that runs into a limit is answered. */
  static Problem tooMuch(QueryAnswer.Exceeded exceeded) {
    return switch (exceeded) {
      case QueryAnswer.TooLarge(int maxEventCount) ->
          new Problem(ProblemKind.RESULT_TOO_LARGE, "more than maxEventCount = " + maxEventCount);
      case QueryAnswer.TooComplex(QueryAnswer.Limit limit, long value) ->
          new Problem(
                  ProblemKind.QUERY_TOO_COMPLEX,
                  "it takes more than " + value + " " + limit.noun() + "; narrow the query")
              .with("limit", limit.name())
              .with("limitValue", String.valueOf(value));
    };
  }
}
