package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bricscodes.anchoring.AnchorView;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.anchoring.LedgerStatus;
import org.bricscodes.anchoring.LedgerStatus.EventStatus;
import org.bricscodes.anchoring.LedgerStatus.EventTrouble;
import org.bricscodes.anchoring.Tally;
import org.bricscodes.ledger.Capabilities;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.LedgerDescriptor;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.TxId;

/**
 * What is told of ledgers and anchors. Only {@link #troubles} quotes what adapters say: that names
 * nodes and balances. Calls block for the store.
 */
final class AnchorJson {

  /** So many of the newest are looked through for what goes wrong. */
  private static final int MAX_LOOKED_AT = 1_000;

  private final Anchors anchors;
  private final Map<LedgerId, LedgerDescriptor> ledgers;
  private final Map<LedgerId, Capabilities.Finality> finalities;
  private final Map<String, Ledgers.Absence> absent;
  private final Supplier<Map<LedgerId, Health>> healths;
  private final LongSupplier logSize;
  private final BaseUrl baseUrl;

  /**
   * @param ledgers those this service writes to now; more may come while it runs
   * @param finalities of the same, when each calls a transaction final
   * @param absent files of ledgers that are not written to, and why
   * @param healths of the same, how each said it was
   * @param logSize entries under our newest checkpoint
   */
  AnchorJson(
      Anchors anchors,
      Map<LedgerId, LedgerDescriptor> ledgers,
      Map<LedgerId, Capabilities.Finality> finalities,
      Map<String, Ledgers.Absence> absent,
      Supplier<Map<LedgerId, Health>> healths,
      LongSupplier logSize,
      BaseUrl baseUrl) {
    this.anchors = anchors;
    this.ledgers = ledgers;
    this.finalities = finalities;
    this.absent = absent;
    this.healths = healths;
    this.logSize = logSize;
    this.baseUrl = baseUrl;
  }

  /** Every ledger. */
  ObjectNode ledgers() {
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
    return document;
  }

  /** One ledger and its newest anchors, in every state. */
  ObjectNode anchors(LedgerId ledger, int limit) {
    ObjectNode document = standing(ledger);
    ArrayNode list = document.putArray("anchors");
    anchors.recent(ledger, limit).forEach(view -> list.add(json(view)));
    return document;
  }

  /** What goes wrong on one ledger and why, for operators. */
  ObjectNode troubles(LedgerId ledger) {
    ObjectNode document = Json.object().put("ledger", ledger.toString());
    Health health = healths.get().get(ledger);
    if (health != null) {
      document
          .putObject("health")
          .put("status", health.status().name().toLowerCase(Locale.ROOT))
          .put("detail", health.detail());
    }
    ArrayNode list = document.putArray("anchors");
    anchors.recent(ledger, MAX_LOOKED_AT).stream()
        .filter(view -> view.fault().isPresent())
        .forEach(view -> list.add(json(view).put("reason", view.reason())));
    anchors
        .status(ledger)
        .events()
        .flatMap(EventStatus::trouble)
        .ifPresent(
            trouble -> document.set("events", json(trouble).put("reason", trouble.reason())));
    return document;
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
    node.put("next", events.next()).put("recorded", events.recorded()).put("open", events.open());
    put(node, events.tally());
    events.trouble().ifPresent(trouble -> node.set("trouble", json(trouble)));
  }

  private static ObjectNode json(EventTrouble trouble) {
    return Json.object()
        .put("index", trouble.index())
        .put("fault", trouble.fault().name())
        .put("at", trouble.at().toString())
        .put("outlook", trouble.outlook().name().toLowerCase(Locale.ROOT));
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
    // Why is for the log and for admins: it may name nodes and balances.
    view.fault().ifPresent(fault -> node.put("fault", fault.name()));
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
}
