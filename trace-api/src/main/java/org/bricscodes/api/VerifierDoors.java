package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bricscodes.tlog.VerifierKey;

/** {@code /verify}: what checks a bundle in a browser, as a file to keep and for scan pages. */
final class VerifierDoors {

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String CACHED = "public, max-age=300";

  private final Map<Language, Sized> pages = new EnumMap<>(Language.class);
  private final Map<String, Sized> files = new TreeMap<>();

  /** The same as it is and made small. */
  private record Sized(Answer plain, Answer small) {

    static Sized of(Answer answer, String vary) {
      Answer kept = answer.with("Cache-Control", CACHED).with("Vary", vary);
      return new Sized(kept, Gzipped.of(kept));
    }

    Future<Answer> answer(Exchange exchange) {
      String codings = exchange.header("Accept-Encoding").orElse("");
      return Future.succeededFuture(Gzipped.isWanted(codings) ? small : plain);
    }
  }

  /**
   * @param log what scan pages pin
   */
  VerifierDoors(VerifierKey log) {
    VerifierPage verifier = new VerifierPage();
    for (Language language : Language.values()) {
      pages.put(
          language,
          Sized.of(
              Answer.text(200, Answer.HTML, verifier.html(language))
                  .with("Content-Security-Policy", verifier.policy() + "; frame-ancestors 'none'")
                  .with("Content-Language", language.tag()),
              "Accept-Encoding, Accept-Language"));
    }
    put("verify.js", SCRIPT, Resources.text("verify/verify.js"));
    put("check.js", SCRIPT, Resources.text("verify/check.js").replace("'{{log}}'", quoted(log)));
    put("noble-ed25519.js", SCRIPT, Resources.text("verify/noble-ed25519.js"));
    put("noble-ed25519.LICENSE", Answer.TEXT, Resources.text("verify/noble-ed25519.LICENSE"));
  }

  /** As a string of JSON, and so of JavaScript: an operator may name a log as he likes. */
  private static String quoted(VerifierKey log) {
    return TextNode.valueOf(log.toString()).toString();
  }

  private void put(String name, String mediaType, String text) {
    files.put(name, Sized.of(Answer.text(200, mediaType, text), "Accept-Encoding"));
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/verify", this::page),
        Door.open(
            HttpMethod.GET,
            "/verify/{file}",
            exchange -> file(exchange.raw("file")).answer(exchange)));
  }

  /** In the language of the link, else of the browser. */
  private Future<Answer> page(Exchange exchange) {
    Reader reader = Reader.of(exchange.rawQuery(), exchange.header("Accept-Language"), null);
    return Objects.requireNonNull(pages.get(reader.language())).answer(exchange);
  }

  private Sized file(String name) {
    Sized file = files.get(name);
    if (file == null) {
      throw new Problem(
          ProblemKind.NOT_FOUND, "the files here are " + String.join(", ", files.keySet()));
    }
    return file;
  }
}
