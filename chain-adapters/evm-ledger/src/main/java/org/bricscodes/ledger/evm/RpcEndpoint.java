package org.bricscodes.ledger.evm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;

/**
 * One node's JSON-RPC over HTTP. An answer is read up to a bound and no further, no redirect is
 * followed, and what it says about itself shows host and port only: paths and user names of nodes
 * are credentials as often as not. Safe for use from any thread.
 *
 * <p>A call never reached the node where no byte of its body was asked for, which is until the
 * connection stands and TLS has shaken hands, and where an answer shows that nobody looked at it:
 * no key, no such place, too much, too often. Everything else may have reached it, a connection
 * that ends without a word included, whenever it does. A gateway that gives up waiting says so with
 * 408, 499, 502, 503 or 504, and the node behind it may go on.
 */
final class RpcEndpoint {

  /** The longest answer but for those that carry a whole block. */
  static final int MAX_ANSWER_BYTES = 1 << 20;

  /** The longest answer that carries a whole block. */
  static final int MAX_BLOCK_BYTES = 32 << 20;

  private static final ObjectMapper JSON = ObjectMapperFactory.getObjectMapper();

  private final URI address;
  private final String name;
  private final Optional<String> authorization;
  private final HttpClient http;
  private final Duration patience;

  /**
   * @param patience what one call may take, whatever its deadline
   */
  RpcEndpoint(URI address, HttpClient http, Duration patience) {
    this.address = withoutUser(address);
    this.name =
        address.getScheme()
            + "://"
            + address.getHost()
            + (address.getPort() < 0 ? "" : ":" + address.getPort());
    this.authorization =
        Optional.ofNullable(address.getUserInfo())
            .map(user -> user.getBytes(StandardCharsets.UTF_8))
            .map(user -> "Basic " + Base64.getEncoder().encodeToString(user));
    this.http = http;
    this.patience = patience;
  }

  /** As it may be shown. */
  String name() {
    return name;
  }

  /**
   * One call.
   *
   * @return the result, or empty where the node answers null
   */
  <T> Optional<T> call(
      String method,
      List<?> parameters,
      Class<? extends Response<T>> type,
      int maxBytes,
      Deadline deadline)
      throws RpcException, InterruptedException {
    Request<?, ? extends Response<T>> request = new Request<>(method, parameters, null, type);
    HttpResponse<byte[]> answer =
        exchange(JSON.writeValueAsBytes(request), maxBytes, deadline, method);
    Response<T> response = parsed(answer, type, method);
    Response.Error error = response.getError();
    if (error != null) {
      throw RpcException.refused(
          name, error.getCode(), orEmpty(error.getMessage()), orEmpty(error.getData()));
    }
    if (response.getId() != request.getId()) {
      throw RpcException.lost(name, method + " was answered with the answer of another call");
    }
    return Optional.ofNullable(response.getResult());
  }

  private HttpResponse<byte[]> exchange(byte[] call, int maxBytes, Deadline deadline, String method)
      throws RpcException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Duration left = deadline.left(patience);
    if (!left.isPositive()) {
      throw RpcException.unsent(name, "no time was left for " + method);
    }
    Body body = new Body(HttpRequest.BodyPublishers.ofByteArray(call));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header("Content-Type", "application/json").POST(body);
    authorization.ifPresent(value -> request.header("Authorization", value));
    CompletableFuture<HttpResponse<byte[]>> future =
        http.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBytes));
    try {
      return future.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw RpcException.lost(name, method + " was not answered in time");
    } catch (ExecutionException e) {
      throw failed(e.getCause() == null ? e : e.getCause(), body, method);
    } finally {
      future.cancel(true); // does nothing to one that is done
    }
  }

  private RpcException failed(Throwable cause, Body body, String method) {
    if (!body.isBegun()) {
      return RpcException.unsent(name, "cannot be reached");
    }
    // The client's own message may quote the address; the kind of failure is enough.
    String why = cause instanceof IOException ? "the connection broke" : "the call failed";
    return RpcException.lost(name, method + ": " + why);
  }

  /** The body of a call, which knows whether the client ever began to send it. */
  private static final class Body implements HttpRequest.BodyPublisher {

    private final HttpRequest.BodyPublisher bytes;
    private volatile boolean begun;

    Body(HttpRequest.BodyPublisher bytes) {
      this.bytes = bytes;
    }

    boolean isBegun() {
      return begun;
    }

    @Override
    public long contentLength() {
      return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      begun = true;
      bytes.subscribe(subscriber);
    }
  }

  private <T> Response<T> parsed(
      HttpResponse<byte[]> answer, Class<? extends Response<T>> type, String method)
      throws RpcException {
    try {
      Response<T> response = JSON.readValue(answer.body(), type);
      if (response != null && (answer.statusCode() == 200 || response.getError() != null)) {
        return response;
      }
    } catch (JacksonException e) {
      // Said below, without the text of the answer.
    }
    int status = answer.statusCode();
    throw switch (status) {
      case 401, 403, 404, 405, 413, 429 ->
          RpcException.unsent(name, method + " was answered with status " + status);
      default ->
          RpcException.lost(
              name, method + " was answered with status " + status + " and no JSON-RPC result");
    };
  }

  private static URI withoutUser(URI address) {
    if (address.getRawUserInfo() == null) {
      return address;
    }
    return URI.create(address.toString().replaceFirst("//[^/@]*@", "//"));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  @Override
  public String toString() {
    return name;
  }
}
