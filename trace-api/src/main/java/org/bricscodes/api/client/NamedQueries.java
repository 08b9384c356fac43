package org.bricscodes.api.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.bricscodes.epcis.JsonComplaint;

/** Queries that the service keeps under names, and subscriptions to them (EPCIS 2.0 §12.9). */
public final class NamedQueries {

  private static final String QUERIES = "/epcis/queries";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Wire wire;

  NamedQueries(Wire wire) {
    this.wire = wire;
  }

  /**
   * A query under its name.
   *
   * @param query its parameters as a JSON object, lists as arrays
   */
  public record NamedQuery(String name, String query) {

    static NamedQuery of(JsonNode node) {
      return new NamedQuery(node.path("name").asText(), node.path("query").toString());
    }
  }

  /**
   * Keeps a query. Sending the same again is harmless.
   *
   * @throws IllegalArgumentException if the query is not JSON
   * @throws ApiFailure.Refused with status 409 if the name stands for another
   */
  public NamedQuery create(NamedQuery query) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", query.name());
    try {
      body.set("query", MAPPER.readTree(query.query()));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the query is not JSON: " + JsonComplaint.of(e), e);
    }
    return NamedQuery.of(wire.send(Call.post(QUERIES, body).harmlessToRepeat()).json());
  }

  /** All queries, by name. */
  public Stream<NamedQuery> list() {
    return Pages.from(wire, Call.get(QUERIES + "?perPage=100").accepting(Call.JSON))
        .flatMap(page -> Pages.items(page.json()))
        .map(NamedQuery::of);
  }

  /**
   * One query.
   *
   * @throws ApiFailure.Refused with status 404 if there is none
   */
  public NamedQuery find(String name) {
    return NamedQuery.of(wire.send(Call.get(path(name)).accepting(Call.JSON)).json());
  }

  /** Removes a query and ends all its subscriptions. */
  public void delete(String name) {
    wire.send(Call.delete(path(name)));
  }

  /** The events of a query that the asker may see, page by page as the stream is read. */
  public Stream<EventPage> events(String name, EventView view) {
    return Events.pages(wire, path(name) + "/events", EventFilter.everything(), view);
  }

  /**
   * Subscribes to a query. Calling twice makes two.
   *
   * @throws ApiFailure.Refused if the service would not deliver there, or not so
   */
  public Subscription subscribe(String name, SubscriptionRequest request) {
    return Subscription.of(wire.send(request.apply(subscriptionsPath(name))).json());
  }

  /** The subscriptions to a query, page by page as the stream is read. */
  public Stream<Subscription> subscriptions(String name) {
    return Pages.from(wire, Call.get(subscriptionsPath(name) + "?perPage=100").accepting(Call.JSON))
        .flatMap(page -> Pages.items(page.json()))
        .map(Subscription::of);
  }

  /**
   * How far a subscription has come.
   *
   * @throws ApiFailure.Refused with status 404 if there is none
   */
  public Subscription subscription(String name, String subscriptionID) {
    String path = subscriptionsPath(name) + "/" + Paths.segment(subscriptionID);
    return Subscription.of(wire.send(Call.get(path).accepting(Call.JSON)).json());
  }

  /** Ends a subscription. */
  public void unsubscribe(String name, String subscriptionID) {
    wire.send(Call.delete(subscriptionsPath(name) + "/" + Paths.segment(subscriptionID)));
  }

  private static String subscriptionsPath(String name) {
    return path(name) + "/subscriptions";
  }

  private static String path(String name) {
    return QUERIES + "/" + Paths.segment(name);
  }
}
