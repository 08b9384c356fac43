package org.bricscodes.api;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bricscodes.tlog.VerifierKey;

/** {@code /verify}: what checks a bundle in a browser, as a file to keep and for scan pages. */
final class VerifierDoors {

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String CACHED = "public, max-age=300";

  private final Sized page;
  private final Map<String, Sized> files = new TreeMap<>();

  /** The same as it is and made small. */
  private record Sized(Answer plain, Answer small) {

    static Sized of(Answer answer) {
      Answer kept = answer.with("Cache-Control", CACHED).with("Vary", "Accept-Encoding");
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
    this.page =
        Sized.of(
            Answer.text(200, Answer.HTML, verifier.html())
                .with("Content-Security-Policy", verifier.policy() + "; frame-ancestors 'none'"));
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
    files.put(name, Sized.of(Answer.text(200, mediaType, text)));
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/verify", page::answer),
        Door.open(
            HttpMethod.GET,
            "/verify/{file}",
            exchange -> file(exchange.raw("file")).answer(exchange)));
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
