package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bricscodes.codes.CodeBook;
import org.bricscodes.codes.CodeCheck;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.scans.Alarm;
import org.bricscodes.scans.AlarmFilter;
import org.bricscodes.scans.AlarmPage;
import org.bricscodes.scans.Alarms;
import org.bricscodes.scans.Cell;
import org.bricscodes.scans.ItemHistory;
import org.bricscodes.scans.LotCount;
import org.bricscodes.scans.Place;
import org.bricscodes.scans.RuleName;
import org.bricscodes.scans.ScanSubject;
import org.bricscodes.scans.Visit;
import org.bricscodes.shares.FairShares;
import org.jspecify.annotations.Nullable;

/**
 * {@code /scans/…}: how often codes were looked up, and what the rules made of it. An exporter sees
 * what concerns its own codes, an auditor and an admin everything. Visitors are numbered within one
 * answer; their hashes leave by the export alone.
 */
final class ScanHistoryDoors {

  private static final int MAX_LOTS = 1000;

  /** Pages of a product's lots read for one answer. */
  private static final int MAX_PAGES = 100;

  private final CodeBook codes;
  private final Scans scans;
  private final Work work;
  private final Limits limits;
  private final ScanWords words = new ScanWords(Wording.in(Language.ENGLISH));
  private final FairSlots slots = new FairSlots(ExportDoors.MAX_UNDER_WAY, "exports");

  ScanHistoryDoors(CodeBook codes, Scans scans, Work work, Limits limits) {
    this.codes = codes;
    this.scans = scans;
    this.work = work;
    this.limits = limits;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/scans/alarms", this::alarms).only(Role.EXPORTER, Role.AUDITOR),
        Door.open(HttpMethod.POST, "/scans/alarms/{alarmId}/acknowledgement", this::acknowledge)
            .only(Role.EXPORTER)
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.GET, "/scans/01/{+link}", this::history)
            .only(Role.EXPORTER, Role.AUDITOR),
        Door.open(HttpMethod.GET, "/scans/summary", this::summary)
            .only(Role.EXPORTER, Role.AUDITOR),
        Door.open(HttpMethod.GET, "/scans/export.ndjson", this::export).only(Role.AUDITOR));
  }

  private Future<Answer> alarms(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("rule", "gtin", "lot", "status", "perPage", "cursor"));
    int perPage = query.number("perPage", 1, 1000).orElse(100);
    AlarmFilter filter =
        new AlarmFilter(
            owner(exchange.caller()),
            query.value("rule").map(ScanHistoryDoors::rule),
            query.value("gtin").map(ScanHistoryDoors::gtin).map(Gtin::digits),
            query.value("lot"),
            query.value("status").map(ScanHistoryDoors::status));
    String cursor = query.value("cursor").orElse(null);
    return work.run(
        () -> {
          AlarmPage page;
          try {
            page = scans.alarms().page(filter, cursor, perPage);
          } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter("cursor", "must be one this service gave");
          }
          ObjectNode document = Json.object();
          ArrayNode list = document.putArray("alarms");
          page.alarms().forEach(alarm -> list.add(json(alarm)));
          document.put("next", page.next());
          return answer(document);
        });
  }

  private Future<Answer> acknowledge(Exchange exchange) {
    String id = exchange.decoded("alarmId");
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("note"));
    String note = fields.optionalText("note", 0, Alarms.MAX_NOTE).orElse("");
    fields.check();
    Caller caller = exchange.caller();
    return work.run(
        () -> {
          // Ids can be computed: that another party has an alarm must look as if it had none.
          Alarm alarm =
              scans
                  .alarms()
                  .find(id)
                  .filter(
                      known -> caller.role() == Role.ADMIN || known.owner().equals(caller.party()))
                  .orElseThrow(
                      () ->
                          new Problem(
                              ProblemKind.NOT_FOUND, "there is no alarm of yours of this id"));
          return answer(json(scans.alarms().acknowledge(id, caller.party(), note).orElse(alarm)));
        });
  }

  private Future<Answer> history(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    Gtin gtin = link.gtin().orElseThrow();
    String serial =
        link.serial()
            .orElseThrow(() -> new Problem(ProblemKind.INVALID_LINK, "a code has a serial, AI 21"));
    Caller caller = exchange.caller();
    return work.run(
        () -> {
          if (!(codes.check(gtin, link.lot().orElse(null), serial)
              instanceof CodeCheck.Genuine genuine)) {
            throw new Problem(ProblemKind.NOT_FOUND, "this code was never issued here");
          }
          if (owner(caller).filter(party -> !party.equals(genuine.batch().owner())).isPresent()) {
            throw new Problem(ProblemKind.NOT_YOURS, "another party ordered this code");
          }
          ItemHistory history = scans.history().of(new ScanSubject(gtin, genuine.serial().text()));
          return answer(json(history, genuine.batch().lot()));
        });
  }

  private Future<Answer> summary(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("gtin", "lot", "after"));
    Gtin gtin =
        query
            .value("gtin")
            .map(ScanHistoryDoors::gtin)
            .orElseThrow(() -> Problem.invalidParameter("gtin", "must be given"));
    Optional<String> lot = query.value("lot");
    Optional<String> owner = owner(exchange.caller());
    return work.run(
        () -> {
          Predicate<LotCount> shown =
              count -> owner.filter(party -> !party.equals(count.owner())).isEmpty();
          List<LotCount> counts =
              lot.isPresent()
                  ? scans.history().lot(gtin, lot.get()).stream().filter(shown).toList()
                  : lots(gtin, query.value("after").orElse(null), shown);
          ObjectNode document = Json.object().put("gtin", gtin.digits());
          ArrayNode list = document.putArray("lots");
          counts.forEach(count -> list.add(json(count)));
          document.put("next", counts.size() == MAX_LOTS ? counts.getLast().lot() : null);
          return answer(document);
        });
  }

  /** A page of the lots shown, so that next never names one that is not; few others lie between. */
  private List<LotCount> lots(Gtin gtin, @Nullable String after, Predicate<LotCount> shown) {
    List<LotCount> found = new ArrayList<>();
    String from = after;
    for (int page = 0; page < MAX_PAGES && found.size() < MAX_LOTS; page++) {
      List<LotCount> counts = scans.history().lots(gtin, from, MAX_LOTS);
      counts.stream().filter(shown).limit(MAX_LOTS - found.size()).forEach(found::add);
      if (counts.size() < MAX_LOTS) {
        break;
      }
      from = counts.getLast().lot();
    }
    return found;
  }

  private Future<Answer> export(Exchange exchange) {
    exchange.query().only(Set.of());
    if (!exchange.takesChunks()) {
      throw new Problem(
          ProblemKind.MALFORMED_REQUEST, "an export is sent in chunks; ask by HTTP/1.1");
    }
    Lane lane = Lane.of(exchange.caller());
    return work.run(
        () -> {
          FairShares.Share slot = slots.take(lane);
          return Answer.streamed(
                  "application/x-ndjson", new Pieces(work, new ScanLogPieces(scans.log(), slot)))
              .with("Content-Disposition", "attachment; filename=\"scans.ndjson\"")
              .noStore();
        });
  }

  /** Whose codes a caller sees; empty: everybody's. */
  private static Optional<String> owner(Caller caller) {
    return switch (caller.role()) {
      case ADMIN, AUDITOR -> Optional.empty();
      case EXPORTER, PARTNER -> Optional.of(caller.party());
    };
  }

  private ObjectNode json(Alarm alarm) {
    ScanWords.Notice notice = words.notice(alarm.rule().word(), alarm.facts());
    ObjectNode node =
        Json.object()
            .put("id", alarm.id())
            .put("rule", alarm.rule().word())
            .put("weight", alarm.weight())
            .put("text", notice.text().bare())
            .put("honestReason", notice.honestReason())
            .put("owner", alarm.owner())
            .put("gtin", alarm.gtin())
            .put("lot", alarm.lot())
            .put("serial", alarm.serial())
            .put("first", alarm.first().toString())
            .put("last", alarm.last().toString())
            .put("times", alarm.times());
    ObjectNode facts = node.putObject("facts");
    alarm.facts().forEach(facts::put);
    Alarm.Acknowledgement seen = alarm.acknowledged();
    if (seen == null) {
      node.putNull("acknowledged");
    } else {
      node.putObject("acknowledged")
          .put("by", seen.by())
          .put("at", seen.at().toString())
          .put("note", seen.note());
    }
    return node;
  }

  private ObjectNode json(ItemHistory history, String lot) {
    ObjectNode node =
        Json.object()
            .put("gtin", history.subject().gtin().digits())
            .put("serial", history.subject().serial())
            .put("lot", lot)
            .put("count", history.count())
            .put("first", history.first().map(Instant::toString).orElse(null))
            .put("firstCountry", history.firstCountry().orElse(null))
            .put("assessment", scans.assess(history).word());
    ArrayNode visits = node.putArray("visits");
    Map<Long, Integer> numbers = new HashMap<>();
    for (Visit visit : history.visits()) {
      int visitor = numbers.computeIfAbsent(visit.visitor().device(), device -> numbers.size() + 1);
      visits.add(json(visit).put("visitor", visitor));
    }
    ArrayNode hits = node.putArray("rules");
    scans
        .assess(history)
        .hits()
        .forEach(
            hit -> {
              ScanWords.Notice notice = words.notice(hit.rule().word(), hit.facts());
              hits.addObject()
                  .put("rule", notice.rule())
                  .put("weight", hit.weight())
                  .put("text", notice.text().bare())
                  .put("honestReason", notice.honestReason());
            });
    return node;
  }

  private static ObjectNode json(Visit visit) {
    ObjectNode node =
        Json.object()
            .put("at", visit.began().toString())
            .put("last", visit.last().toString())
            .put("looks", visit.looks())
            .put("visits", visit.visits())
            .put("found", visit.found().word())
            .put("channel", visit.channel().word())
            .put("stage", visit.facts().stage().word());
    Place place = visit.place();
    node.put("country", place == null ? null : place.country());
    Cell cell = place == null ? null : place.cell();
    if (cell == null) {
      return node.putNull("cell");
    }
    node.putObject("cell")
        .put("latitude", cell.latitude())
        .put("longitude", cell.longitude())
        .put("degrees", cell.degrees());
    return node;
  }

  private static ObjectNode json(LotCount count) {
    ObjectNode node =
        Json.object()
            .put("lot", count.lot())
            .put("items", count.items())
            .put("visits", count.visits())
            .put("wide", count.wide())
            .put("first", count.first().toString())
            .put("last", count.last().toString());
    ObjectNode countries = node.putObject("countries");
    count.countries().forEach(countries::put);
    return node;
  }

  private static RuleName rule(String word) {
    return RuleName.ofWord(word)
        .orElseThrow(() -> Problem.invalidParameter("rule", "must be the name of a rule"));
  }

  private static AlarmFilter.Status status(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "open" -> AlarmFilter.Status.OPEN;
      case "acknowledged" -> AlarmFilter.Status.ACKNOWLEDGED;
      case String _ -> throw Problem.invalidParameter("status", "must be open or acknowledged");
    };
  }

  private static Gtin gtin(String digits) {
    try {
      return Gtin.parse(digits);
    } catch (Gs1Exception e) {
      throw Problem.invalidParameter("gtin", String.valueOf(e.getMessage()));
    }
  }

  private static Answer answer(ObjectNode document) {
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }
}
