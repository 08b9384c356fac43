package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.bricscodes.anchoring.Anchors;
import org.bricscodes.ledger.LedgerId;
import org.bricscodes.ledger.TxId;

/**
 * {@code /anchors}: which ledgers hold our checkpoints, how far each is and what it cost, what is
 * under way there, and the receipts. What goes wrong is told to anyone by its name, and to an admin
 * with the reason.
 */
final class AnchorDoors {

  private final Anchors anchors;
  private final AnchorJson json;
  private final Work work;

  AnchorDoors(Anchors anchors, AnchorJson json, Work work) {
    this.anchors = anchors;
    this.json = json;
    this.work = work;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/anchors", exchange -> work.run(() -> answer(json.ledgers()))),
        Door.open(HttpMethod.GET, "/anchors/{ledger}", this::show),
        Door.open(HttpMethod.GET, "/anchors/{ledger}/troubles", this::troubles).only(Role.ADMIN),
        Door.open(HttpMethod.GET, "/anchors/{ledger}/receipts/{txId}", this::receipt),
        Door.open(HttpMethod.GET, "/anchors/{ledger}/events/{index}", this::eventReceipt));
  }

  private Future<Answer> show(Exchange exchange) {
    LedgerId ledger = ledger(exchange);
    exchange.query().only(Set.of("limit"));
    int limit = exchange.query().number("limit", 1, 1000).orElse(30);
    return known(ledger, () -> answer(json.anchors(ledger, limit)));
  }

  private Future<Answer> troubles(Exchange exchange) {
    LedgerId ledger = ledger(exchange);
    return known(
        ledger,
        () ->
            Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json.troubles(ledger)))
                .with("Cache-Control", "no-store"));
  }

  private Future<Answer> known(LedgerId ledger, Supplier<Answer> answer) {
    return work.run(
        () -> {
          if (!anchors.ledgers().contains(ledger)) {
            throw new Problem(ProblemKind.NOT_FOUND, "no anchors on this ledger");
          }
          return answer.get();
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
