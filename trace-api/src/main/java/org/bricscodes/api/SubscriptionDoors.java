package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.epcis.RecordedEvent;
import org.bricscodes.query.NamedQueries;
import org.bricscodes.query.NamedQuery;
import org.bricscodes.query.PageTokens;
import org.bricscodes.query.Parcel;
import org.bricscodes.query.SubscribeOutcome;
import org.bricscodes.query.Subscription;
import org.bricscodes.query.SubscriptionOrder;
import org.bricscodes.query.SubscriptionView;
import org.bricscodes.query.Subscriptions;
import org.bricscodes.query.Undelivered;
import org.bricscodes.query.Visibility;

/**
 * {@code /epcis/queries/{queryName}/subscriptions}: who is told of new results (EPCIS 2.0 §12.9).
 * Every key may subscribe, and is told what it may see. A party sees and ends its own
 * subscriptions, an admin everyone's. Beyond the standard: what is not delivered can be looked at,
 * tried again, and given up.
 */
final class SubscriptionDoors {

  static final String SUBSCRIPTIONS = QueryDoors.QUERY + "/subscriptions";
  static final String SUBSCRIPTION = SUBSCRIPTIONS + "/{subscriptionID}";

  private final NamedQueries queries;
  private final Subscriptions subscriptions;
  private final SubscriptionBody bodies;
  private final DeliveryDocuments documents;
  private final PageTokens tokens;
  private final EpcisForms forms;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;

  SubscriptionDoors(
      NamedQueries queries,
      Subscriptions subscriptions,
      SubscriptionBody bodies,
      DeliveryDocuments documents,
      PageTokens tokens,
      EpcisForms forms,
      Work work,
      BaseUrl baseUrl,
      Limits limits) {
    this.queries = queries;
    this.subscriptions = subscriptions;
    this.bodies = bodies;
    this.documents = documents;
    this.tokens = tokens;
    this.forms = forms;
    this.work = work;
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, SUBSCRIPTIONS, this::subscribe)
            .anyKey()
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.GET, SUBSCRIPTIONS, this::list).anyKey(),
        Door.open(HttpMethod.GET, SUBSCRIPTION, this::show).anyKey(),
        Door.open(HttpMethod.DELETE, SUBSCRIPTION, this::unsubscribe).anyKey(),
        Door.open(HttpMethod.OPTIONS, SUBSCRIPTION, this::options),
        Door.open(HttpMethod.GET, SUBSCRIPTION + "/undelivered", this::undelivered).anyKey(),
        Door.open(HttpMethod.DELETE, SUBSCRIPTION + "/undelivered", this::skip).anyKey(),
        Door.open(HttpMethod.POST, SUBSCRIPTION + "/resume", this::resume).anyKey());
  }

  static String path(String queryName) {
    return QueryDoors.path(queryName) + "/subscriptions";
  }

  private Future<Answer> subscribe(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    MediaTypes.requireJson(exchange);
    NamedQuery query = QueryDoors.named(queries, exchange);
    SubscriptionOrder order = bodies.read(exchange, query.name());
    return work.run(
        () -> {
          bodies.requireReachable(order.dest());
          return subscribed(form, subscriptions.subscribe(order));
        });
  }

  private Answer subscribed(EpcisForm form, SubscribeOutcome outcome) {
    return switch (outcome) {
      case SubscribeOutcome.Subscribed(SubscriptionView view) ->
          form.answer(201, bytes(form, SubscriptionBody.json(view)))
              .with("Location", baseUrl.at(path(view.subscription())));
      case SubscribeOutcome.NoSuchQuery _ -> throw QueryDoors.noSuchQuery();
      case SubscribeOutcome.Bounded(String parameter) ->
          throw new Problem(
              ProblemKind.INVALID_SUBSCRIPTION,
              "the query has " + parameter + ", and a subscription has no end; make one without",
              List.of(new Problem.Fault("/query/" + parameter, "bounds the result")));
      case SubscribeOutcome.TooMany(int limit) ->
          throw new Problem(
              ProblemKind.TOO_MANY,
              "there are " + limit + " subscriptions; end one you do not need");
    };
  }

  private Future<Answer> list(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    exchange.query().only(Paging.PARAMETERS);
    Paging paging = Paging.of(exchange.query());
    NamedQuery query = QueryDoors.named(queries, exchange);
    Caller caller = exchange.caller();
    String scope = "subscriptions\n" + query.name() + "\n" + caller.party();
    return work.run(
        () -> {
          String after = ListingToken.open(tokens, paging, scope);
          List<SubscriptionView> found =
              subscriptions.list(
                  query.name(), theirs(caller), after == null ? "" : after, paging.perPage() + 1);
          List<SubscriptionView> page = found.subList(0, Math.min(found.size(), paging.perPage()));
          ArrayNode list = Json.object().putArray("subscriptions");
          page.forEach(view -> list.add(SubscriptionBody.json(view)));
          Answer answer =
              form.answer(200, form.isXml() ? EpcisXmlForms.subscriptions(list) : Json.bytes(list));
          return found.size() == page.size()
              ? answer
              : ListingToken.link(
                  answer,
                  tokens,
                  exchange,
                  paging,
                  baseUrl,
                  page.getLast().subscription().id(),
                  scope);
        });
  }

  private Future<Answer> show(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    EpcisForm form = forms.of(exchange);
    exchange.query().only(Set.of());
    ObjectNode shown = SubscriptionBody.json(theirs(exchange));
    return Future.succeededFuture(form.answer(200, bytes(form, shown)));
  }

  private Future<Answer> unsubscribe(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    Subscription ended = theirs(exchange).subscription();
    return work.run(
        () -> {
          if (!subscriptions.unsubscribe(ended.queryName(), ended.id())) {
            throw noSuchSubscription();
          }
          return EpcisDoors.versioned(Answer.empty(204));
        });
  }

  /** For everyone, as {@code OPTIONS} is; who knows the id knows the subscription. */
  private Future<Answer> options(Exchange exchange) {
    // One answer, whether the query is there or not: names are nothing to try out without a key.
    SubscriptionView view =
        subscriptions
            .find(exchange.decoded("queryName"), exchange.decoded("subscriptionID"))
            .orElseThrow(SubscriptionDoors::noSuchSubscription);
    return Future.succeededFuture(
        new EpcisOptions(limits)
            .answer(SUBSCRIPTION, "DELETE, GET, HEAD, OPTIONS")
            .with("GS1-Query-Min-Record-Time", view.minRecordTime().toString()));
  }

  private Future<Answer> undelivered(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    Subscription stuck = theirs(exchange).subscription();
    Visibility visibility = exchange.caller().visibility();
    return work.run(
        () -> {
          Undelivered found =
              subscriptions
                  .undelivered(stuck.queryName(), stuck.id())
                  .orElseThrow(
                      () ->
                          new Problem(
                              ProblemKind.NOT_FOUND,
                              "nothing of this subscription is undelivered"));
          // A key of the party may see less than the one that subscribed.
          List<RecordedEvent> seen = found.events().stream().filter(visibility::sees).toList();
          DeliveryDocuments.Written document =
              documents.write(
                  new Parcel.Results(stuck.queryName(), stuck.id(), seen), stuck.form());
          return SubscriptionBody.undelivered(found.trouble(), document).noStore();
        });
  }

  private Future<Answer> skip(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    Subscription stuck = theirs(exchange).subscription();
    return work.run(
        () -> {
          if (!subscriptions.skip(stuck.queryName(), stuck.id())) {
            throw notSuspended();
          }
          return EpcisDoors.versioned(Answer.empty(204));
        });
  }

  private Future<Answer> resume(Exchange exchange) {
    EpcisDoors.negotiate(exchange);
    Subscription stuck = theirs(exchange).subscription();
    return work.run(
        () -> {
          if (!subscriptions.resume(stuck.queryName(), stuck.id())) {
            throw notSuspended();
          }
          return EpcisDoors.versioned(Answer.empty(204));
        });
  }

  private static Problem notSuspended() {
    return new Problem(
        ProblemKind.WRONG_STATE, "the subscription is not suspended: it is at work by itself");
  }

  private SubscriptionView theirs(Exchange exchange) {
    SubscriptionView view = subscription(exchange);
    if (!theirs(exchange.caller()).test(view.subscription())) {
      throw noSuchSubscription();
    }
    return view;
  }

  private SubscriptionView subscription(Exchange exchange) {
    NamedQuery query = QueryDoors.named(queries, exchange);
    return subscriptions
        .find(query.name(), exchange.decoded("subscriptionID"))
        .orElseThrow(SubscriptionDoors::noSuchSubscription);
  }

  private static Predicate<Subscription> theirs(Caller caller) {
    return subscription ->
        caller.role() == Role.ADMIN || subscription.owner().equals(caller.party());
  }

  private static Problem noSuchSubscription() {
    return new Problem(ProblemKind.NOT_FOUND, "no subscription of yours with this id");
  }

  private static String path(Subscription subscription) {
    return path(subscription.queryName()) + "/" + subscription.id();
  }

  private static byte[] bytes(EpcisForm form, ObjectNode subscription) {
    return form.isXml() ? EpcisXmlForms.subscription(subscription) : Json.bytes(subscription);
  }
}
