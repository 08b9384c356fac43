package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request, read and admitted: what a handler sees of it. */
final class Exchange {

  private final HttpServerRequest request;
  private final Map<String, String> parameters;
  private final @Nullable Caller caller;
  private final byte[] body;

  Exchange(
      HttpServerRequest request,
      Map<String, String> parameters,
      @Nullable Caller caller,
      byte[] body) {
    this.request = request;
    this.parameters = parameters;
    this.caller = caller;
    this.body = body;
  }

  /** The raw path, still percent-encoded. */
  String path() {
    String path = request.path();
    return path == null ? "/" : path;
  }

  /** A path parameter as it stands in the address, still percent-encoded. */
  String raw(String parameter) {
    String value = parameters.get(parameter);
    if (value == null) {
      throw new IllegalStateException("no such parameter in this path: " + parameter);
    }
    return value;
  }

  /** A path parameter, percent-decoded once. */
  String decoded(String parameter) {
    return QueryString.decode(raw(parameter), parameter);
  }

  Optional<String> rawQuery() {
    return Optional.ofNullable(request.query());
  }

  QueryString query() {
    return QueryString.parse(request.query());
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }

  List<String> headers(String name) {
    return request.headers().getAll(name);
  }

  /** Whether an answer can be cut into chunks, so that one that breaks off is seen to. */
  boolean takesChunks() {
    return request.version() != HttpVersion.HTTP_1_0;
  }

  /** Whether only the head of the answer is wanted. */
  boolean isHead() {
    return request.method().equals(HttpMethod.HEAD);
  }

  /** The address at the other end of the connection. */
  InetAddress peer() {
    return InetAddress.ofLiteral(request.remoteAddress().hostAddress());
  }

  byte[] body() {
    return body;
  }

  /**
   * Reads the body of a door that has its own idea of when; call it before the event loop is left.
   */
  Future<byte[]> receive(int maxBytes, Duration within) {
    return BodyReader.read(request, maxBytes, within);
  }

  /** Leaves the end of the request unread while {@code answer} is made: it may be an upgrade. */
  Future<Answer> unread(Supplier<Future<Answer>> answer) {
    request.pause();
    return answer.get().onFailure(e -> request.resume());
  }

  /** Who asks. Only doors with roles have one. */
  Caller caller() {
    if (caller == null) {
      throw new IllegalStateException("a public door has no caller");
    }
    return caller;
  }
}
