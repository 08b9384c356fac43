package org.bricscodes.tlog;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One witness behind its address. Blocks, never longer than its time-out for one request. */
final class WitnessClient {

  private static final int MAX_ANSWER_BYTES = 64 * 1024;
  private static final int MAX_PREFIX = 2000;

  private final HttpClient client;
  private final String prefix;
  private final Duration timeout;

  /**
   * An answer, nothing of it believed yet.
   *
   * @param type media type without parameters, in lower case; empty if none was given
   */
  record Reply(int status, String type, String body) {}

  /**
   * @param prefix as {@link #fault} finds nothing wrong with
   */
  WitnessClient(HttpClient client, String prefix, Duration timeout) {
    this.client = client;
    this.prefix = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    this.timeout = timeout;
  }

  /** One client for all witnesses: it keeps their connections. */
  static HttpClient http(Duration timeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(timeout)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  /** What is wrong with an address as a witness's submission prefix. */
  static Optional<String> fault(String prefix) {
    URI uri;
    try {
      uri = URI.create(prefix);
    } catch (IllegalArgumentException e) {
      return Optional.of("is no address");
    }
    boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    boolean bare =
        uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawUserInfo() == null;
    return web && bare && uri.getHost() != null && prefix.length() <= MAX_PREFIX
        ? Optional.empty()
        : Optional.of("must be http:// or https:// and a host, without user, query and fragment");
  }

  Reply addCheckpoint(AddCheckpoint request) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(prefix + "/add-checkpoint"))
            .POST(BodyPublishers.ofByteArray(request.bytes()))
            .build());
  }

  /** The latest checkpoint it cosigned of a log, where it can be read at the same address. */
  Reply latest(String origin) throws IOException {
    return send(
        HttpRequest.newBuilder(URI.create(prefix + "/" + Witness.hash(origin) + "/checkpoint"))
            .build());
  }

  /** A request's own time-out would end with the headers; this one covers the body too. */
  private Reply send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      String type = response.headers().firstValue("Content-Type").orElse("");
      int parameters = type.indexOf(';');
      String media = parameters < 0 ? type : type.substring(0, parameters);
      return new Reply(
          response.statusCode(),
          media.strip().toLowerCase(Locale.ROOT),
          StrictText.utf8(response.body()));
    } catch (IllegalArgumentException e) {
      throw new IOException("the answer is not UTF-8", e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      String why = e.getCause() == null ? "" : e.getCause().getClass().getSimpleName();
      throw new IOException("no whole answer: " + why, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
