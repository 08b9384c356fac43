package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Set;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.qr.ErrorCorrection;
import org.bricscodes.qr.QrSymbol;

/** {@code /codes/symbols}: one code as a QR symbol. It draws any valid link and checks none. */
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
    query.only(Set.of("link", "format", "level", "module"));
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
    return work.run(() -> answer(QrSymbol.of(link, level), format, module));
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
