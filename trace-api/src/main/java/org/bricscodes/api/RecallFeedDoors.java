package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.provenance.Names;
import org.bricscodes.provenance.RecallNotice;
import org.bricscodes.provenance.RecallNotices;
import org.bricscodes.resolver.KnownProducts;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/**
 * {@code /scan/01/…/recalls.atom}: the recalls of a product, or of one of its lots, as a feed. Who
 * follows it gives nothing: no name, no address, no account; nothing is recorded of who asks.
 */
final class RecallFeedDoors {

  /** An empty feed has always been so. */
  private static final Instant NEVER = Instant.EPOCH;

  /** RFC 9110 §5.6.7. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final RecallNotices recalls;
  private final KnownProducts products;
  private final Names names;
  private final Onlookers onlookers;
  private final ScanCache cache;
  private final Work work;
  private final BaseUrl baseUrl;
  private final String origin;
  private final Wordings wordings = new Wordings();

  RecallFeedDoors(
      RecallNotices recalls,
      KnownProducts products,
      Names names,
      Onlookers onlookers,
      ScanCache cache,
      Work work,
      BaseUrl baseUrl,
      String origin) {
    this.recalls = recalls;
    this.products = products;
    this.names = names;
    this.onlookers = onlookers;
    this.cache = cache;
    this.work = work;
    this.baseUrl = baseUrl;
    this.origin = origin;
  }

  List<Door> doors() {
    return List.of(Door.open(HttpMethod.GET, "/scan/01/{+link}/recalls.atom", this::feed));
  }

  /**
   * Where the feed is.
   *
   * @param lot null: that of the product
   */
  static String path(Gtin gtin, @Nullable String lot) {
    return page(gtin, lot) + "/recalls.atom";
  }

  private static String page(Gtin gtin, @Nullable String lot) {
    List<Element> path = new ArrayList<>(List.of(new Element("01", gtin.digits())));
    if (lot != null) {
      path.add(new Element("10", lot));
    }
    return "/scan" + DigitalLink.of(path).path();
  }

  private Future<Answer> feed(Exchange exchange) {
    DigitalLink link = Links.parse("/01/" + exchange.raw("link"));
    Reader reader =
        Reader.of(
            exchange.rawQuery(), exchange.header("Accept-Language"), onlookers.country(exchange));
    Language language = reader.language();
    Gtin gtin = link.gtin().orElseThrow();
    String lot = link.lot().orElse(null);
    String key = "r" + language.tag() + path(gtin, lot);
    Optional<Answer> ready = cache.find(key);
    if (ready.isPresent()) {
      return Future.succeededFuture(fresh(exchange, ready.get()));
    }
    return work.run(
        () -> {
          ScanCache.Version version = cache.version();
          if (!products.knows(link)) {
            throw new Problem(ProblemKind.NOT_FOUND, "nothing is known of this product here");
          }
          Answer answer = answer(language, gtin, lot);
          cache.keep(key, version, ScanCache.Basis.ANYTHING, null, answer);
          return fresh(exchange, answer);
        });
  }

  private Answer answer(Language language, Gtin gtin, @Nullable String lot) {
    List<RecallNotice> notices = lot == null ? recalls.ofProduct(gtin) : recalls.ofLot(gtin, lot);
    Wording wording = wordings.in(language);
    String query = "?lang=" + language.tag();
    AtomFeed feed =
        new AtomFeed(
            language.tag(),
            baseUrl.at(path(gtin, lot)),
            lot == null
                ? wording.sentence("recalls.feed.product", Map.of("gtin", gtin.digits())).bare()
                : wording
                    .sentence("recalls.feed.lot", Map.of("gtin", gtin.digits(), "lot", lot))
                    .bare(),
            wording.of("recalls.feed.note"),
            baseUrl.at("").replaceFirst("^https?://", ""),
            baseUrl.at(path(gtin, lot) + query),
            baseUrl.at(page(gtin, lot) + query));
    for (RecallNotice notice : notices) {
      feed.add(entry(wording, gtin, lot, notice));
    }
    byte[] bytes = feed.bytes(NEVER);
    Instant updated = feed.updated(NEVER);
    return Answer.of(200, AtomFeed.MEDIA_TYPE, bytes)
        .with("ETag", EntityTags.quoted(Digest.sha256(bytes).toString().substring(0, 32)))
        .with("Last-Modified", HTTP_DATE.format(updated))
        .with("Content-Language", language.tag())
        .with("Vary", "Accept-Language")
        .with("Cache-Control", "public, max-age=60");
  }

  private AtomFeed.Entry entry(
      Wording wording, Gtin gtin, @Nullable String lot, RecallNotice notice) {
    String party = names.party(notice.party()).orElse(notice.party());
    String lots = String.join(", ", notice.lots());
    String scope = notice.scope().word();
    Phrase title =
        lots.isEmpty()
            ? wording.sentence("recall." + scope, Map.of("party", party))
            : wording.sentence(
                "recall." + scope + ".of", Map.of("party", party, "lots", Phrase.code(lots)));
    String ofLot = lot == null && notice.lots().size() == 1 ? notice.lots().getFirst() : lot;
    return new AtomFeed.Entry(
        "urn:uuid:" + uuid(notice),
        title.bare(),
        text(wording, notice, party),
        notice.recorded().truncatedTo(ChronoUnit.SECONDS),
        notice.happened().truncatedTo(ChronoUnit.SECONDS),
        party,
        baseUrl.at(page(gtin, ofLot) + "?lang=" + wording.language().tag()));
  }

  /** When, or why in its party's words; and what to do. */
  private static String text(Wording wording, RecallNotice notice, String party) {
    LocalDate day = notice.happened().atOffset(ZoneOffset.UTC).toLocalDate();
    String reason = notice.reason();
    Phrase said =
        reason == null
            ? wording.sentence("recall.day", Map.of("day", wording.day(day)))
            : wording.sentence("reason.owner", Map.of("words", reason));
    return switch (notice.scope()) {
      case PRODUCT, LOT, INPUT ->
          said.bare() + " " + wording.sentence("meaning.recalled", Map.of("party", party)).bare();
      case PACKS, LIFTED_PACKS -> said.bare() + " " + wording.of("recall.look");
      case LIFTED, LIFTED_PRODUCT, LIFTED_INPUT -> said.bare();
    };
  }

  /**
   * A UUID of version 8 (RFC 9562 §5.8): the same event is the same entry in every feed. Made of
   * its place in the log, and of nothing it says: an eventID may be the hash of all that.
   */
  private UUID uuid(RecallNotice notice) {
    byte[] name = (origin + '\n' + notice.sequence()).getBytes(StandardCharsets.UTF_8);
    ByteBuffer hash = ByteBuffer.wrap(Digest.sha256(name).bytes());
    long high = (hash.getLong() & ~0xF000L) | 0x8000L;
    long low = (hash.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low);
  }

  /** 304 for whoever has it already (RFC 9110 §13.2.2). */
  private static Answer fresh(Exchange exchange, Answer answer) {
    String tag = value(answer, "ETag").replace("\"", "");
    List<String> tags = exchange.headers("If-None-Match");
    boolean unchanged =
        tags.isEmpty()
            ? exchange
                .header("If-Modified-Since")
                .flatMap(RecallFeedDoors::time)
                .filter(since -> !time(value(answer, "Last-Modified")).orElseThrow().isAfter(since))
                .isPresent()
            : EntityTags.anyIs(tags, tag, true);
    return unchanged ? new Answer(304, answer.headers(), new Answer.Body.None()) : answer;
  }

  private static String value(Answer answer, String name) {
    return answer.headers().get(answer.headers().indexOf(name) + 1);
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.from(HTTP_DATE.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
