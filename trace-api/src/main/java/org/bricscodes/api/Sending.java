package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Puts an {@link Answer} on the wire. */
final class Sending {

  private Sending() {}

  /** As {@link #send(HttpServerRequest, Answer, boolean, Duration)}, to readers with time. */
  static void send(HttpServerRequest request, Answer answer, boolean open) {
    send(request, answer, open, Timing.STANDARD.reading());
  }

  /**
   * @param open whether any site's script may read it
   * @param reading how long a reader may take for {@value Pieces#SLICE_BYTES} bytes
   */
  static void send(HttpServerRequest request, Answer answer, boolean open, Duration reading) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.headWritten()) {
      if (answer.body() instanceof Answer.Body.Streamed streamed) {
        streamed.pieces().close();
      } else if (answer.body() instanceof Answer.Body.Socket socket) {
        socket.failed().run();
      }
      return;
    }
    response.setStatusCode(answer.status());
    response.putHeader("X-Content-Type-Options", "nosniff");
    if (open) {
      response.putHeader("Access-Control-Allow-Origin", "*");
      response.putHeader("Access-Control-Expose-Headers", "Link, Location");
    }
    List<String> headers = answer.headers();
    for (int i = 0; i < headers.size(); i += 2) {
      response.headers().add(headers.get(i), headers.get(i + 1));
    }
    if (!response.headers().contains("Referrer-Policy")) {
      response.putHeader("Referrer-Policy", "no-referrer");
    }
    boolean head = request.method().equals(HttpMethod.HEAD);
    switch (answer.body()) {
      case Answer.Body.None() -> response.end();
      case Answer.Body.Full full when head -> {
        response.putHeader("Content-Length", String.valueOf(full.bytes().length()));
        response.end();
      }
      case Answer.Body.Full full -> whole(request, full.bytes(), reading);
      case Answer.Body.Streamed streamed when head -> {
        streamed.pieces().close();
        response.end();
      }
      case Answer.Body.Streamed streamed -> streamed.pieces().sendTo(request, reading);
      case Answer.Body.Socket(Consumer<ServerWebSocket> opened, Runnable failed) ->
          request.toWebSocket().onSuccess(opened::accept).onFailure(e -> failed.run());
    }
  }

  /** What is large goes slice by slice, so that a reader who does not come is cut off. */
  private static void whole(HttpServerRequest request, Buffer bytes, Duration reading) {
    HttpServerResponse response = request.response();
    if (bytes.length() <= Pieces.SLICE_BYTES) {
      response.end(bytes);
      return;
    }
    response.putHeader("Content-Length", String.valueOf(bytes.length()));
    Pieces.write(request, bytes, reading).onSuccess(done -> response.end());
  }

  static void sendAndClose(HttpServerRequest request, Answer answer) {
    HttpServerResponse response = request.response();
    response.setStatusCode(answer.status());
    response.putHeader("Connection", "close");
    for (int i = 0; i < answer.headers().size(); i += 2) {
      response.headers().add(answer.headers().get(i), answer.headers().get(i + 1));
    }
    if (answer.body() instanceof Answer.Body.Full full) {
      response.end(full.bytes()).onComplete(ignored -> request.connection().close());
    }
  }
}
