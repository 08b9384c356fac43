package org.bricscodes.api;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.Element;
import org.bricscodes.provenance.Names;
import org.bricscodes.reports.Report;
import org.bricscodes.reports.ReportKind;
import org.bricscodes.reports.ReportState;
import org.bricscodes.reports.ReportSubject;
import org.bricscodes.reports.Reports;
import org.bricscodes.reports.Words;
import org.jspecify.annotations.Nullable;

/**
 * The form by which a consumer reports a problem, and the page on which she reads what became of
 * it. Plain HTML, without script. Everything anybody wrote is foreign text, line by line.
 */
final class ReportingPages {

  /** Lines of a text that are shown as such. */
  private static final int MAX_LINES = 100;

  /** Parties named at most, and characters of a name. */
  private static final int MAX_NAMED = 8;

  private static final int MAX_NAME = 60;

  private final Page page = Page.of("report.html");
  private final Wordings wordings = new Wordings();
  private final PageFrame frame;
  private final Names names;
  private final Reports reports;

  ReportingPages(BaseUrl baseUrl, Names names, Reports reports) {
    this.frame = new PageFrame(baseUrl);
    this.names = names;
    this.reports = reports;
  }

  Wording wording(Reader reader) {
    return wordings.in(reader.language());
  }

  /**
   * The form.
   *
   * @param typed shown again, with what is to be put right
   * @param more said above the form, besides
   */
  Answer form(
      int status,
      Reader reader,
      DigitalLink link,
      ReportedCodes.Known code,
      ReportForm typed,
      String once,
      List<Phrase> more) {
    Wording wording = wording(reader);
    Map<String, Object> values = values(reader, wording, "report.title");
    List<Object> faults = new ArrayList<>();
    for (ReportForm.Fault fault : typed.faults()) {
      faults.add(Map.of("text", text(wording, fault, typed), "field", fault.field()));
    }
    more.forEach(text -> faults.add(Map.of("text", text, "field", "words")));
    values.put("isForm", true);
    values.put("faults", faults);
    values.put("hasFaults", !faults.isEmpty());
    String product = code.product();
    values.put("isUnissued", code.tie() != ReportedCodes.Tie.ITS_CODE);
    values.put(
        "unissued",
        wording.sentence(
            code.tie() == ReportedCodes.Tie.UNREADABLE ? "report.unread" : "report.unissued",
            Map.of("party", party(code.subject().owner()))));
    values.put("hasProduct", product != null);
    values.put("product", product == null ? "" : Phrase.foreign(product));
    values.put("code", wording.sentence("footer.code", Map.of("code", Phrase.code(link.path()))));
    values.put("action", "/scan" + link.path() + "/report?lang=" + reader.language().tag());
    values.put("once", once);
    List<Object> kinds = new ArrayList<>();
    for (ReportKind kind : ReportKind.values()) {
      kinds.add(
          Map.of(
              "word", kind.word(),
              "text", wording.of("report.kind." + kind.word()),
              "chosen", typed.kind().filter(chosen -> chosen == kind).isPresent()));
    }
    values.put("kinds", kinds);
    values.put("typed", typed(typed.written()));
    values.put("most", Words.MAX);
    values.put("wordsNote", wording.sentence("report.words.note", Map.of("most", Words.MAX)));
    values.put(
        "seen",
        wording.sentence(
            "report.seen",
            Map.of(
                "party",
                party(code.subject().owner()),
                "time",
                wording.duration(reports.retention()))));
    return answer(status, reader, values);
  }

  /**
   * What became of a report.
   *
   * @param recalledBy the party that recalled the pack; null: it is not recalled
   */
  Answer report(Reader reader, Report report, String action, @Nullable String recalledBy) {
    Wording wording = wording(reader);
    Map<String, Object> values = values(reader, wording, "report.yours");
    boolean withdrawn = report.state() == ReportState.WITHDRAWN;
    values.put("isReport", true);
    values.put("isRecalled", recalledBy != null);
    values.put(
        "recalled",
        recalledBy == null
            ? ""
            : wording.sentence("meaning.recalled", Map.of("party", party(recalledBy))));
    values.put("isIll", report.kind() == ReportKind.SAFETY && !withdrawn);
    values.put("isOpen", report.state() == ReportState.OPEN);
    values.put("state", wording.of("report.state." + report.state().word()));
    values.put("isWithdrawn", withdrawn);
    LocalDate day = report.hour().atOffset(ZoneOffset.UTC).toLocalDate();
    values.put("sent", wording.sentence("report.sent", Map.of("day", wording.day(day))));
    values.put("kind", wording.of("report.kind." + report.kind().word()));
    values.put("lines", lines(report.words()));
    values.put(
        "code",
        wording.sentence(
            "footer.code", Map.of("code", Phrase.code(link(report.subject()).path()))));
    values.put(
        "scan", "/scan" + link(report.subject()).path() + "?lang=" + reader.language().tag());
    List<Object> answers = new ArrayList<>();
    for (Report.Answer answer : report.answers()) {
      LocalDate answered = answer.at().atOffset(ZoneOffset.UTC).toLocalDate();
      answers.add(
          Map.of(
              "head",
              wording.sentence(
                  "report.answer",
                  Map.of("party", party(answer.by()), "day", wording.day(answered))),
              "lines",
              lines(answer.words())));
    }
    values.put("answers", answers);
    values.put("hasAnswers", !answers.isEmpty());
    values.put("action", action);
    return answer(200, reader, values);
  }

  /** There is nobody to tell, and why. */
  Answer nobody(Reader reader, ReportedCodes.Nobodys nobodys) {
    Set<String> issuers = nobodys.owners();
    if (issuers.isEmpty()) {
      return saying(404, reader, "report.none");
    }
    Wording wording = wording(reader);
    List<String> parties =
        Stream.concat(
                issuers.stream()
                    .map(issuer -> ForeignText.of(party(issuer), MAX_NAME))
                    .sorted()
                    .limit(MAX_NAMED)
                    .map(name -> Phrase.foreign(name).text()),
                issuers.size() > MAX_NAMED ? Stream.of("…") : Stream.empty())
            .toList();
    String key =
        nobodys.tie() == ReportedCodes.Tie.UNREADABLE ? "report.several.unread" : "report.several";
    Phrase several = wording.sentence(key, Map.of("parties", wording.list(parties)));
    return saying(404, reader, wording, several);
  }

  /** Says one thing, where there is no form and no report to show. */
  Answer saying(int status, Reader reader, String key) {
    Wording wording = wording(reader);
    return saying(status, reader, wording, Phrase.own(wording.of(key)));
  }

  /** The same in words that were filled in. */
  Answer saying(int status, Reader reader, Phrase phrase) {
    return saying(status, reader, wording(reader), phrase);
  }

  private Answer saying(int status, Reader reader, Wording wording, Phrase phrase) {
    Map<String, Object> values = values(reader, wording, "report.title");
    values.put("isSaying", true);
    values.put("saying", phrase);
    return answer(status, reader, values);
  }

  /** The code of a report, as its owner knows it. */
  static DigitalLink link(ReportSubject subject) {
    List<Element> path = new ArrayList<>(List.of(new Element("01", subject.gtin().digits())));
    String lot = subject.lot();
    if (lot != null) {
      path.add(new Element("10", lot));
    }
    path.add(new Element("21", subject.serial()));
    return DigitalLink.of(path);
  }

  private Map<String, Object> values(Reader reader, Wording wording, String title) {
    Map<String, Object> values = frame.of(reader, wording);
    values.put("title", wording.of(title));
    for (String part : List.of("isForm", "isReport", "isSaying", "hasBack")) {
      values.put(part, false);
    }
    return values;
  }

  /** Nobody but the reader's browser keeps any of it; forms are told from where they come. */
  private Answer answer(int status, Reader reader, Map<String, Object> values) {
    return page.answer(status, values)
        .with("Content-Language", reader.language().tag())
        .with("Vary", "Accept, Accept-Language, Accept-Encoding")
        .with("Referrer-Policy", "same-origin")
        .noStore();
  }

  private String party(String uri) {
    return names.party(uri).orElse(uri);
  }

  private static Object text(Wording wording, ReportForm.Fault fault, ReportForm typed) {
    return switch (fault) {
      case KIND, NOT_TEXT -> Phrase.own(wording.of(fault.key()));
      case TOO_LONG ->
          wording.sentence(
              fault.key(), Map.of("found", Words.length(typed.written()), "most", Words.MAX));
    };
  }

  private static List<String> lines(Words words) {
    return words.text().lines().filter(line -> !line.isBlank()).limit(MAX_LINES).toList();
  }

  /** As it was typed, for the same field again. Its first line feed is swallowed by HTML. */
  private static Page.Markup typed(String written) {
    return new Page.Markup(
        "\n"
            + written
                .lines()
                .map(line -> Phrase.html(ForeignText.of(line, ConsumerReportDoors.MAX_BODY_BYTES)))
                .collect(Collectors.joining("\n")));
  }
}
