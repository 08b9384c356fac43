package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.provenance.Provenance;
import org.bricscodes.provenance.ProvenanceReader;
import org.bricscodes.reports.Reference;
import org.bricscodes.reports.Report;
import org.bricscodes.reports.ReportKind;
import org.bricscodes.reports.ReportSubject;
import org.bricscodes.reports.Reports;
import org.bricscodes.reports.Words;
import org.jspecify.annotations.Nullable;

/**
 * {@code /scan/01/…/report}: the form by which anybody reports a problem with a pack, without an
 * account and without script; {@code /scan/report/…}: what became of it, for whoever has its
 * reference. Pages for people, JSON for programs that ask for it.
 *
 * <p>A report is kept before it is thanked for. A form sent twice is one report.
 */
final class ConsumerReportDoors {

  /** {@link Words#MAX} characters of four bytes, each byte as {@code %XX}, and the other fields. */
  static final int MAX_BODY_BYTES = 16 << 10;

  private static final List<String> REPRESENTATIONS = List.of("text/html", "application/json");
  private static final int ONCE_BYTES = 12;
  private static final int MAX_SENT = 10_000;
  private static final Duration TWICE_WITHIN = Duration.ofMinutes(10);

  private final Reports reports;
  private final ReportSettings settings;
  private final ReportedCodes codes;
  private final ProvenanceReader provenance;
  private final Onlookers onlookers;
  private final ReportLimits limits;
  private final ReportingPages pages;
  private final SameOrigin origin;
  private final BaseUrl baseUrl;
  private final Work work;
  private final SecureRandom random;

  /** What forms led to, so that one that is sent twice at once is one report. */
  private final Cache<String, Reference> sent =
      Caffeine.newBuilder().maximumSize(MAX_SENT).expireAfterWrite(TWICE_WITHIN).build();

  private final Map<ReportKind, LongAdder> filed = new EnumMap<>(ReportKind.class);
  private final ReportedLots lots = new ReportedLots();
  private final LongAdder limited = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder withdrawn = new LongAdder();

  ConsumerReportDoors(
      Reports reports,
      ReportSettings settings,
      ReportedCodes codes,
      ProvenanceReader provenance,
      Onlookers onlookers,
      ReportLimits limits,
      ReportingPages pages,
      BaseUrl baseUrl,
      Work work,
      SecureRandom random) {
    this.reports = reports;
    this.settings = settings;
    this.codes = codes;
    this.provenance = provenance;
    this.onlookers = onlookers;
    this.limits = limits;
    this.pages = pages;
    this.origin = new SameOrigin(baseUrl);
    this.baseUrl = baseUrl;
    this.work = work;
    this.random = random;
    for (ReportKind kind : ReportKind.values()) {
      filed.put(kind, new LongAdder());
    }
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/scan/01/{+link}/report", this::form),
        Door.open(HttpMethod.POST, "/scan/01/{+link}/report", this::file).body(MAX_BODY_BYTES),
        Door.open(HttpMethod.GET, "/scan/report/{reference}", this::show),
        Door.open(HttpMethod.POST, "/scan/report/{reference}/withdrawal", this::withdraw)
            .body(MAX_BODY_BYTES));
  }

  /** Counts since the start. */
  void measure(Metrics metrics) {
    filed.forEach(
        (kind, count) ->
            metrics.gauge(
                "consumer_reports_filed",
                "Reports of consumers, by kind",
                "kind",
                kind.word(),
                count::sum));
    metrics.family(
        "consumer_reports_of_lot", "Reports of consumers, by lot", "gauge", lots::samples);
    metrics.gauge("consumer_reports_limited", "Reports refused by limits", limited::sum);
    metrics.gauge(
        "consumer_reports_refused", "Reports refused as faulty or from elsewhere", refused::sum);
    metrics.gauge("consumer_reports_withdrawn", "Reports taken back", withdrawn::sum);
  }

  /** Who asks, and in which form she is answered. */
  private record Asker(Reader reader, boolean html) {}

  private Asker asker(Exchange exchange) {
    String accept = exchange.header("Accept").orElse("*/*");
    boolean html = MediaTypes.choose(accept, REPRESENTATIONS).equals("text/html");
    Reader reader =
        Reader.of(
            exchange.rawQuery(), exchange.header("Accept-Language"), onlookers.country(exchange));
    return new Asker(reader, html);
  }

  private Future<Answer> form(Exchange exchange) {
    Asker asker = asker(exchange);
    Optional<DigitalLink> link = link(exchange, asker);
    if (link.isEmpty()) {
      return Future.succeededFuture(pages.saying(404, asker.reader, "report.none"));
    }
    Optional<Answer> later = looksTooOften(exchange, asker);
    if (later.isPresent()) {
      return Future.succeededFuture(later.get());
    }
    return work.run(
        () -> {
          return switch (codes.find(link.get())) {
            case ReportedCodes.Nobodys nobodys -> none(asker, nobodys);
            case ReportedCodes.Known code ->
                form(200, asker, link.get(), code, ReportForm.EMPTY, List.of());
          };
        });
  }

  private Future<Answer> file(Exchange exchange) {
    Asker asker = asker(exchange);
    Optional<DigitalLink> link = link(exchange, asker);
    if (link.isEmpty()) {
      return Future.succeededFuture(pages.saying(404, asker.reader, "report.none"));
    }
    if (!origin.holds(exchange)) {
      refused.increment();
      return Future.succeededFuture(elsewhere(asker));
    }
    ReportForm typed = ReportForm.read(exchange);
    if (!typed.faults().isEmpty()) {
      refused.increment();
      // It is answered with the form, and so is a look at it.
      Optional<Answer> later = looksTooOften(exchange, asker);
      if (later.isPresent()) {
        return Future.succeededFuture(later.get());
      }
    }
    if (!asker.html) {
      typed.require();
    }
    // The same form with the same words: who only has another's mark gets a report of her own.
    String twin =
        typed.once().isEmpty()
            ? ""
            : String.join(
                "\n",
                typed.once(),
                link.get().path(),
                typed.kind().map(ReportKind::word).orElse(""),
                typed.written());
    Reference before = twin.isEmpty() ? null : sent.getIfPresent(twin);
    if (before != null) {
      return Future.succeededFuture(thanks(asker, before));
    }
    long seconds = typed.faults().isEmpty() ? leave(exchange, link.get()) : 0;
    if (seconds > 0 && !asker.html) {
      throw tooMany(seconds);
    }
    return work.run(
        () ->
            switch (codes.find(link.get())) {
              case ReportedCodes.Nobodys nobodys -> none(asker, nobodys);
              case ReportedCodes.Known code ->
                  filed(exchange, asker, link.get(), code, typed, twin, seconds);
            });
  }

  /**
   * The report, or the form again.
   *
   * @param wait seconds until it may be sent; 0: now
   */
  private Answer filed(
      Exchange exchange,
      Asker asker,
      DigitalLink link,
      ReportedCodes.Known code,
      ReportForm typed,
      String twin,
      long wait) {
    if (!typed.faults().isEmpty()) {
      return form(400, asker, link, code, typed, List.of());
    }
    long seconds = wait > 0 ? wait : leaveFor(exchange, code);
    if (seconds > 0 && !asker.html) {
      throw tooMany(seconds);
    }
    if (seconds > 0) {
      return form(429, asker, link, code, typed, List.of(wait(asker, seconds)))
          .with("Retry-After", String.valueOf(seconds));
    }
    Reference reference =
        twin.isEmpty()
            ? file(asker, link, code, typed)
            : sent.get(twin, _ -> file(asker, link, code, typed));
    return thanks(asker, reference);
  }

  /** Kept when this returns. */
  private Reference file(
      Asker asker, DigitalLink link, ReportedCodes.Known code, ReportForm typed) {
    ReportKind kind = typed.kind().orElseThrow();
    Reports.Filed kept =
        reports.file(
            code.subject(),
            kind,
            Words.parse(typed.written()),
            asker.reader.language().tag(),
            found(link).verdict().word());
    filed.computeIfAbsent(kind, _ -> new LongAdder()).increment();
    lots.count(code.subject());
    return kept.reference();
  }

  /** What whoever looks too often at forms is told instead; they cost reads and name parties. */
  private Optional<Answer> looksTooOften(Exchange exchange, Asker asker) {
    long seconds = limits.look(onlookers.address(exchange));
    if (seconds == 0) {
      return Optional.empty();
    }
    limited.increment();
    if (!asker.html) {
      throw new Problem(
              ProblemKind.TOO_MANY_REQUESTS, "too many looks at forms from your network; wait")
          .with("retryAfter", String.valueOf(seconds));
    }
    return Optional.of(
        pages
            .saying(429, asker.reader, wait(asker, seconds))
            .with("Retry-After", String.valueOf(seconds)));
  }

  private long leave(Exchange exchange, DigitalLink link) {
    long seconds =
        limits.take(
            onlookers.address(exchange),
            exchange.header("User-Agent").orElse("")
                + "\n"
                + exchange.header("Accept-Language").orElse(""),
            link.gtin().orElseThrow().digits(),
            Spelling.upper(link).orElse(link).serial().orElse(""));
    if (seconds > 0) {
      limited.increment();
    }
    return seconds;
  }

  /** Serials that nobody issued can be made up without end. */
  private long leaveFor(Exchange exchange, ReportedCodes.Known code) {
    long seconds =
        switch (code.tie()) {
          case ITS_CODE -> 0;
          case ITS_PRODUCT, UNREADABLE ->
              limits.takeMadeUp(onlookers.address(exchange), code.subject().gtin().digits());
        };
    if (seconds > 0) {
      limited.increment();
    }
    return seconds;
  }

  private Future<Answer> show(Exchange exchange) {
    Asker asker = asker(exchange);
    Optional<Reference> reference = Reference.parse(exchange.raw("reference"));
    return work.run(() -> shown(asker, reference, reference.flatMap(reports::find).orElse(null)));
  }

  private Future<Answer> withdraw(Exchange exchange) {
    Asker asker = asker(exchange);
    if (!origin.holds(exchange)) {
      refused.increment();
      return Future.succeededFuture(elsewhere(asker));
    }
    FormFields.read(exchange, Set.of());
    Optional<Reference> reference = Reference.parse(exchange.raw("reference"));
    return work.run(
        () -> {
          Optional<Report> report = reference.flatMap(reports::withdraw);
          if (report.isEmpty() || !asker.html) {
            report.ifPresent(_ -> withdrawn.increment());
            return shown(asker, reference, report.orElse(null));
          }
          withdrawn.increment();
          return Answer.empty(303)
              .with("Location", page(reference.orElseThrow(), asker.reader))
              .noStore();
        });
  }

  private Answer shown(Asker asker, Optional<Reference> reference, @Nullable Report report) {
    if (report == null || reference.isEmpty()) {
      if (asker.html) {
        return pages.saying(404, asker.reader, "report.ended");
      }
      throw new Problem(
          ProblemKind.NOT_FOUND, "there is no report of this reference; it may have been removed");
    }
    String recalledBy = found(ReportingPages.link(report.subject())).recalledBy();
    return asker.html
        ? pages.report(
            asker.reader,
            report,
            "/scan/report/"
                + reference.get().text()
                + "/withdrawal?lang="
                + asker.reader.language().tag(),
            recalledBy)
        : json(report, recalledBy != null);
  }

  /** What its page says of a code now. */
  private Provenance found(DigitalLink link) {
    return provenance.of(
        link.gtin().orElseThrow(), link.lot().orElse(null), link.serial().orElse(null));
  }

  private Answer form(
      int status,
      Asker asker,
      DigitalLink link,
      ReportedCodes.Known code,
      ReportForm typed,
      List<Phrase> more) {
    if (!asker.html) {
      throw new Problem(ProblemKind.NOT_ACCEPTABLE, "the form is a page: ask for text/html");
    }
    byte[] once = new byte[ONCE_BYTES];
    random.nextBytes(once);
    return pages.form(
        status,
        asker.reader,
        link,
        code,
        typed,
        typed.once().isEmpty()
            ? Base64.getUrlEncoder().withoutPadding().encodeToString(once)
            : typed.once(),
        more);
  }

  private Answer thanks(Asker asker, Reference reference) {
    if (asker.html) {
      return Answer.empty(303).with("Location", page(reference, asker.reader)).noStore();
    }
    ObjectNode document =
        Json.object()
            .put("reference", reference.text())
            .put("page", baseUrl.at("/scan/report/" + reference.text()));
    return Answer.of(201, Json.MEDIA_TYPE, Json.bytes(document))
        .with("Location", "/scan/report/" + reference.text())
        .noStore();
  }

  private static String page(Reference reference, Reader reader) {
    return "/scan/report/" + reference.text() + "?lang=" + reader.language().tag();
  }

  private Phrase wait(Asker asker, long seconds) {
    Wording wording = pages.wording(asker.reader);
    return wording.sentence(
        "report.fault.limited", Map.of("time", wording.duration(Duration.ofSeconds(seconds))));
  }

  private static Problem tooMany(long seconds) {
    return new Problem(
            ProblemKind.TOO_MANY_REQUESTS,
            "too many reports from your network, about this code, or in all; wait a while")
        .with("retryAfter", String.valueOf(seconds));
  }

  private Answer elsewhere(Asker asker) {
    if (asker.html) {
      return pages.saying(403, asker.reader, "report.fault.origin");
    }
    throw new Problem(
        ProblemKind.NOT_PERMITTED,
        "a form is taken from our own page alone: send Sec-Fetch-Site: same-origin, or Origin with"
            + " the address of this service");
  }

  private Answer none(Asker asker, ReportedCodes.Nobodys nobodys) {
    if (asker.html) {
      return pages.nobody(asker.reader, nobodys);
    }
    String code =
        switch (nobodys.tie()) {
          case ITS_CODE, ITS_PRODUCT -> "nobody here issued or registered this code";
          case UNREADABLE -> "this code cannot be checked here, since its key is missing";
        };
    throw new Problem(
        ProblemKind.NOT_FOUND,
        nobodys.owners().isEmpty()
            ? code + ", so nobody can be told"
            : code
                + ", and "
                + nobodys.owners().size()
                + " parties issue codes of its product, so none can be told");
  }

  /** The link; empty: it is none, which a person is told as a code of nobody. */
  private Optional<DigitalLink> link(Exchange exchange, Asker asker) {
    if (settings.taking() == ReportSettings.Taking.OFF) {
      throw new Problem(ProblemKind.NOT_FOUND, "reports are not taken here");
    }
    try {
      return Optional.of(Links.parse("/01/" + exchange.raw("link")));
    } catch (Problem malformed) {
      if (asker.html) {
        return Optional.empty();
      }
      throw malformed;
    }
  }

  /** For the reporter. */
  private static Answer json(Report report, boolean recalled) {
    ReportSubject subject = report.subject();
    ObjectNode document =
        Json.object()
            .put("code", ReportingPages.link(subject).toString())
            .put("kind", report.kind().word())
            .put("words", report.words().text())
            .put("language", report.language())
            .put("hour", report.hour().toString())
            .put("state", report.state().word())
            .put("recalled", recalled);
    ArrayNode answers = document.putArray("answers");
    for (Report.Answer answer : report.answers()) {
      answers
          .addObject()
          .put("by", answer.by())
          .put("at", answer.at().toString())
          .put("words", answer.words().text());
    }
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }
}
