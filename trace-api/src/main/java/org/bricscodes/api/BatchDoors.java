package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchOrder;
import org.bricscodes.codes.BatchPage;
import org.bricscodes.codes.CodeBook;
import org.jspecify.annotations.Nullable;

/** {@code /codes/batches}: issuing codes and fetching them. A batch is its owner's alone. */
final class BatchDoors {

  private final CodeBook codes;
  private final OwnedBatches owned;
  private final CodeEvents events;
  private final ScanCache scans;
  private final Work work;
  private final BaseUrl baseUrl;
  private final Limits limits;

  BatchDoors(
      CodeBook codes,
      CodeEvents events,
      ScanCache scans,
      Work work,
      BaseUrl baseUrl,
      Limits limits) {
    this.codes = codes;
    this.owned = new OwnedBatches(codes);
    this.events = events;
    this.scans = scans;
    this.work = work;
    this.baseUrl = baseUrl;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, "/codes/batches", this::issue)
            .only(Role.EXPORTER)
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.GET, "/codes/batches", this::list).only(Role.EXPORTER),
        Door.open(HttpMethod.GET, "/codes/batches/{batchId}", this::show).only(Role.EXPORTER));
  }

  private Future<Answer> issue(Exchange exchange) {
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("gtin", "lot", "quantity", "expiry", "plant", "product", "markets"));
    OptionalLong quantity = fields.number("quantity", 1, BatchOrder.MAX_QUANTITY);
    var order =
        BatchOrder.builder(exchange.caller().party())
            .gtin(fields.text("gtin", 1, 64).orElse(null))
            .lot(fields.text("lot", 1, 64).orElse(null))
            .quantity(quantity.isPresent() ? quantity.getAsLong() : 1)
            .expiry(fields.optionalText("expiry", 1, 64).orElse(null))
            .plant(fields.optionalText("plant", 1, BatchOrder.MAX_TEXT).orElse(null))
            .product(fields.optionalText("product", 1, BatchOrder.MAX_TEXT).orElse(null))
            .markets(fields.texts("markets", BatchOrder.MAX_MARKETS, 16))
            .idempotencyKey(exchange.header("Idempotency-Key").orElse(null));
    return work.run(
        () -> {
          BatchOrder sound = CodesProblems.build(order, fields);
          Batch batch = CodesProblems.translate(() -> codes.issue(sound));
          scans.changed();
          events.tell(List.of(batch.id()));
          return Answer.of(201, Json.MEDIA_TYPE, Json.bytes(json(batch)))
              .with("Location", baseUrl.at("/codes/batches/" + batch.id()))
              .noStore();
        });
  }

  private Future<Answer> list(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("perPage", "cursor"));
    int perPage = query.number("perPage", 1, 1000).orElse(100);
    Optional<String> cursor = query.value("cursor");
    return work.run(
        () -> {
          BatchPage page = page(exchange.caller().party(), cursor, perPage);
          ObjectNode document = Json.object();
          ArrayNode list = document.putArray("batches");
          page.batches().forEach(batch -> list.add(json(batch)));
          Answer answer = Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
          String next = page.next();
          return next == null
              ? answer
              : answer.with(
                  "Link",
                  "<"
                      + baseUrl.at("/codes/batches?perPage=" + perPage + "&cursor=" + next)
                      + ">; rel=\"next\"");
        });
  }

  private BatchPage page(String owner, Optional<String> cursor, int perPage) {
    try {
      return codes.batches(owner, cursor.orElse(null), perPage);
    } catch (IllegalArgumentException e) {
      throw Problem.invalidParameter("cursor", "must be one this service gave");
    }
  }

  private Future<Answer> show(Exchange exchange) {
    String id = exchange.decoded("batchId");
    return work.run(
        () ->
            Answer.of(200, Json.MEDIA_TYPE, Json.bytes(json(owned.find(id, exchange.caller()))))
                .noStore());
  }

  private ObjectNode json(Batch batch) {
    ObjectNode node =
        Json.object()
            .put("id", batch.id().toString())
            .put("gtin", batch.gtin().digits())
            .put("lot", batch.lot())
            .put("quantity", batch.count());
    putIfPresent(node, "expiry", batch.expiry());
    putIfPresent(node, "plant", batch.plant());
    putIfPresent(node, "product", batch.product());
    if (!batch.markets().isEmpty()) {
      ArrayNode markets = node.putArray("markets");
      batch.markets().forEach(markets::add);
    }
    return node.put("owner", batch.owner())
        .put("created", batch.created().toString())
        .put("codes", baseUrl.at("/codes/batches/" + batch.id() + "/codes.csv"));
  }

  private static void putIfPresent(ObjectNode node, String name, @Nullable Object value) {
    if (value != null) {
      node.put(name, value.toString());
    }
  }
}
