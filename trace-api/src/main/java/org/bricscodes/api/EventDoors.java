package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bricscodes.capture.EventArchive;
import org.bricscodes.epcis.EpcisWriter;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.epcis.Fault;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.EventQueries;
import org.bricscodes.query.QueryAnswer;
import org.bricscodes.query.QueryOptions;
import org.bricscodes.query.Visibility;
import org.jspecify.annotations.Nullable;

/**
 * {@code /epcis/events}: what was captured (EPCIS 2.0 §12.7). An auditor sees every event, a
 * partner or exporter those of its own party.
 */
final class EventDoors {

  private static final String AD_HOC = "SimpleEventQuery";
  private static final String LD_JSON = "application/ld+json";
  private static final int MAX_PER_PAGE = QueryOptions.DEFAULT.maxPerPage();

  private final EventQueries queries;
  private final EventArchive archive;
  private final Work work;
  private final BaseUrl baseUrl;
  private final InstantSource clock;

  EventDoors(
      EventQueries queries, EventArchive archive, Work work, BaseUrl baseUrl, InstantSource clock) {
    this.queries = queries;
    this.archive = archive;
    this.work = work;
    this.baseUrl = baseUrl;
    this.clock = clock;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/epcis/events", this::query).anyKey(),
        Door.open(HttpMethod.GET, "/epcis/events/{eventID}", this::one).anyKey());
  }

  private Future<Answer> query(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    QueryString query = exchange.query();
    int perPage = query.number("perPage", 1, MAX_PER_PAGE).orElse(QueryOptions.DEFAULT_PER_PAGE);
    String cursor = query.value("nextPageToken").orElse(null);
    Map<String, String> parameters = new LinkedHashMap<>();
    for (QueryString.Pair pair : query.pairs()) {
      if (!pair.name().equals("perPage") && !pair.name().equals("nextPageToken")) {
        parameters.put(pair.name(), pair.value());
      }
    }
    Visibility visible = visible(exchange.caller());
    return switch (EventQuery.parse(parameters, Map.of())) {
      case EventQuery.Outcome.Refused(List<Fault> faults) -> throw refused(faults);
      case EventQuery.Outcome.Ready(EventQuery ready) ->
          work.run(
              () -> answer(queries.page(ready, perPage, cursor, visible), parameters, perPage));
    };
  }

  private static Problem refused(List<Fault> faults) {
    return new Problem(
        ProblemKind.INVALID_PARAMETER,
        faults.getFirst().toString(),
        faults.stream()
            .map(f -> new Problem.Fault(f.pointer(), f.message() + "; " + f.remedy()))
            .toList());
  }

  private Answer answer(QueryAnswer outcome, Map<String, String> parameters, int perPage) {
    return switch (outcome) {
      case QueryAnswer.Found(List<RecordedEvent> events, QueryAnswer.@Nullable Next next) -> {
        Answer answer = document(events);
        yield next == null
            ? answer
            : answer
                .with(
                    "Link",
                    "<" + baseUrl.at(address(parameters, perPage, next)) + ">; rel=\"next\"")
                .with("GS1-Next-Page-Token-Expires", next.expires().toString());
      }
      case QueryAnswer.BadCursor _ ->
          throw Problem.invalidParameter(
              "nextPageToken", "must be one this service gave for this query, not expired");
      case QueryAnswer.TooLarge(int maxEventCount) ->
          throw new Problem(
              ProblemKind.RESULT_TOO_LARGE, "more than maxEventCount = " + maxEventCount);
      case QueryAnswer.TooComplex(QueryAnswer.Limit limit, long value) ->
          throw new Problem(
              ProblemKind.RESULT_TOO_LARGE,
              "more than " + value + " " + limit.noun() + "; narrow the query");
    };
  }

  private Future<Answer> one(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    String eventID = exchange.decoded("eventID");
    Visibility visible = visible(exchange.caller());
    return work.run(
        () -> {
          List<RecordedEvent> events =
              archive.byEventID(eventID).stream().filter(visible::sees).toList();
          if (events.isEmpty()) {
            throw new Problem(
                ProblemKind.NOT_FOUND, "no event with this identifier is yours to see");
          }
          return document(events);
        });
  }

  private Answer document(List<RecordedEvent> events) {
    byte[] body = EpcisWriter.queryDocument(events, AD_HOC, clock.instant());
    return EpcisDoors.versioned(Answer.of(200, LD_JSON, body))
        .with("GS1-EPC-Format", "Never_Translates")
        .noStore();
  }

  private static Visibility visible(Caller caller) {
    return switch (caller.role()) {
      case ADMIN, AUDITOR -> Visibility.everyone();
      case EXPORTER, PARTNER -> Visibility.of(caller.party());
    };
  }

  private static String address(
      Map<String, String> parameters, int perPage, QueryAnswer.Next next) {
    StringBuilder address = new StringBuilder("/epcis/events?perPage=").append(perPage);
    parameters.forEach(
        (name, value) ->
            address
                .append('&')
                .append(Percent.encode(name))
                .append('=')
                .append(Percent.encode(value)));
    return address.append("&nextPageToken=").append(Percent.encode(next.cursor())).toString();
  }
}
