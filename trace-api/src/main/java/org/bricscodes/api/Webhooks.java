package org.bricscodes.api;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLException;
import org.bricscodes.query.Delivery;
import org.bricscodes.query.DeliveryOutcome;
import org.bricscodes.query.Parcel;
import org.bricscodes.query.SignatureToken;
import org.bricscodes.query.Subscription;

/**
 * Delivers by HTTP (EPCIS 2.0 §12.11): one POST for each parcel, signed when the subscriber gave a
 * token. Redirects are not followed, what is answered is read for its status alone, and everything
 * has its time. The address that {@link Destinations} judged is the one connected to.
 */
final class Webhooks implements AutoCloseable {

  private static final Duration RESOLVING = Duration.ofSeconds(5);
  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final Duration OBTAINING = Duration.ofSeconds(15);
  private static final Duration ANSWERING = Duration.ofSeconds(30);
  private static final Duration DISCARDING = Duration.ofSeconds(5);
  private static final int MAX_ANSWER_BYTES = 64 << 10;
  private static final int RESOLVERS = 8;
  private static final int RESOLVERS_OF_ONE_PARTY = 4;

  private final HttpClient client;
  private final Destinations destinations;
  private final DeliveryDocuments documents;
  private final Predicate<Subscription> entitled;

  /**
   * Resolves names and writes documents, each party's in its turn; a name that is slow to resolve
   * holds one of its threads.
   */
  private final FairPool preparing;

  /**
   * @param options of the client, such as whom it trusts; what matters here is set on top
   * @param entitled whether its party may still have what a subscription sees; must not block
   */
  Webhooks(
      Vertx vertx,
      HttpClientOptions options,
      Destinations destinations,
      DeliveryDocuments documents,
      Predicate<Subscription> entitled) {
    this.client =
        vertx.createHttpClient(
            options
                .setConnectTimeout((int) CONNECTING.toMillis())
                .setKeepAliveTimeout(30)
                .setDecompressionSupported(false)
                .setVerifyHost(true),
            new PoolOptions().setHttp1MaxSize(4).setMaxWaitQueueSize(256));
    this.destinations = destinations;
    this.documents = documents;
    this.entitled = entitled;
    this.preparing = new FairPool("webhooks", RESOLVERS, RESOLVERS_OF_ONE_PARTY, 10_000);
  }

  /** The way to one subscriber. */
  Delivery to(Subscription subscription) {
    return parcel -> deliver(subscription, parcel);
  }

  @Override
  public void close() {
    preparing.stop();
    var _ = client.close();
  }

  private CompletionStage<DeliveryOutcome> deliver(Subscription subscription, Parcel parcel) {
    if (!entitled.test(subscription)) {
      return CompletableFuture.completedStage(
          new DeliveryOutcome.Refused(0, "no key of this party may see these events any more"));
    }
    CompletableFuture<Call> prepared = new CompletableFuture<>();
    preparing.execute(
        new Lane(Lane.Kind.PARTY, subscription.owner()),
        new FairPool.Task() {
          @Override
          public void run() {
            prepare(subscription, parcel, prepared);
          }

          @Override
          public void refuse() {
            prepared.completeExceptionally(new RejectedExecutionException());
          }
        });
    return prepared
        .orTimeout(RESOLVING.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(this::send)
        .exceptionally(Webhooks::failed);
  }

  /** What is sent, and where to. */
  private record Call(RequestOptions options, Buffer body) {}

  @SuppressWarnings("IllegalCatch") // whatever goes wrong here is the outcome of the delivery
  private void prepare(Subscription subscription, Parcel parcel, CompletableFuture<Call> prepared) {
    try {
      URI dest = subscription.dest();
      InetAddress address = destinations.resolve(dest);
      DeliveryDocuments.Written written = documents.write(parcel, subscription.form());
      RequestOptions options = options(dest, address);
      written.headers().forEach(options::putHeader);
      options.putHeader("User-Agent", "trace/" + EpcisDoors.VENDOR_VERSION);
      SignatureToken token = subscription.signatureToken();
      if (token != null) {
        options.putHeader("GS1-Signature", token.sign(written.bytes()));
      }
      prepared.complete(new Call(options, Buffer.buffer(written.bytes())));
    } catch (Exception e) {
      prepared.completeExceptionally(e);
    }
  }

  private static RequestOptions options(URI dest, InetAddress address) {
    String query = dest.getRawQuery();
    String path =
        dest.getRawPath() == null || dest.getRawPath().isEmpty() ? "/" : dest.getRawPath();
    int port = Destinations.port(dest);
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
        .setHost(Destinations.host(dest))
        .setPort(port)
        .setSsl(Destinations.isSecure(dest))
        // Waiting for a connection included: what is given up must not be sent later, out of order.
        .setConnectTimeout(OBTAINING.toMillis())
        .setURI(query == null ? path : path + "?" + query)
        .setFollowRedirects(false);
  }

  private CompletionStage<DeliveryOutcome> send(Call call) {
    return client
        .request(call.options())
        .compose(request -> send(request, call.body()))
        .toCompletionStage();
  }

  private static Future<DeliveryOutcome> send(HttpClientRequest request, Buffer body) {
    return request
        .send(body)
        .timeout(ANSWERING.toMillis(), TimeUnit.MILLISECONDS)
        .map(Webhooks::outcome)
        .onFailure(e -> request.reset());
  }

  private static DeliveryOutcome outcome(HttpClientResponse response) {
    discard(response);
    int status = response.statusCode();
    String error = "answered " + status;
    return switch (status / 100) {
      case 2 -> new DeliveryOutcome.Delivered();
      case 3 -> new DeliveryOutcome.Failed(status, error + "; redirects are not followed");
      case 4 ->
          switch (status) {
            case 410 -> new DeliveryOutcome.Refused(status, error);
            case 413 -> new DeliveryOutcome.TooLarge();
            default -> new DeliveryOutcome.Failed(status, error, retryAfter(response));
          };
      default -> new DeliveryOutcome.Failed(status, error, retryAfter(response));
    };
  }

  /** Lets the connection be used again, if the rest of the answer is short. */
  private static void discard(HttpClientResponse response) {
    long[] read = {0};
    response.handler(
        part -> {
          read[0] += part.length();
          if (read[0] > MAX_ANSWER_BYTES) {
            response.request().reset();
          }
        });
    var _ =
        response
            .end()
            .timeout(DISCARDING.toMillis(), TimeUnit.MILLISECONDS)
            .onFailure(e -> response.request().reset());
  }

  private static Duration retryAfter(HttpClientResponse response) {
    String seconds = response.getHeader("Retry-After");
    return seconds != null && seconds.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private static DeliveryOutcome failed(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null
        && (cause instanceof CompletionException || cause instanceof ExecutionException)) {
      cause = cause.getCause();
    }
    return new DeliveryOutcome.Failed(
        0,
        switch (cause) {
          case Destinations.Unreachable unreachable -> String.valueOf(unreachable.getMessage());
          case RejectedExecutionException _ -> "we are busy, or stopping";
          case TimeoutException _ -> "did not answer in time";
          case ConnectException _ -> "does not take connections";
          case SSLException _ -> "its certificate, or TLS, is not good";
          case Throwable other -> "the connection failed: " + other.getClass().getSimpleName();
        });
  }
}
