package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.bricscodes.api.export.CsvCell;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.bricscodes.reports.LotPage;
import org.bricscodes.reports.LotReports;
import org.bricscodes.reports.Report;
import org.bricscodes.reports.ReportFilter;
import org.bricscodes.reports.ReportId;
import org.bricscodes.reports.ReportKind;
import org.bricscodes.reports.ReportPage;
import org.bricscodes.reports.ReportState;
import org.bricscodes.reports.ReportSubject;
import org.bricscodes.reports.Reports;
import org.bricscodes.reports.Words;
import org.jspecify.annotations.Nullable;

/**
 * {@code /reports}: what consumers reported of the caller's codes, and the answers. An exporter
 * sees and answers those of the codes it issued or registered, an operator all; nobody else any,
 * auditors included, since what people write in need is not for everybody's eyes. That another
 * party has a report looks as if there was none.
 */
final class OwnedReportDoors {

  private static final String CSV = "text/csv; charset=utf-8; header=present";
  private static final List<String> REPRESENTATIONS = List.of(Json.MEDIA_TYPE, "text/csv");
  private static final String HEAD =
      "id,hour,state,kind,gtin,lot,serial,verdict,language,words,answers,answer\r\n";
  private static final Set<String> FILTERS = Set.of("gtin", "lot", "kind", "state");

  private final Reports reports;
  private final Work work;
  private final Limits limits;
  private final BaseUrl baseUrl;
  private final LongAdder answered = new LongAdder();
  private final LongAdder closed = new LongAdder();

  OwnedReportDoors(Reports reports, Work work, Limits limits, BaseUrl baseUrl) {
    this.reports = reports;
    this.work = work;
    this.limits = limits;
    this.baseUrl = baseUrl;
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/reports", this::list).only(Role.EXPORTER),
        Door.open(HttpMethod.GET, "/reports/summary", this::summary).only(Role.EXPORTER),
        Door.open(HttpMethod.GET, "/reports/{reportId}", this::show).only(Role.EXPORTER),
        Door.open(HttpMethod.POST, "/reports/{reportId}/answers", this::answer)
            .only(Role.EXPORTER)
            .body(limits.maxBodyBytes()),
        Door.open(HttpMethod.POST, "/reports/{reportId}/closure", this::close)
            .only(Role.EXPORTER)
            .body(limits.maxBodyBytes()));
  }

  /** Counts since the start. */
  void measure(Metrics metrics) {
    metrics.gauge("consumer_reports_answered", "Answers given to reports", answered::sum);
    metrics.gauge("consumer_reports_closed", "Reports closed by their owners", closed::sum);
  }

  private Future<Answer> list(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("gtin", "lot", "kind", "state", "perPage", "cursor"));
    int perPage = query.number("perPage", 1, 1000).orElse(100);
    Optional<Gtin> gtin = query.value("gtin").map(OwnedReportDoors::gtin);
    if (query.value("lot").isPresent() && gtin.isEmpty()) {
      throw Problem.invalidParameter("lot", "is one of a product: name its gtin, too");
    }
    ReportFilter filter =
        new ReportFilter(
            owner(exchange.caller()),
            gtin,
            query.value("lot"),
            query
                .value("kind")
                .map(
                    word ->
                        one(
                            "kind",
                            word,
                            ReportKind::of,
                            "seal, quality, safety, counterfeit, wrong-product or other")),
            query
                .value("state")
                .map(
                    word ->
                        one(
                            "state",
                            word,
                            ReportState::of,
                            "open, answered, closed or withdrawn")));
    String cursor = query.value("cursor").orElse(null);
    String accept = exchange.header("Accept").orElse("*/*");
    boolean csv = MediaTypes.choose(accept, REPRESENTATIONS).equals("text/csv");
    return work.run(
        () -> {
          ReportPage page = page(filter, cursor, perPage);
          Answer answer = csv ? csv(page) : json(page);
          String next = page.next();
          return next == null
              ? answer
              : answer.with("Link", "<" + next(query, perPage, next) + ">; rel=\"next\"");
        });
  }

  private ReportPage page(ReportFilter filter, @Nullable String cursor, int perPage) {
    try {
      return reports.page(filter, cursor, perPage);
    } catch (IllegalArgumentException e) {
      throw Problem.invalidParameter("cursor", "must be one this service gave");
    }
  }

  private String next(QueryString query, int perPage, String cursor) {
    StringBuilder address = new StringBuilder(baseUrl.at("/reports?perPage=" + perPage));
    for (QueryString.Pair pair : query.pairs()) {
      if (FILTERS.contains(pair.name())) {
        String value = URLEncoder.encode(pair.value(), StandardCharsets.UTF_8).replace("+", "%20");
        address.append('&').append(pair.name()).append('=').append(value);
      }
    }
    return address.append("&cursor=").append(cursor).toString();
  }

  private Future<Answer> summary(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("gtin", "cursor"));
    Gtin gtin =
        query
            .value("gtin")
            .map(OwnedReportDoors::gtin)
            .orElseThrow(() -> Problem.invalidParameter("gtin", "must be given"));
    Optional<String> owner = owner(exchange.caller());
    String cursor = query.value("cursor").orElse(null);
    return work.run(
        () -> {
          LotPage page;
          try {
            page = reports.lots(gtin, owner, cursor);
          } catch (IllegalArgumentException e) {
            throw Problem.invalidParameter("cursor", "must be one this service gave");
          }
          ObjectNode document = Json.object().put("gtin", gtin.digits());
          ArrayNode list = document.putArray("lots");
          page.lots().forEach(lot -> list.add(json(lot)));
          document.put("next", page.next());
          return answer(document);
        });
  }

  private Future<Answer> show(Exchange exchange) {
    String id = exchange.raw("reportId");
    Caller caller = exchange.caller();
    return work.run(() -> answer(json(owned(id, caller))));
  }

  private Future<Answer> answer(Exchange exchange) {
    String id = exchange.raw("reportId");
    JsonFields fields = JsonFields.of(exchange.body());
    fields.only(Set.of("words"));
    Optional<String> sent = fields.text("words", 1, 4 * Words.MAX);
    sent.flatMap(Words::faultOf)
        .ifPresent(
            fault ->
                fields.fault(
                    "/words",
                    switch (fault) {
                      case TOO_LONG -> "must have at most " + Words.MAX + " characters";
                      case NOT_TEXT -> "must be text, without control characters";
                    }));
    if (sent.filter(String::isBlank).isPresent()) {
      fields.faultUnlessKnown("/words", "must say something");
    }
    fields.check();
    Words words = Words.parse(sent.orElseThrow());
    Caller caller = exchange.caller();
    return work.run(
        () -> {
          Report report = owned(id, caller);
          Report now = changed(reports.answer(report.id(), caller.party(), words));
          if (now.answers().size() > report.answers().size()) {
            answered.increment();
          }
          return answer(json(now));
        });
  }

  private Future<Answer> close(Exchange exchange) {
    String id = exchange.raw("reportId");
    if (exchange.body().length > 0) {
      JsonFields fields = JsonFields.of(exchange.body());
      fields.only(Set.of());
      fields.check();
    }
    Caller caller = exchange.caller();
    return work.run(
        () -> {
          Report report = owned(id, caller);
          Report now = changed(reports.close(report.id()));
          if (now.state() != report.state()) {
            closed.increment();
          }
          return answer(json(now));
        });
  }

  private static Report changed(Reports.Change change) {
    return switch (change) {
      case Reports.Change.Done(Report report) -> report;
      case Reports.Change.Refused(Report report) ->
          throw new Problem(
              ProblemKind.WRONG_STATE,
              report.answers().size() == Report.MAX_ANSWERS
                  ? "a report has at most " + Report.MAX_ANSWERS + " answers"
                  : "the report is " + report.state().word());
      case Reports.Change.Absent() -> throw none();
    };
  }

  private Report owned(String id, Caller caller) {
    return ReportId.parse(id)
        .flatMap(reports::find)
        .filter(
            report ->
                owner(caller).filter(party -> !party.equals(report.subject().owner())).isEmpty())
        .orElseThrow(OwnedReportDoors::none);
  }

  private static Problem none() {
    return new Problem(
        ProblemKind.NOT_FOUND, "there is no report of this id about a code of yours");
  }

  /** Whose reports a caller sees; empty: everybody's. */
  private static Optional<String> owner(Caller caller) {
    return switch (caller.role()) {
      case ADMIN -> Optional.empty();
      case EXPORTER, PARTNER, AUDITOR -> Optional.of(caller.party());
    };
  }

  private static Gtin gtin(String digits) {
    try {
      return Gtin.parse(digits);
    } catch (Gs1Exception e) {
      throw Problem.invalidParameter("gtin", String.valueOf(e.getMessage()));
    }
  }

  private static <T> T one(
      String name, String word, Function<String, Optional<T>> of, String words) {
    return of.apply(word).orElseThrow(() -> Problem.invalidParameter(name, "must be " + words));
  }

  private static Answer json(ReportPage page) {
    ObjectNode document = Json.object();
    ArrayNode list = document.putArray("reports");
    page.reports().forEach(report -> list.add(json(report)));
    document.put("next", page.next());
    return answer(document);
  }

  private static ObjectNode json(Report report) {
    ReportSubject subject = report.subject();
    ObjectNode node =
        Json.object()
            .put("id", report.id().text())
            .put("owner", subject.owner())
            .put("gtin", subject.gtin().digits())
            .put("lot", subject.lot())
            .put("serial", subject.serial())
            .put("kind", report.kind().word())
            .put("words", report.words().text())
            .put("language", report.language())
            .put("verdict", report.verdict())
            .put("hour", report.hour().toString())
            .put("state", report.state().word());
    ArrayNode answers = node.putArray("answers");
    for (Report.Answer answer : report.answers()) {
      answers
          .addObject()
          .put("by", answer.by())
          .put("at", answer.at().toString())
          .put("words", answer.words().text());
    }
    return node;
  }

  private static ObjectNode json(LotReports lot) {
    ObjectNode node =
        Json.object().put("lot", lot.lot()).put("owner", lot.owner()).put("total", lot.total());
    ObjectNode kinds = node.putObject("kinds");
    for (Map.Entry<ReportKind, Long> count : lot.counts().entrySet()) {
      kinds.put(count.getKey().word(), count.getValue());
    }
    return node;
  }

  /** By RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe. */
  private static Answer csv(ReportPage page) {
    StringBuilder lines = new StringBuilder(HEAD);
    for (Report report : page.reports()) {
      ReportSubject subject = report.subject();
      lines
          .append(report.id().text())
          .append(',')
          .append(report.hour())
          .append(',')
          .append(report.state().word())
          .append(',')
          .append(report.kind().word())
          .append(',')
          .append(subject.gtin().digits())
          .append(',')
          .append(CsvCell.guarded(subject.lot()))
          .append(',')
          .append(CsvCell.guarded(subject.serial()))
          .append(',')
          .append(report.verdict())
          .append(',')
          .append(report.language())
          .append(',')
          .append(CsvCell.guarded(report.words().text()))
          .append(',')
          .append(report.answers().size())
          .append(',')
          .append(CsvCell.guarded(report.answer().map(a -> a.words().text()).orElse(null)))
          .append("\r\n");
    }
    return Answer.text(200, CSV, lines.toString())
        .with("Content-Disposition", "attachment; filename=\"reports.csv\"")
        .noStore();
  }

  private static Answer answer(ObjectNode document) {
    return Answer.of(200, Json.MEDIA_TYPE, Json.bytes(document)).noStore();
  }
}
