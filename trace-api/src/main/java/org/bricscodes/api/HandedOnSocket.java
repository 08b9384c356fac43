package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.util.Locale;

/**
 * A WebSocket between a client of this node and the node that writes: once that one has agreed, the
 * bytes of both are piped, each read only as fast as the other takes them. Event loops.
 */
final class HandedOnSocket {

  private HandedOnSocket() {}

  /** Whether a request asks for a WebSocket. */
  static boolean isAskedFor(HttpServerRequest request) {
    String upgrade = request.getHeader("Upgrade");
    return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
  }

  /**
   * Hands it on.
   *
   * @param from paused, with nothing read of it
   * @param to open to the writer, not begun
   * @return completes when both ends are joined, or the writer's refusal was handed back; fails if
   *     nothing was answered yet
   */
  static Future<Void> join(HttpServerRequest from, HttpClientRequest to, MultiMap headers) {
    to.setURI(from.uri());
    to.headers().setAll(headers);
    // Whatever it says of a body, none of it is sent.
    to.headers().remove("Content-Length").remove("Transfer-Encoding");
    Future<HttpClientResponse> answer = to.connect();
    return answer.compose(
        response ->
            response.statusCode() == 101
                ? joined(from, response)
                : refused(from, response).onComplete(ended -> to.connection().close()));
  }

  private static Future<Void> joined(HttpServerRequest from, HttpClientResponse agreed) {
    HttpServerResponse response = from.response().setStatusCode(101);
    response.headers().addAll(agreed.headers());
    NetSocket writer = agreed.netSocket();
    writer.pause();
    from.resume();
    return from.toNetSocket()
        .onSuccess(
            client -> {
              var _ = client.pipeTo(writer).onComplete(ended -> writer.close());
              var _ = writer.pipeTo(client).onComplete(ended -> client.close());
            })
        .onFailure(e -> writer.close())
        .mapEmpty();
  }

  /**
   * What the writer says instead, a problem document. The request was never ended, so its
   * connection is of no use to another.
   */
  private static Future<Void> refused(HttpServerRequest from, HttpClientResponse refusal) {
    return refusal
        .body()
        .compose(
            body -> {
              HttpServerResponse response = from.response().setStatusCode(refusal.statusCode());
              response.headers().addAll(refusal.headers());
              response.headers().remove("Transfer-Encoding");
              from.resume();
              return response.end(body);
            });
  }
}
