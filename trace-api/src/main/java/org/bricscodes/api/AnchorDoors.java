package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bricscodes.anchoring.AnchorView;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.LedgerStatus;
import org.bricscodes.anchoring.LedgerStatus.EventStatus;
import org.bricscodes.anchoring.Tally;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.TxId;

/**
 * {@code /anchors}: which ledgers hold our checkpoints, how far each is and what it cost, what is
 * under way there, and the receipts.
 */
final class AnchorDoors {

  private final Anchors anchors;
  private final Map<LedgerId, LedgerDescriptor> ledgers;
  private final Map<LedgerId, Capabilities.Finality> finalities;
  private final Map<String, Ledgers.Absence> absent;
  private final Supplier<Map<LedgerId, Health>> healths;
  private final LongSupplier logSize;
  private final Work work;
  private final BaseUrl baseUrl;

  /**
   * @param ledgers those this service writes to now; more may come while it runs
   * @param finalities of the same, when each calls a transaction final
   * @param absent files of ledgers that are not written to, and why
   * @param healths of the same, how each said it was
   * @param logSize entries under our newest checkpoint
   */
  AnchorDoors(
      Anchors anchors,
      Map<LedgerId, LedgerDescriptor> ledgers,
      Map<LedgerId, Capabilities.Finality> finalities,
      Map<String, Ledgers.Absence> absent,
      Supplier<Map<LedgerId, Health>> healths,
      LongSupplier logSize,
      Work work,
      BaseUrl baseUrl) {
    this.anchors = anchors;
    this.ledgers = ledgers;
    this.finalities = finalities;
    this.absent = absent;
    this.healths = healths;
    this.logSize = logSize;
    this.work = work;
    this.baseUrl = baseUrl;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/anchors", exchange -> work.run(this::list)),
        Door.open(HttpMethod.GET, "/anchors/{ledger}", this::show),
        Door.open(HttpMethod.GET, "/anchors/{ledger}/receipts/{txId}", this::receipt),
        Door.open(HttpMethod.GET, "/anchors/{ledger}/events/{index}", this::eventReceipt));
  }

  private Answer list() {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("ledgers");
    for (LedgerId ledger : anchors.ledgers()) {
      ObjectNode node = standing(ledger);
      anchors
          .latest(ledger)
          .ifPresent(
              last ->
                  node.putObject("latestFinal")
                      .put("size", last.size())
                      .put("root", last.root().base64())
                      .put("at", last.finalAt().toString())
                      .put("receipt", receiptUrl(ledger, last.txId())));
      list.add(node);
    }
    ArrayNode missing = document.putArray("absent");
    absent.forEach(
        (file, why) ->
            missing.addObject().put("file", file).put("why", why.name().toLowerCase(Locale.ROOT)));
    return answer(document);
  }

  private Future<Answer> show(Exchange exchange) {
    LedgerId ledger = ledger(exchange);
    exchange.query().only(Set.of("limit"));
    int limit = exchange.query().number("limit", 1, 1000).orElse(30);
    return work.run(
        () -> {
          if (!anchors.ledgers().contains(ledger)) {
            throw new Problem(ProblemKind.NOT_FOUND, "no anchors on this ledger");
          }
          ObjectNode document = standing(ledger);
          ArrayNode list = document.putArray("anchors");
          anchors.recent(ledger, limit).forEach(view -> list.add(json(view)));
          return answer(document);
        });
  }

  private Future<Answer> receipt(Exchange exchange) {
    LedgerId ledger = ledger(exchange);
    TxId txId;
    try {
      txId = new TxId(exchange.decoded("txId"));
    } catch (IllegalArgumentException e) {
      throw Problem.invalidParameter("txId", String.valueOf(e.getMessage()));
    }
    return work.run(
        () ->
            anchors
                .receipt(ledger, txId)
                .map(found -> Answer.of(200, Answer.TEXT, found.bytes()))
                .map(found -> found.with("Cache-Control", "public, max-age=31536000, immutable"))
                .orElseThrow(
                    () -> new Problem(ProblemKind.NOT_FOUND, "no receipt of this transaction")));
  }

  private Future<Answer> eventReceipt(Exchange exchange) {
    LedgerId ledger = ledger(exchange);
    String text = exchange.decoded("index");
    if (!text.matches("0|[1-9][0-9]{0,17}")) {
      throw Problem.invalidParameter("index", "an index in the log, from 0");
    }
    long index = Long.parseLong(text);
    return work.run(
        () ->
            anchors
                .eventReceipt(ledger, index)
                .map(found -> Answer.of(200, Answer.TEXT, found.bytes()))
                .map(found -> found.with("Cache-Control", "public, max-age=31536000, immutable"))
                .orElseThrow(
                    () ->
                        new Problem(
                            ProblemKind.NOT_FOUND,
                            "this entry is not on the ledger by itself, or not final")));
  }

  /** A ledger, how far it is behind the log, and what that took. */
  private ObjectNode standing(LedgerId ledger) {
    ObjectNode node = describe(ledger);
    LedgerStatus status = anchors.status(ledger);
    node.put("lagEntries", Math.max(0, logSize.getAsLong() - status.finalSize()));
    status.behindSince().ifPresent(since -> node.put("behindSince", since.toString()));
    node.put("open", status.open());
    put(node, status.tally());
    status.events().ifPresent(events -> put(node.putObject("events"), events));
    Health health = healths.get().get(ledger);
    if (health != null) {
      // What it says besides names nodes and balances: that is for the log and the metrics.
      node.put("health", health.status().name().toLowerCase(Locale.ROOT));
    }
    return node;
  }

  private static void put(ObjectNode node, EventStatus events) {
    node.put("next", events.next())
        .put("recorded", events.recorded())
        .put("open", events.open());
    put(node, events.tally());
    events
        .trouble()
        .ifPresent(
            trouble ->
                node.putObject("trouble")
                    .put("index", trouble.index())
                    .put("fault", trouble.fault().name())
                    .put("at", trouble.at().toString())
                    .put("outlook", trouble.outlook().name().toLowerCase(Locale.ROOT)));
  }

  private static void put(ObjectNode node, Tally tally) {
    node.put("transactions", tally.attempts())
        .put("reorganisations", tally.reorganisations())
        .put("failed", tally.failed())
        .put("dead", tally.dead());
    tally
        .fees()
        .ifPresent(
            fee ->
                node.putObject("fees")
                    .put("amount", fee.amount().toString())
                    .put("unit", fee.unit()));
  }

  private ObjectNode describe(LedgerId ledger) {
    ObjectNode node =
        Json.object()
            .put("ledger", ledger.toString())
            .put("anchors", baseUrl.at("/anchors/" + Percent.encode(ledger.toString())));
    LedgerDescriptor descriptor = ledgers.get(ledger);
    if (descriptor != null) {
      node.put("title", descriptor.title())
          .put("adapter", descriptor.adapter())
          .put("signer", descriptor.signer())
          .put("trust", descriptor.trust());
    }
    Capabilities.Finality finality = finalities.get(ledger);
    if (finality != null) {
      node.put("finality", finality.name().toLowerCase(Locale.ROOT));
    }
    return node;
  }

  private ObjectNode json(AnchorView view) {
    ObjectNode node =
        Json.object()
            .put("size", view.size())
            .put("state", view.state().name().toLowerCase(Locale.ROOT))
            .put("since", view.since().toString());
    view.txId().ifPresent(txId -> node.put("tx", txId.toString()));
    view.includedAt().ifPresent(position -> node.put("included", position.toString()));
    view.takenBackAt().ifPresent(at -> node.put("takenBack", at.toString()));
    if (!view.terms().isEmpty()) {
      ObjectNode terms = node.putObject("terms");
      view.terms().forEach(terms::put);
    }
    view.fault().ifPresent(fault -> node.put("fault", fault.name()).put("reason", view.reason()));
    switch (view.state()) {
      case FINAL ->
          view.txId().ifPresent(txId -> node.put("receipt", receiptUrl(view.ledger(), txId)));
      case PENDING, SUBMITTED, FAILED -> {
        // Nothing is proven yet.
      }
    }
    return node;
  }

  private String receiptUrl(LedgerId ledger, TxId txId) {
    return baseUrl.at("/anchors/" + Percent.encode(ledger.toString()) + "/receipts/" + txId);
  }

  private static LedgerId ledger(Exchange exchange) {
    try {
      return LedgerId.parse(exchange.decoded("ledger"));
    } catch (IllegalArgumentException e) {
      throw Problem.invalidParameter("ledger", String.valueOf(e.getMessage()));
    }
  }

  private static Answer answer(ObjectNode document) {
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document))
        .with("Cache-Control", "public, max-age=2");
  }
}
