package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.bricscodes.api.output.SymbolGate;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.QrSymbol;

/**
 * {@code /codes/symbols}: one code as a QR symbol. It draws any valid link that phones would read,
 * and checks none.
 */
final class SymbolDoors {

  private static final int MAX_LINK = 1000;

  private final Work work;
  private final BaseUrl baseUrl;

  SymbolDoors(Work work, BaseUrl baseUrl) {
    this.work = work;
    this.baseUrl = baseUrl;
  }

  List<Door> doors() {
    return List.of(Door.open(HttpMethod.GET, "/codes/symbols", this::draw).anyKey());
  }

  private Future<Answer> draw(Exchange exchange) {
    QueryString query = exchange.query();
    query.only(Set.of("link", "format", "level", "module", "overprint"));
    String text =
        query
            .value("link")
            .filter(value -> value.length() <= MAX_LINK)
            .orElseThrow(
                () -> Problem.invalidParameter("link", "is required, at most 1000 characters"));
    DigitalLink parsed = Links.parseAnywhere(text);
    DigitalLink link = text.startsWith("/") ? parsed.withBase(baseUrl.at("")) : parsed;
    ErrorCorrection level =
        switch (query.value("level").orElse("M")) {
          case "L" -> ErrorCorrection.L;
          case "M" -> ErrorCorrection.M;
          case "Q" -> ErrorCorrection.Q;
          case "H" -> ErrorCorrection.H;
          case String _ -> throw Problem.invalidParameter("level", "must be L, M, Q or H");
        };
    int module = query.number("module", 1, 64).orElse(8);
    String format = query.value("format").orElse("svg");
    int overprint = query.number("overprint", 0, 99).orElse(0);
    return work.run(() -> answer(readable(QrSymbol.of(link, level), overprint), format, module));
  }

  private static QrSymbol readable(QrSymbol symbol, int overprint) {
    List<Problem.Fault> faults =
        SymbolGate.faults(symbol, overprint).stream()
            .map(fault -> new Problem.Fault(fault.option(), fault.message()))
            .toList();
    if (!faults.isEmpty()) {
      Problem.Fault first = faults.getFirst();
      throw new Problem(
          ProblemKind.INVALID_PARAMETER, first.where() + " " + first.message(), faults);
    }
    return symbol;
  }

  private static Answer answer(QrSymbol symbol, String format, int module) {
    Answer answer =
        switch (format) {
          case "svg" -> Answer.text(200, "image/svg+xml", symbol.svg());
          case "png" -> Answer.of(200, "image/png", symbol.png(module));
          case "txt" -> Answer.text(200, Answer.TEXT, symbol.terminalText());
          case String _ -> throw Problem.invalidParameter("format", "must be svg, png or txt");
        };
    return answer.with("Cache-Control", "private, max-age=3600");
  }
}
