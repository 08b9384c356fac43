package org.bricscodes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bricscodes.codes.Batch;
import org.bricscodes.codes.BatchReport;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.codes.CodeChecks;
import org.bricscodes.codes.CodeLife;
import org.bricscodes.codes.Stage;
import org.bricscodes.codes.StageReport;
import org.jspecify.annotations.Nullable;

/** {@code /codes/batches/{batchId}/reports}: what printers and packers say of a batch's codes. */
final class ReportDoors {

  /** Room for the serials of {@link StageReport#MAX_WASTED} codes. */
  static final int MAX_BODY_BYTES = 1 << 20;

  private static final Set<String> FIELDS =
      Set.of("stage", "from", "count", "by", "at", "wasted", "reason");

  private final CodeBook codes;
  private final CodeLife life;
  private final OwnedBatches batches;
  private final CodeEvents events;
  private final ScanCache scans;
  private final Work work;
  private final BaseUrl baseUrl;

  ReportDoors(
      CodeBook codes,
      CodeLife life,
      CodeEvents events,
      ScanCache scans,
      Work work,
      BaseUrl baseUrl) {
    this.codes = codes;
    this.life = life;
    this.batches = new OwnedBatches(codes);
    this.events = events;
    this.scans = scans;
    this.work = work;
    this.baseUrl = baseUrl;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.POST, "/codes/batches/{batchId}/reports", this::report)
            .only(Role.EXPORTER)
            .body(MAX_BODY_BYTES),
        Door.open(HttpMethod.GET, "/codes/batches/{batchId}/reports", this::list)
            .only(Role.EXPORTER));
  }

  private Future<Answer> report(Exchange exchange) {
    String id = exchange.decoded("batchId");
    byte[] body = exchange.body();
    Optional<String> key = exchange.header("Idempotency-Key");
    return work.run(
        () -> {
          Batch batch = batches.find(id, exchange.caller());
          StageReport report = read(batch, body, exchange.caller(), key.orElse(null));
          BatchReport kept = CodesProblems.translate(() -> life.report(batch, report));
          scans.changed();
          events.tell(List.of(batch.id()));
          return Answer.of(201, Json.MEDIA_TYPE, Json.bytes(json(kept))).noStore();
        });
  }

  private StageReport read(
      Batch batch, byte[] body, Caller caller, @Nullable String idempotencyKey) {
    JsonNode tree = Json.read(body);
    JsonFields fields = JsonFields.of(body);
    fields.only(FIELDS);
    Optional<Stage> stage = fields.text("stage", 1, 16).flatMap(Stage::of);
    if (stage.isEmpty()) {
      fields.faultUnlessKnown("/stage", "must be printed, applied or active");
    }
    CodeChecks checks = codes.checks();
    long from =
        tree.path("from").isMissingNode()
            ? 0
            : place(batch, tree.path("from"), "from", fields, checks);
    long count = count(batch, tree.path("count"), from, fields);
    String by = fields.optionalText("by", 1, 200).orElse(caller.party());
    Instant at = fields.optionalText("at", 1, 40).map(text -> time(text, fields)).orElse(null);
    List<Long> wasted = wasted(batch, tree.path("wasted"), fields, checks);
    String reason = fields.optionalText("reason", 1, 200).orElse(null);
    fields.check();
    return new StageReport(
        stage.orElseThrow(), from, count, by, at, wasted, reason, idempotencyKey);
  }

  private static long count(Batch batch, JsonNode count, long from, JsonFields fields) {
    if (count.isTextual() && count.asText().equals("all")) {
      return batch.count() - from;
    }
    if (!count.isIntegralNumber() || !count.canConvertToLong() || count.asLong() < 1) {
      fields.fault("/count", "must be a whole number from 1 on, or \"all\"");
    }
    return count.asLong();
  }

  private static List<Long> wasted(
      Batch batch, JsonNode list, JsonFields fields, CodeChecks checks) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      fields.fault("/wasted", "must be a list of serials or places");
      return List.of();
    }
    if (list.size() > StageReport.MAX_WASTED) {
      fields.fault(
          "/wasted",
          "has "
              + list.size()
              + " codes, and a report takes 10000; send several reports, or void the rest by a list"
              + " at /codes/batches/"
              + batch.id()
              + "/voids");
      return List.of();
    }
    List<Long> places = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      places.add(place(batch, list.path(i), "wasted/" + i, fields, checks));
    }
    return places;
  }

  private static long place(
      Batch batch, JsonNode value, String name, JsonFields fields, CodeChecks checks) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.asLong();
    }
    if (value.isTextual()
        && checks.check(batch.gtin(), value.asText()) instanceof CodeCheck.Genuine code
        && code.batch().id().equals(batch.id())) {
      return code.counter() - batch.firstCounter();
    }
    fields.fault(
        "/" + name, "must be a place in the batch, 0 being its first code, or a serial of it");
    return 0;
  }

  private static @Nullable Instant time(String text, JsonFields fields) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      fields.fault("/at", "is no time with its offset; give one as 2026-05-02T10:00:00+08:00");
      return null;
    }
  }

  private Future<Answer> list(Exchange exchange) {
    String id = exchange.decoded("batchId");
    QueryString query = exchange.query();
    query.only(Set.of("perPage", "after"));
    int perPage = query.number("perPage", 1, 1000).orElse(100);
    int after = query.number("after", 0, 999_999_999).orElse(0);
    return work.run(
        () -> {
          Batch batch = batches.find(id, exchange.caller());
          List<BatchReport> reports = life.reports(batch, after, perPage);
          ObjectNode document = Json.object();
          ArrayNode list = document.putArray("reports");
          reports.forEach(report -> list.add(json(report)));
          Answer answer = Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
          return reports.size() < perPage
              ? answer
              : answer.with(
                  "Link",
                  "<"
                      + baseUrl.at(
                          "/codes/batches/"
                              + batch.id()
                              + "/reports?perPage="
                              + perPage
                              + "&after="
                              + reports.getLast().number())
                      + ">; rel=\"next\"");
        });
  }

  static ObjectNode json(BatchReport report) {
    ObjectNode node =
        Json.object()
            .put("number", report.number())
            .put("state", report.status().word())
            .put("by", report.by())
            .put("at", report.at().toString())
            .put("recorded", report.recorded().toString());
    Long from = report.from();
    if (from != null) {
      node.put("from", from);
    }
    node.put("count", report.count()).put("fresh", report.fresh()).put("wasted", report.wasted());
    String reason = report.reason();
    return reason == null ? node : node.put("reason", reason);
  }
}
