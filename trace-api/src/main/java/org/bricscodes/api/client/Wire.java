package org.bricscodes.api.client;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Puts calls on the wire under one key, with the bounds and the patience of {@link TraceClient}.
 */
final class Wire {

  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  static final int MAX_ANSWER_BYTES = 64 << 20;

  private final HttpClient http;
  private final URI base;
  private final @Nullable String key;
  private final Duration patience;

  Wire(HttpClient http, URI base, @Nullable String key, Duration patience) {
    this.http = http;
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
    this.key = key;
    this.patience = patience;
  }

  Wire as(String otherKey) {
    return new Wire(http, base, otherKey, patience);
  }

  Wire patient(Duration longer) {
    return new Wire(http, base, key, longer);
  }

  /**
   * Sends and reads the whole answer.
   *
   * @throws ApiFailure unless it is 2xx
   */
  Reply send(Call call) {
    Retry retry = new Retry(patience);
    while (true) {
      BoundedBytes kept = new BoundedBytes();
      Transfer transfer = new Transfer(request(call), kept, Transfer.Limit.WHOLE);
      try {
        HttpResponse<byte[]> answer = transfer.run(http, DownloadProgress.NONE);
        Reply reply = new Reply(transfer.request(), answer, kept.bytes());
        if (reply.isSuccess()) {
          return reply;
        }
        refuse(new Reply(transfer.request(), answer, answer.body()), retry);
      } catch (ApiFailure.Unreachable failure) {
        if (call.repeat() == Call.Repeat.HARMFUL || !retry.pauseAfterBreak()) {
          throw failure;
        }
      } catch (UncheckedIOException e) {
        throw new ApiFailure.Unreadable(String.valueOf(e.getMessage()), e);
      }
    }
  }

  /**
   * Sends and hands the answer's bytes to {@code sink} as they come, on another thread. Once bytes
   * have come nothing is repeated: the sink holds them.
   *
   * @throws ApiFailure unless it is 2xx and whole
   * @throws UncheckedIOException if the sink fails
   */
  Reply download(Call call, OutputStream sink, DownloadProgress progress) {
    Retry retry = new Retry(patience);
    while (true) {
      Transfer transfer = new Transfer(request(call), sink, Transfer.Limit.NEXT);
      try {
        HttpResponse<byte[]> answer = transfer.run(http, progress);
        Reply reply = new Reply(transfer.request(), answer, answer.body());
        if (reply.isSuccess()) {
          return reply;
        }
        refuse(reply, retry);
      } catch (ApiFailure.Unreachable failure) {
        if (transfer.received() > 0 || !retry.pauseAfterBreak()) {
          throw failure;
        }
      }
    }
  }

  /**
   * Sends once, and hands the bytes of a 2xx answer to a sink chosen by its headers, on another
   * thread. Whoever calls knows how to go on after a break.
   *
   * @return any whole answer, also one that is not 2xx
   * @throws ApiFailure.Unreachable if none came, or it broke off
   * @throws UncheckedIOException if the sink fails
   */
  Reply attempt(Call call, Transfer.Sinks sinks, DownloadProgress progress) {
    Transfer transfer = new Transfer(request(call), sinks, Transfer.Limit.NEXT);
    HttpResponse<byte[]> answer = transfer.run(http, progress);
    return new Reply(transfer.request(), answer, answer.body());
  }

  /** Patience as this client has it, from now. */
  Retry retry() {
    return new Retry(patience);
  }

  /** Returns if it is worth trying again, after a pause. */
  private static void refuse(Reply reply, Retry retry) {
    if (!reply.isBusy() || !retry.pause(reply.retryAfter())) {
      throw reply.refusal();
    }
  }

  /**
   * The raw path and query of an address the service gave out, below the address this client uses:
   * a proxy may stand between the two.
   */
  String pathOf(String location) {
    URI address = URI.create(location);
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String prefix = base.getRawPath();
    if (prefix != null && !prefix.isEmpty() && path.startsWith(prefix + "/")) {
      path = path.substring(prefix.length());
    }
    return address.getRawQuery() == null ? path : path + "?" + address.getRawQuery();
  }

  private HttpRequest request(Call call) {
    BodyPublisher body =
        call.body().length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(call.body());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .timeout(Transfer.TIMEOUT)
            .method(call.method(), body);
    for (int i = 0; i < call.headers().size(); i += 2) {
      request.header(call.headers().get(i), call.headers().get(i + 1));
    }
    return key == null ? request.build() : request.header("Authorization", "Bearer " + key).build();
  }
}
