package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bricscodes.capture.EventValues;
import org.bricscodes.epcis.EventQuery;
import org.bricscodes.query.EpcListing;
import org.bricscodes.query.NamedQuery;
import org.bricscodes.query.PageTokens;
import org.jspecify.annotations.Nullable;

/**
 * {@code /epcis/eventTypes}, {@code /epcis/epcs} and so on: the values that occur in events, and
 * the events of each value (EPCIS 2.0 §12.5). An auditor sees every value, a partner or exporter
 * those of its own events.
 */
final class TopLevelDoors {

  private final EventValues values;
  private final EpcListing epcs;
  private final PageTokens tokens;
  private final EventPages pages;
  private final EpcisForms forms;
  private final Work work;
  private final BaseUrl baseUrl;

  TopLevelDoors(
      EventValues values,
      EpcListing epcs,
      PageTokens tokens,
      EventPages pages,
      EpcisForms forms,
      Work work,
      BaseUrl baseUrl) {
    this.values = values;
    this.epcs = epcs;
    this.tokens = tokens;
    this.pages = pages;
    this.forms = forms;
    this.work = work;
    this.baseUrl = baseUrl;
  }

  List<Door> doors() {
    List<Door> doors = new ArrayList<>();
    for (TopLevel resource : TopLevel.values()) {
      String path = resource.path();
      doors.add(Door.open(HttpMethod.GET, path, at -> list(resource, at)).anyKey());
      doors.add(Door.open(HttpMethod.GET, path + "/{value}", at -> one(resource, at)).anyKey());
      doors.add(
          Door.open(HttpMethod.GET, path + "/{value}/events", at -> events(resource, at)).anyKey());
    }
    return doors;
  }

  private Future<Answer> list(TopLevel resource, Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    Map<String, String> prefixes = Extensions.of(exchange);
    exchange.query().only(Paging.PARAMETERS);
    Paging paging = Paging.of(exchange.query());
    EventValues.Kind kind = resource.kind();
    return work.run(
        () -> {
          Members members =
              kind == null
                  ? epcs(form, exchange.caller(), paging)
                  : values(resource, kind, form, exchange.caller(), paging);
          Answer answer = form.answer(200, EpcisCollection.bytes(form, members.values(), prefixes));
          PageTokens.Issued next = members.next();
          return next == null
              ? answer
              : answer
                  .with(
                      "Link",
                      paging.next(baseUrl.at(exchange.path()), exchange.query(), next.token()))
                  .with("GS1-Next-Page-Token-Expires", next.expires().toString());
        });
  }

  private record Members(List<String> values, PageTokens.@Nullable Issued next) {}

  private Members values(
      TopLevel resource, EventValues.Kind kind, EpcisForm form, Caller caller, Paging paging) {
    String party = caller.visibility().party();
    String scope = resource.segment() + "\n" + (party == null ? "*" : "=" + party);
    byte[] after =
        paging.token() == null
            ? null
            : tokens.open(paging.token(), scope).orElseThrow(TopLevelDoors::badToken);
    EventValues.Values page = values.list(kind, party, after, paging.perPage());
    byte[] next = page.next();
    return new Members(
        page.values().stream().map(value -> form.member(resource, value)).toList(),
        next == null ? null : tokens.issue(next, scope));
  }

  private Members epcs(EpcisForm form, Caller caller, Paging paging) {
    EpcListing.Epcs page =
        epcs.page(paging.perPage(), paging.token(), caller.visibility())
            .orElseThrow(TopLevelDoors::badToken);
    return new Members(page.epcs().stream().map(form::epc).toList(), page.next());
  }

  private static Problem badToken() {
    return Problem.invalidParameter(
        "nextPageToken", "must be one this service gave for this listing, not expired");
  }

  private Future<Answer> one(TopLevel resource, Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    EventQuery query = EventPages.query(exchange, fixed(resource, exchange));
    return work.run(
        () -> {
          requireKnown(query, exchange.caller());
          return form.answer(200, EpcisCollection.bytes(form, List.of("events"), Map.of()));
        });
  }

  private Future<Answer> events(TopLevel resource, Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    Map<String, String> fixed = fixed(resource, exchange);
    EventQuery query = EventPages.query(exchange, fixed);
    return work.run(() -> pages.page(exchange, form, query, NamedQuery.AD_HOC));
  }

  private void requireKnown(EventQuery query, Caller caller) {
    if (!pages.any(query, caller)) {
      throw new Problem(ProblemKind.NOT_FOUND, "no event with this value is yours to see");
    }
  }

  /** What the path says, as a query parameter. */
  private static Map<String, String> fixed(TopLevel resource, Exchange exchange) {
    String value = exchange.decoded("value");
    if (value.indexOf('|') >= 0) {
      throw Problem.invalidParameter("value", "a path names one value; no URI has a |");
    }
    return Map.of(resource.parameter(), value);
  }
}
