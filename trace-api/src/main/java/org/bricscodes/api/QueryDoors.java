package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.epcis.Fault;
import org.bricscodes.query.DeliveryForm;
import org.bricscodes.query.NamedQueries;
import org.bricscodes.query.NamedQuery;
import org.bricscodes.query.PageTokens;
import org.bricscodes.query.QueryCreation;

/**
 * {@code /epcis/queries}: queries kept under names, and their results (EPCIS 2.0 §12.9). Every key
 * may make queries, list them and run them; a result holds what its asker may see. A query is
 * deleted by the party that made it, or an admin.
 */
final class QueryDoors {

  static final String QUERIES = "/epcis/queries";
  static final String QUERY = QUERIES + "/{queryName}";

  private static final String LISTING = "queries";

  private final NamedQueries queries;
  private final PageTokens tokens;
  private final EventPages pages;
  private final EpcisForms forms;
  private final StreamSockets sockets;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;

  QueryDoors(
      NamedQueries queries,
      PageTokens tokens,
      EventPages pages,
      EpcisForms forms,
      StreamSockets sockets,
      Work work,
      BaseUrl baseUrl,
      Limits limits) {
    this.queries = queries;
    this.tokens = tokens;
    this.pages = pages;
    this.forms = forms;
    this.sockets = sockets;
    this.work = work;
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, QUERIES, this::create).anyKey().body(limits.maxBodyBytes()),
        Door.open(HttpMethod.GET, QUERIES, this::list).anyKey(),
        Door.open(HttpMethod.GET, QUERY, this::show).anyKey(),
        Door.open(HttpMethod.DELETE, QUERY, this::delete).anyKey(),
        Door.open(HttpMethod.GET, QUERY + "/events", this::events).anyKey());
  }

  /**
   * The query an address names.
   *
   * @throws Problem {@link ProblemKind#NO_SUCH_QUERY} when there is none
   */
  static NamedQuery named(NamedQueries queries, Exchange exchange) {
    return queries.find(exchange.decoded("queryName")).orElseThrow(QueryDoors::noSuchQuery);
  }

  static Problem noSuchQuery() {
    return new Problem(ProblemKind.NO_SUCH_QUERY, "no query of this name");
  }

  private Future<Answer> create(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    MediaTypes.requireJson(exchange);
    JsonNode body = Json.read(exchange.body());
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("name", "query"));
    String name = fields.text("name", 1, 1_000).orElse("");
    if (!body.path("query").isObject()) {
      fields.fault("/query", "must be an object of query parameters");
    }
    fields.check();
    byte[] query = Json.bytes(body.path("query"));
    return work.run(
        () -> created(form, name, queries.create(name, exchange.caller().party(), query)));
  }

  private Answer created(EpcisForm form, String name, QueryCreation outcome) {
    return switch (outcome) {
      case QueryCreation.Created(NamedQuery query) ->
          located(form.answer(201, bytes(form, query)), name);
      case QueryCreation.Known(NamedQuery query) ->
          located(form.answer(200, bytes(form, query)), name);
      case QueryCreation.Taken _ ->
          throw new Problem(
                  ProblemKind.CONFLICT, "the name stands for another query; choose another name")
              .with("existing", baseUrl.at(path(name)));
      case QueryCreation.Refused(List<Fault> faults) ->
          throw EventPages.faulty(kind(faults), faults);
      case QueryCreation.TooMany(int limit) ->
          throw new Problem(
              ProblemKind.TOO_MANY, "there are " + limit + " queries; delete one you do not need");
    };
  }

  private Answer located(Answer answer, String name) {
    return answer.with("Location", baseUrl.at(path(name)));
  }

  /** A parameter of the query is a parameter, whichever way it comes. */
  private static ProblemKind kind(List<Fault> faults) {
    if (faults.stream().anyMatch(fault -> fault.pointer().startsWith("/query/"))) {
      return ProblemKind.INVALID_PARAMETER;
    }
    return faults.stream().anyMatch(fault -> fault.pointer().equals("/query"))
        ? ProblemKind.INVALID_QUERY
        : ProblemKind.INVALID_BODY;
  }

  private Future<Answer> list(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    exchange.query().only(Paging.PARAMETERS);
    Paging paging = Paging.of(exchange.query());
    return work.run(
        () -> {
          List<NamedQuery> found =
              queries.list(ListingToken.open(tokens, paging, LISTING), paging.perPage() + 1);
          List<NamedQuery> page = found.subList(0, Math.min(found.size(), paging.perPage()));
          Answer answer = form.answer(200, bytes(form, page));
          return found.size() == page.size()
              ? answer
              : ListingToken.link(
                  answer, tokens, exchange, paging, baseUrl, page.getLast().name(), LISTING);
        });
  }

  private Future<Answer> show(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    exchange.query().only(Set.of());
    return Future.succeededFuture(form.answer(200, bytes(form, named(queries, exchange))));
  }

  private Future<Answer> delete(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    exchange.query().only(Set.of());
    NamedQuery query = named(queries, exchange);
    Caller caller = exchange.caller();
    if (!query.owner().equals(caller.party()) && caller.role() != Role.ADMIN) {
      throw new Problem(
          ProblemKind.NOT_YOURS, "only the party that made a query, or an admin, deletes it");
    }
    return work.run(
        () -> {
          if (!queries.delete(query.name())) {
            throw noSuchQuery();
          }
          return EpcisDoors.versioned(Answer.empty(204));
        });
  }

  private Future<Answer> events(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    if (exchange.header("Upgrade").filter("websocket"::equalsIgnoreCase).isPresent()) {
      return stream(exchange, form);
    }
    exchange.query().only(Paging.PARAMETERS);
    NamedQuery query = named(queries, exchange);
    return work.run(() -> pages.page(exchange, form, query.query(), query.name()));
  }

  private Future<Answer> stream(Exchange exchange, EpcisForm form) {
    StreamControls controls = StreamControls.of(exchange.query());
    NamedQuery query = named(queries, exchange);
    DeliveryForm written =
        new DeliveryForm(
            form.isXml() ? DeliveryForm.Syntax.XML : DeliveryForm.Syntax.JSON,
            form.translation().format(),
            form.cbv());
    Caller caller = exchange.caller();
    return exchange.unread(
        () ->
            work.run(
                () ->
                    sockets.answer(
                        query.name(), caller, written, controls.trigger(), controls.from())));
  }

  static String path(String queryName) {
    return QUERIES + "/" + Percent.encode(queryName);
  }

  private static byte[] bytes(EpcisForm form, NamedQuery query) {
    return form.isXml()
        ? EpcisXmlForms.query(query.name(), parameters(query))
        : Json.bytes(json(query));
  }

  private static byte[] bytes(EpcisForm form, List<NamedQuery> page) {
    if (form.isXml()) {
      Map<String, JsonNode> all = new LinkedHashMap<>();
      page.forEach(query -> all.put(query.name(), parameters(query)));
      return EpcisXmlForms.queries(all);
    }
    ArrayNode list = Json.object().putArray("queries");
    page.forEach(query -> list.add(json(query)));
    return Json.bytes(list);
  }

  private static ObjectNode json(NamedQuery query) {
    ObjectNode node = Json.object().put("name", query.name());
    node.set("query", parameters(query));
    return node;
  }

  private static JsonNode parameters(NamedQuery query) {
    return Json.read(query.text().getBytes(StandardCharsets.UTF_8));
  }
}
