package org.bricscodes.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a handler answers, as a value; the {@link Front} sends it.
 *
 * @param headers name, value, name, value …
 */
record Answer(int status, List<String> headers, Body body) {

  static final String HTML = "text/html; charset=utf-8";
  static final String TEXT = "text/plain; charset=utf-8";
  static final String BYTES = "application/octet-stream";

  /** What follows the headers. */
  sealed interface Body {

    /** Nothing. */
    record None() implements Body {}

    /** All of it, in memory. */
    record Full(Buffer bytes) implements Body {}

    /** Piece by piece, each made only when the one before has been taken by the client. */
    record Streamed(Pieces pieces) implements Body {}

    /**
     * The connection goes on as a WebSocket.
     *
     * @param opened given the socket, on its event loop
     * @param failed told when there will be none
     */
    record Socket(Consumer<ServerWebSocket> opened, Runnable failed) implements Body {}
  }

  Answer {
    headers = List.copyOf(headers);
  }

  static Answer of(int status, String mediaType, byte[] body) {
    return new Answer(
        status, List.of("Content-Type", mediaType), new Body.Full(Buffer.buffer(body)));
  }

  static Answer text(int status, String mediaType, String body) {
    return of(status, mediaType, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer empty(int status) {
    return new Answer(status, List.of(), new Body.None());
  }

  static Answer streamed(String mediaType, Pieces pieces) {
    return new Answer(200, List.of("Content-Type", mediaType), new Body.Streamed(pieces));
  }

  static Answer socket(Consumer<ServerWebSocket> opened, Runnable failed) {
    return new Answer(101, List.of(), new Body.Socket(opened, failed));
  }

  Answer status(int other) {
    return new Answer(other, headers, body);
  }

  Answer with(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new Answer(status, more, body);
  }

  Answer noStore() {
    return with("Cache-Control", "no-store");
  }
}
