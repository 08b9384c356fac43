package org.bricscodes.api;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bricscodes.codes.Batch;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.Names;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.Reason;
import org.bricscodes.provenance.Temperatures;
import org.bricscodes.provenance.Verdict;
import org.bricscodes.tlog.Cosignature;
import org.jspecify.annotations.Nullable;

/**
 * The page people see, in their language: verdict first, in words, icon and colour, then product,
 * test results, journey with its gaps and evidence, who reported it, and how to check it without
 * us. Plain HTML; nothing on it needs a script. A script keeps a copy for when there is no network.
 */
final class ScanPage {

  /** Witnesses named on the page, and characters of a name. */
  private static final int MAX_NAMED = 4;

  private static final int MAX_NAME = 60;

  /** Sections that a page without a product leaves out. */
  private static final List<String> SECTIONS =
      List.of(
          "hasProduct",
          "hasScans",
          "hasSafety",
          "hasJourney",
          "hasMaking",
          "hasPeople",
          "hasProof",
          "hasReport",
          "hasRecalls",
          "hasRecallsOfLot",
          "hasNobody",
          "incomplete");

  private final Page page = Page.of("scan.html");
  private final Wordings wordings = new Wordings();
  private final RouteMap map = new RouteMap();
  private final PageFrame frame;
  private final BaseUrl baseUrl;
  private final Names names;
  private final ReportSettings reports;

  ScanPage(BaseUrl baseUrl, Names names, ReportSettings reports) {
    this.frame = new PageFrame(baseUrl);
    this.baseUrl = baseUrl;
    this.names = names;
    this.reports = reports;
  }

  Answer answer(
      DigitalLink link,
      Reader reader,
      Provenance found,
      Scans.@Nullable Sighting sighting,
      Vouchers vouchers) {
    Wording wording = wordings.in(reader.language());
    Map<String, Object> values = frame(reader, wording, link.path());
    String by = found.recalledBy();
    new VerdictView(wording)
        .fill(
            values,
            found.verdict(),
            found.reason(),
            by == null ? null : names.party(by).orElse(by),
            sighting);
    Batch batch = found.batch();
    values.put("hasProduct", batch != null);
    if (batch != null) {
      values.put("product", product(wording, batch, link));
    }
    JourneyView journey = new JourneyView(wording);
    new SafetyView(wording, journey).fill(values, found);
    journey.fill(values, found.journey());
    new TemperatureView(wording).fill(values, Temperatures.of(found.trace()));
    values.put("hasCosigners", !vouchers.cosignatures().isEmpty());
    values.put("cosigned", cosigned(wording, vouchers));
    values.put("hasAsOf", true);
    Optional<Page.Markup> drawn =
        map.of(JourneyView.stops(found.journey()), wording.of("journey.map"));
    values.put("hasMap", drawn.isPresent());
    drawn.ifPresent(svg -> values.put("map", svg));
    values.put(
        "asOf", wording.sentence("footer.as-of", Map.of("when", wording.moment(found.asOf()))));
    values.put(
        "stored", wording.sentence("stored.note", Map.of("when", wording.moment(found.asOf()))));
    share(values, wording, link.path(), batch);
    follow(values, reader, wording, FollowUps.of(link, found, reports));
    return headed(reader, page.answer(200, values));
  }

  /** What is no Digital Link at all: every fault, in the page's words. */
  Answer malformed(String path, Reader reader, Problem problem) {
    Wording wording = wordings.in(reader.language());
    Map<String, Object> values = frame(reader, wording, path);
    Reason reason = new Reason.Said(Reason.Kind.MALFORMED, problem.detail());
    new VerdictView(wording).fill(values, Verdict.MALFORMED, reason, null, null);
    SECTIONS.forEach(section -> values.put(section, false));
    values.put("hasNobody", true);
    values.put("hasAsOf", false);
    share(values, wording, path, null);
    return headed(reader, page.answer(400, values));
  }

  /**
   * What a shopper is told while nobody can answer: nothing about the code, good or bad.
   *
   * @param status 503 where it is known to pass
   */
  Answer later(String path, Reader reader, int status) {
    Wording wording = wordings.in(reader.language());
    Map<String, Object> values = frame(reader, wording, path);
    new VerdictView(wording).fill(values, Verdict.UNKNOWN, null, null, null);
    values.put("meaning", wording.of("meaning.later"));
    values.put("description", wording.of("meaning.later"));
    SECTIONS.forEach(section -> values.put(section, false));
    values.put("hasAsOf", false);
    share(values, wording, path, null);
    Answer answer = headed(reader, page.answer(status, values));
    return status == 503 ? answer.with("Retry-After", "5") : answer;
  }

  private static Answer headed(Reader reader, Answer answer) {
    return answer.with("Content-Language", reader.language().tag());
  }

  private Map<String, Object> frame(Reader reader, Wording wording, String code) {
    Map<String, Object> values = frame.of(reader, wording);
    values.put("code", wording.sentence("footer.code", Map.of("code", Phrase.code(code))));
    return values;
  }

  private static void follow(
      Map<String, Object> values, Reader reader, Wording wording, FollowUps follow) {
    String query = "?lang=" + reader.language().tag();
    String lot = follow.recallsOfLot();
    values.put("hasProof", follow.proof() != null);
    values.put("proof", Objects.requireNonNullElse(follow.proof(), ""));
    values.put("evidence", Objects.requireNonNullElse(follow.evidence(), ""));
    values.put("hasReport", follow.report() != null);
    values.put("report", follow.report() + query);
    values.put(
        "reportOffer",
        wording.of(
            follow.tells() == FollowUps.Tells.OWNER ? "report.offer" : "report.offer.unissued"));
    values.put("hasRecalls", follow.recallsOfProduct() != null);
    values.put("recallsOfProduct", follow.recallsOfProduct() + query);
    values.put("hasRecallsOfLot", lot != null);
    values.put("recallsOfLot", lot + query);
    values.put("hasNobody", false);
  }

  /** What is seen of the page where its address is sent to somebody. */
  private void share(
      Map<String, Object> values, Wording wording, String path, @Nullable Batch batch) {
    String verdict = String.valueOf(values.get("verdict"));
    values.put("address", baseUrl.at("/scan" + path));
    values.put("picture", baseUrl.at(String.valueOf(values.get("picturePath"))));
    String product = batch == null ? null : batch.product();
    values.put(
        "title",
        product == null
            ? verdict
            : wording
                .sentence("share.title", Map.of("verdict", verdict, "product", product))
                .bare());
  }

  private Map<String, Object> product(Wording wording, Batch batch, DigitalLink link) {
    Map<String, Object> product = new HashMap<>();
    String name = batch.product();
    LocalDate expiry = batch.expiry();
    product.put(
        "name", name == null ? Phrase.own(wording.of("product.unnamed")) : Phrase.foreign(name));
    product.put("gtin", Phrase.code(batch.gtin().digits()));
    product.put("lot", Phrase.code(batch.lot()));
    product.put("serial", Phrase.code(link.serial().orElse("")));
    product.put("hasExpiry", expiry != null);
    product.put("expiry", expiry == null ? "" : wording.day(expiry));
    product.put("expiryIso", expiry == null ? "" : expiry.toString());
    product.put("owner", Phrase.foreign(names.party(batch.owner()).orElse(batch.owner())));
    String plant = batch.plant();
    product.put("hasPlant", plant != null);
    product.put(
        "plant",
        plant == null
            ? ""
            : names.place(plant).map(new JourneyView(wording)::where).orElse(Phrase.code(plant)));
    return product;
  }

  /** One line, whatever witnesses call themselves. */
  private static Phrase cosigned(Wording wording, Vouchers vouchers) {
    List<String> named =
        vouchers.cosignatures().stream()
            .map(Cosignature::witness)
            .limit(MAX_NAMED)
            .map(name -> ForeignText.of(name, MAX_NAME))
            .toList();
    int more = vouchers.cosignatures().size() - named.size();
    return wording.sentence(
        more == 0 ? "check.cosigned" : "check.cosigned.more",
        Map.of("witnesses", Phrase.code(String.join(", ", named)), "more", more));
  }
}
