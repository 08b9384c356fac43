package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.function.Supplier;

/** What operators and developers look at: health, metrics, and the description of the interface. */
final class OperationDoors {

  private final Metrics metrics;
  private final OpenApi openApi;
  private final Supplier<String> trouble;
  private final Supplier<String> own;

  /**
   * @param trouble why it is not ready, for anyone to read, or empty; must not block
   */
  OperationDoors(Metrics metrics, OpenApi openApi, Supplier<String> trouble) {
    this(metrics, openApi, trouble, () -> "");
  }

  /**
   * Of a node.
   *
   * @param trouble why the service is not ready, for anyone to read, or empty; must not block
   * @param own what else this node lacks, likewise; other nodes that ask for the service are not
   *     told, since they may be well
   */
  OperationDoors(Metrics metrics, OpenApi openApi, Supplier<String> trouble, Supplier<String> own) {
    this.metrics = metrics;
    this.openApi = openApi;
    this.trouble = trouble;
    this.own = own;
  }

  List<Door> doors() {
    Answer yaml = openApi.yaml().with("Cache-Control", "public, max-age=300");
    Answer page = openApi.page().with("Cache-Control", "public, max-age=300");
    return List.of(
        Door.open(
            HttpMethod.GET, "/", exchange -> now(Answer.empty(307).with("Location", "/docs"))),
        Door.open(HttpMethod.GET, "/health", exchange -> now(plain("ok\n"))),
        Door.open(HttpMethod.GET, "/ready", exchange -> now(readiness(exchange))),
        Door.open(HttpMethod.GET, "/metrics", exchange -> now(measurements())).only(Role.AUDITOR),
        Door.open(HttpMethod.GET, "/openapi.yaml", exchange -> now(yaml)),
        Door.open(HttpMethod.GET, "/docs", exchange -> now(page)));
  }

  private Answer readiness(Exchange exchange) {
    String why = trouble.get();
    if (why.isEmpty() && !exchange.header("Via").map(HandOn::isOurs).orElse(false)) {
      why = own.get();
    }
    if (!why.isEmpty()) {
      throw new Problem(ProblemKind.UNAVAILABLE, "not ready: " + why);
    }
    return plain("ready\n");
  }

  private Answer measurements() {
    return Answer.text(200, Metrics.MEDIA_TYPE, metrics.print()).noStore();
  }

  private static Answer plain(String text) {
    return Answer.text(200, Answer.TEXT, text).noStore();
  }

  private static Future<Answer> now(Answer answer) {
    return Future.succeededFuture(answer);
  }
}
