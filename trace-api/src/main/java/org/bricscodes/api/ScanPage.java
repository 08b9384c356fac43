package org.bricscodes.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bricscodes.codes.Batch;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.Gap;
import org.bricscodes.provenance.NamedPlace;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Step;
import org.bricscodes.provenance.TracedEvent;
import org.bricscodes.provenance.Verdict;
import org.bricscodes.scans.Assessment;
import org.bricscodes.tlog.Cosignature;
import org.jspecify.annotations.Nullable;

/**
 * The page people see: verdict first, in words, icon and colour, then product, journey with its
 * gaps and evidence, and how to check it without us. Plain HTML, no script.
 */
final class ScanPage {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(Locale.ENGLISH);

  /** Witnesses named on the page, and characters of a name. */
  private static final int MAX_NAMED = 4;

  private static final int MAX_NAME = 60;

  private final Page page = Page.of("scan.html");
  private final Texts texts = Texts.english();
  private final ScanWords words = new ScanWords(texts);
  private final BaseUrl baseUrl;

  ScanPage(BaseUrl baseUrl) {
    this.baseUrl = baseUrl;
  }

  Answer answer(
      DigitalLink link, Provenance found, Scans.@Nullable Sighting sighting, Vouchers vouchers) {
    Map<String, Object> values = frame(found.verdict(), link.path());
    scans(values, found.verdict(), sighting);
    values.put("reason", orEmpty(found.reason()));
    values.put("hasReason", found.reason() != null);
    Batch batch = found.batch();
    values.put("hasProduct", batch != null);
    if (batch != null) {
      values.put("product", product(batch, link));
    }
    List<Object> making = new ArrayList<>();
    List<Object> journey = new ArrayList<>();
    for (Step step : found.journey().steps()) {
      List<Object> part = step.via() == TracedEvent.Via.INPUT ? making : journey;
      part.add(step(step));
      found.journey().gaps().stream()
          .filter(gap -> gap.after().equals(step.eventID()))
          .forEach(gap -> part.add(gap(gap)));
    }
    values.put("journey", journey);
    values.put("hasJourney", !journey.isEmpty());
    values.put("making", making);
    values.put("hasMaking", !making.isEmpty());
    values.put("makingCount", making.size());
    values.put("gapCount", found.journey().gaps().size());
    values.put("hasGaps", !found.journey().gaps().isEmpty());
    values.put("incomplete", !found.journey().complete());
    values.put("hasProof", !found.trace().events().isEmpty());
    values.put("proof", "/scan" + link.path() + "/proof");
    values.put("hasCosigners", !vouchers.cosignatures().isEmpty());
    values.put("cosigned", cosigned(vouchers));
    return page.answer(200, values);
  }

  /** One line, whatever witnesses call themselves. */
  private String cosigned(Vouchers vouchers) {
    List<String> names =
        vouchers.cosignatures().stream()
            .map(Cosignature::witness)
            .limit(MAX_NAMED)
            .map(name -> name.length() > MAX_NAME ? name.substring(0, MAX_NAME) + "…" : name)
            .toList();
    int more = vouchers.cosignatures().size() - names.size();
    return texts
        .of(more == 0 ? "check.cosigned" : "check.cosigned.more")
        .replace("{witnesses}", String.join(", ", names))
        .replace("{more}", String.valueOf(more));
  }

  /** What is no Digital Link at all: every fault, in the page's words. */
  Answer malformed(String path, Problem problem) {
    Map<String, Object> values = frame(Verdict.MALFORMED, path);
    values.put("reason", problem.detail());
    values.put("hasReason", true);
    for (String absent :
        List.of(
            "hasProduct",
            "hasScans",
            "hasJourney",
            "hasMaking",
            "hasGaps",
            "incomplete",
            "hasProof")) {
      values.put(absent, false);
    }
    return page.answer(400, values);
  }

  private Map<String, Object> frame(Verdict verdict, String code) {
    Map<String, Object> values = new HashMap<>();
    values.put("t", texts.all());
    values.put("code", code);
    values.put("host", baseUrl.at("").replaceFirst("^https?://", ""));
    values.put("tone", tone(verdict));
    values.put("icon", icon(verdict));
    values.put("verdict", texts.of("verdict." + verdict.word()));
    values.put("meaning", texts.of("meaning." + verdict.word()));
    return values;
  }

  /** A warning changes what is said first; anything less stands in its own section. */
  private void scans(
      Map<String, Object> values, Verdict verdict, Scans.@Nullable Sighting sighting) {
    values.put("hasScans", sighting != null);
    if (sighting == null) {
      return;
    }
    values.put("scanCount", words.count(sighting.history()));
    List<Object> notices = new ArrayList<>();
    for (ScanWords.Notice notice : words.notices(sighting.assessment())) {
      notices.add(Map.of("text", notice.text(), "honest", notice.honestReason()));
    }
    values.put("notices", notices);
    values.put("hasNotices", !notices.isEmpty());
    if (verdict == Verdict.GENUINE && sighting.assessment() instanceof Assessment.Warning) {
      values.put("tone", "care");
      values.put("icon", icon(Verdict.RECALLED));
      values.put("verdict", texts.of("verdict.copied"));
      values.put("meaning", texts.of("meaning.copied"));
    }
  }

  private Map<String, Object> product(Batch batch, DigitalLink link) {
    Map<String, Object> product = new HashMap<>();
    String name = batch.product();
    LocalDate expiry = batch.expiry();
    product.put("name", name == null ? texts.of("product.unnamed") : name);
    product.put("gtin", batch.gtin().digits());
    product.put("lot", batch.lot());
    product.put("serial", link.serial().orElse(""));
    product.put("hasExpiry", expiry != null);
    product.put("expiry", expiry == null ? "" : DAY.format(expiry));
    product.put("expiryIso", expiry == null ? "" : expiry.toString());
    return product;
  }

  private Map<String, Object> step(Step step) {
    Map<String, Object> item = new HashMap<>();
    item.put("isGap", false);
    String word = step.bizStep();
    item.put("title", texts.ofOpen("step.", word == null ? "other" : word));
    when(item, step.eventTime(), step.eventTimeZoneOffset());
    NamedPlace place = step.place();
    item.put("hasPlace", place != null);
    item.put("place", place == null ? "" : where(place));
    String byName = step.byName();
    item.put("by", byName == null ? step.by() : byName);
    item.put("evidence", texts.of("evidence." + step.evidence().word()));
    item.put("evidenceWord", step.evidence().word());
    String verifiedBy = step.verifiedBy();
    item.put("hasVerifiedBy", verifiedBy != null);
    item.put("verifiedBy", orEmpty(verifiedBy));
    item.put("logged", texts.of(logged(step)));
    return item;
  }

  private static String logged(Step step) {
    if (!step.anchors().isEmpty()) {
      return "log.anchored";
    }
    return step.logged() ? "log.logged" : "log.waiting";
  }

  private Map<String, Object> gap(Gap gap) {
    Map<String, Object> item = new HashMap<>();
    item.put("isGap", true);
    item.put("title", texts.of("gap." + gap.kind().word()));
    item.put("days", gap.days());
    item.put("hasDays", gap.days() > 0);
    NamedPlace from = gap.fromPlace();
    NamedPlace to = gap.toPlace();
    item.put("from", from == null ? texts.of("place.unknown") : where(from));
    item.put("to", to == null ? texts.of("place.unknown") : where(to));
    return item;
  }

  private static void when(Map<String, Object> item, Instant time, String offset) {
    item.put("iso", time.toString());
    item.put("day", DAY.format(time.atOffset(ZoneOffset.of(offset)).toLocalDate()));
  }

  private static String where(NamedPlace place) {
    StringBuilder text = new StringBuilder(place.name());
    String city = place.city();
    if (city != null && !place.name().contains(city)) {
      text.append(", ").append(city);
    }
    String country = place.countryCode();
    if (country != null) {
      text.append(", ").append(Locale.of("", country).getDisplayCountry(Locale.ENGLISH));
    }
    return text.toString();
  }

  private static String tone(Verdict verdict) {
    return switch (verdict) {
      case GENUINE -> "good";
      case EXPIRED, REGISTERED, UNKNOWN -> "care";
      case MALFORMED, NOT_ISSUED, WRONG_LOT, RECALLED, VOID -> "bad";
    };
  }

  /** A path on a 24 by 24 grid; shapes differ, so that colour is not all that tells. */
  private static String icon(Verdict verdict) {
    return switch (verdict) {
      case GENUINE -> "M5 13l5 5L20 7";
      case EXPIRED -> "M12 6v6l4 3M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20";
      case REGISTERED -> "M6 3h12v18l-6-4l-6 4z";
      case UNKNOWN -> "M8 9a4 4 0 1 1 5 4c-1 .4-1 1-1 2M12 19v.5";
      case RECALLED -> "M12 3L2 21h20zM12 10v5M12 18v.5";
      case MALFORMED, NOT_ISSUED, WRONG_LOT, VOID -> "M5 5l14 14M19 5L5 19";
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
