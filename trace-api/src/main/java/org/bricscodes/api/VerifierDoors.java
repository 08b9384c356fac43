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

  private final Answer page;
  private final Map<String, Answer> files = new TreeMap<>();

  /**
   * @param log what scan pages pin
   */
  VerifierDoors(VerifierKey log) {
    VerifierPage verifier = new VerifierPage();
    this.page =
        Answer.text(200, Answer.HTML, verifier.html())
            .with("Content-Security-Policy", verifier.policy() + "; frame-ancestors 'none'")
            .with("Cache-Control", CACHED);
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
    files.put(name, Answer.text(200, mediaType, text).with("Cache-Control", CACHED));
  }

  List<Door> doors() {
    return List.of(
        Door.open(HttpMethod.GET, "/verify", exchange -> Future.succeededFuture(page)),
        Door.open(
            HttpMethod.GET,
            "/verify/{file}",
            exchange -> Future.succeededFuture(file(exchange.raw("file")))));
  }

  private Answer file(String name) {
    Answer answer = files.get(name);
    if (answer == null) {
      throw new Problem(
          ProblemKind.NOT_FOUND, "the files here are " + String.join(", ", files.keySet()));
    }
    return answer;
  }
}
