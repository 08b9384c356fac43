package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.bricscodes.codes.Batch;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.Gap;
import org.bricscodes.provenance.NamedPlace;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Reason;
import org.bricscodes.provenance.Step;
import org.bricscodes.scans.ItemHistory;
import org.jspecify.annotations.Nullable;

/** A scan as JSON; the schema {@code Scan} of the OpenAPI document. */
final class ScanJson {

  private final BaseUrl baseUrl;
  private final ReportSettings reports;
  private final ScanWords words = new ScanWords(Wording.in(Language.ENGLISH));
  private final StepJson steps = new StepJson(ScanJson::step);

  ScanJson(BaseUrl baseUrl, ReportSettings reports) {
    this.baseUrl = baseUrl;
    this.reports = reports;
  }

  Answer answer(
      DigitalLink link, Provenance found, Scans.@Nullable Sighting sighting, Vouchers vouchers) {
    Reason reason = found.reason();
    ObjectNode document =
        Json.object()
            .put("code", found.code())
            .put("verdict", found.verdict().word())
            .put("reason", reason == null ? null : reason.text())
            .put("asOf", found.asOf().toString());
    document.set("recall", reason instanceof Reason.Recalled recall ? recall(recall) : null);
    Batch batch = found.batch();
    if (batch == null) {
      document.putNull("product");
    } else {
      document.set("product", product(batch));
    }
    ArrayNode journey = document.putArray("journey");
    found.journey().steps().forEach(step -> journey.addRawValue(steps.of(step)));
    ArrayNode gaps = document.putArray("gaps");
    found.journey().gaps().forEach(gap -> gaps.add(gap(gap)));
    document.put("complete", found.journey().complete());
    FollowUps follow = FollowUps.of(link, found, reports);
    document.put("proof", address(follow.proof()));
    document
        .putObject("links")
        .put("report", address(follow.report()))
        .put("recallsOfLot", address(follow.recallsOfLot()))
        .put("recallsOfProduct", address(follow.recallsOfProduct()))
        .put("evidence", address(follow.evidence()));
    ArrayNode cosigned = document.putArray("cosignedBy");
    vouchers
        .cosignatures()
        .forEach(
            by ->
                cosigned
                    .addObject()
                    .put("witness", by.witness())
                    .put("time", by.time().toString())
                    .put("size", vouchers.size()));
    document.set("scans", sighting == null ? null : scans(sighting));
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document));
  }

  private @Nullable String address(@Nullable String path) {
    return path == null ? null : baseUrl.at(path);
  }

  /** The country of the first look at most: where it was is nobody's business. */
  private ObjectNode scans(Scans.Sighting sighting) {
    ItemHistory history = sighting.history();
    ObjectNode node =
        Json.object()
            .put("count", history.count())
            .put("first", history.first().map(Instant::toString).orElse(null))
            .put("firstCountry", history.firstCountry().orElse(null))
            .put("assessment", sighting.assessment().word());
    ArrayNode notices = node.putArray("notices");
    for (ScanWords.Notice notice : words.notices(sighting.assessment())) {
      notices
          .addObject()
          .put("rule", notice.rule())
          .put("text", notice.text().bare())
          .put("honestReason", notice.honestReason());
    }
    return node;
  }

  private static ObjectNode recall(Reason.Recalled recall) {
    ObjectNode node = recalled(recall);
    ArrayNode others = node.putArray("others");
    recall.others().forEach(other -> others.add(recalled(other)));
    return node;
  }

  private static ObjectNode recalled(Reason.Recalled recall) {
    return Json.object()
        .put("what", recall.scope().word())
        .put("by", recall.name())
        .put("party", recall.party())
        .put("since", recall.day().toString());
  }

  private static ObjectNode product(Batch batch) {
    ObjectNode node = Json.object().put("gtin", batch.gtin().digits()).put("lot", batch.lot());
    node.put("name", batch.product());
    node.put("expiry", batch.expiry() == null ? null : String.valueOf(batch.expiry()));
    return node.put("plant", batch.plant()).put("by", batch.owner());
  }

  private static ObjectNode step(Step step) {
    ObjectNode node =
        Json.object()
            .put("eventID", named(step.eventID()))
            .put("eventTime", step.eventTime().toString())
            .put("eventTimeZoneOffset", step.eventTimeZoneOffset())
            .put("eventType", step.eventType())
            .put("bizStep", step.bizStep())
            .put("disposition", step.disposition())
            .put("via", step.via().name().toLowerCase(Locale.ROOT));
    NamedPlace place = step.place();
    node.put("place", place == null ? null : place.name());
    node.set("location", place(place));
    String byName = step.byName();
    node.put("by", byName == null ? step.by() : byName)
        .put("party", step.by())
        .put("evidence", step.evidence().word())
        .put("verifiedBy", step.verifiedBy());
    ArrayNode documents = node.putArray("documents");
    step.documents().forEach(documents::add);
    node.put("logged", step.logged());
    ArrayNode anchors = node.putArray("anchors");
    step.anchors().forEach(anchors::add);
    return node;
  }

  /** An event whose name is its hash has none here: with it, what is withheld could be guessed. */
  private static @Nullable String named(@Nullable String eventID) {
    return eventID == null || eventID.regionMatches(true, 0, "ni:", 0, 3) ? null : eventID;
  }

  private static ObjectNode gap(Gap gap) {
    ObjectNode node =
        Json.object()
            .put("kind", gap.kind().word())
            .put("from", gap.from().toString())
            .put("to", gap.to() == null ? null : String.valueOf(gap.to()))
            .put("days", gap.days())
            .put("after", named(gap.after()))
            .put("before", named(gap.before()));
    node.set("fromPlace", place(gap.fromPlace()));
    node.set("toPlace", place(gap.toPlace()));
    return node;
  }

  private static @Nullable ObjectNode place(@Nullable NamedPlace place) {
    if (place == null) {
      return null;
    }
    return Json.object()
        .put("uri", place.uri())
        .put("name", place.name())
        .put("city", place.city())
        .put("country", place.countryCode())
        .put("latitude", place.latitude())
        .put("longitude", place.longitude());
  }
}
