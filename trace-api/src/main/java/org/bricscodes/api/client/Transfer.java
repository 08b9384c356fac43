package org.bricscodes.api.client;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request under way: the body of a 2xx answer goes to a sink, that of another is kept as the
 * problem it states. The JDK's own time limit ends with the headers; the one here holds until the
 * last byte.
 */
final class Transfer {

  static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** What has to happen within {@link #TIMEOUT}. */
  enum Limit {
    /** The whole answer. */
    WHOLE,
    /** The next bytes of it. */
    NEXT
  }

  private static final int MAX_PROBLEM_BYTES = 1 << 20;
  private static final long TELL_MILLIS = 200;

  /** Where the body of a 2xx answer goes, chosen when its headers are there. */
  @FunctionalInterface
  interface Sinks {
    OutputStream sink(ResponseInfo info) throws IOException;
  }

  private final HttpRequest request;
  private final Sinks sinks;
  private final Limit limit;
  private volatile long received;
  private volatile long announced = -1;
  private volatile long sinceNanos = System.nanoTime();

  Transfer(HttpRequest request, OutputStream sink, Limit limit) {
    this(request, info -> sink, limit);
  }

  Transfer(HttpRequest request, Sinks sinks, Limit limit) {
    this.request = request;
    this.sinks = sinks;
    this.limit = limit;
  }

  HttpRequest request() {
    return request;
  }

  /** Bytes handed to the sink so far. */
  long received() {
    return received;
  }

  /**
   * @return the answer, its body empty if it went to the sink
   * @throws ApiFailure.Unreachable if no whole answer came in time
   * @throws UncheckedIOException if the sink fails
   */
  HttpResponse<byte[]> run(HttpClient http, DownloadProgress progress) {
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, this::subscriber);
    try {
      while (true) {
        HttpResponse<byte[]> whole = within(answer);
        progress.received(received, announced);
        if (whole != null) {
          return whole;
        }
        if (System.nanoTime() - sinceNanos > TIMEOUT.toNanos()) {
          answer.cancel(true);
          throw unreachable(new TimeoutException("nothing for " + TIMEOUT.toSeconds() + " s"));
        }
      }
    } catch (ExecutionException e) {
      throw failed(e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw ApiFailure.interrupted(e);
    }
  }

  /** The answer, or null if it is not there after a moment. */
  private static @Nullable HttpResponse<byte[]> within(
      CompletableFuture<HttpResponse<byte[]>> answer)
      throws ExecutionException, InterruptedException {
    try {
      return answer.get(TELL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return null;
    }
  }

  private RuntimeException failed(ExecutionException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SinkFailure failure) {
        return new UncheckedIOException(failure.because);
      }
    }
    return unreachable(e.getCause() == null ? e : e.getCause());
  }

  private ApiFailure unreachable(Throwable cause) {
    URI uri = request.uri();
    return new ApiFailure.Unreachable(
        "no whole answer from "
            + uri.getScheme()
            + "://"
            + uri.getRawAuthority()
            + ": is the service running there?",
        cause);
  }

  private BodySubscriber<byte[]> subscriber(ResponseInfo info) {
    if (info.statusCode() / 100 != 2) {
      return BodySubscribers.limiting(BodySubscribers.ofByteArray(), MAX_PROBLEM_BYTES);
    }
    announced = info.headers().firstValueAsLong("Content-Length").orElse(-1);
    return new ToSink(info);
  }

  /** The sink, not the service, is what failed. */
  private static final class SinkFailure extends IOException {
    private static final long serialVersionUID = 1;
    private final IOException because;

    SinkFailure(IOException because) {
      super(because);
      this.because = because;
    }
  }

  private final class ToSink implements BodySubscriber<byte[]> {
    private final CompletableFuture<byte[]> done = new CompletableFuture<>();
    private final ResponseInfo info;
    private @Nullable Subscription subscription;
    private @Nullable OutputStream sink;

    ToSink(ResponseInfo info) {
      this.info = info;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Subscription given) {
      subscription = given;
      try {
        sink = sinks.sink(info);
        given.request(1);
      } catch (IOException e) {
        given.cancel();
        done.completeExceptionally(new SinkFailure(e));
      }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      Subscription from = subscription;
      OutputStream to = sink;
      if (from == null || to == null) {
        return;
      }
      try {
        long sum = received;
        for (ByteBuffer buffer : buffers) {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.get(bytes);
          to.write(bytes);
          sum += bytes.length;
        }
        received = sum;
      } catch (IOException e) {
        from.cancel();
        done.completeExceptionally(new SinkFailure(e));
        return;
      }
      if (limit == Limit.NEXT) {
        sinceNanos = System.nanoTime();
      }
      from.request(1);
    }

    @Override
    public void onError(Throwable failure) {
      done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      done.complete(new byte[0]);
    }
  }
}
