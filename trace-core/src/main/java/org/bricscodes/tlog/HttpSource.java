package org.bricscodes.tlog;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/** A log behind an HTTP address. */
final class HttpSource implements LogSource {

  private static final int ATTEMPTS = 3;

  private final HttpClient client;
  private final URI prefix;
  private final Duration timeout;

  HttpSource(URI prefix, Duration timeout) {
    boolean web = "http".equals(prefix.getScheme()) || "https".equals(prefix.getScheme());
    if (!web || prefix.getHost() == null || prefix.getQuery() != null || timeout.isNegative()) {
      throw new IllegalArgumentException("a log is at an http or https address without a query");
    }
    String text = prefix.toString();
    this.prefix = URI.create(text.endsWith("/") ? text : text + "/");
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeout)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(prefix.resolve(path)).timeout(timeout).build();
    IOException failure = new IOException("not tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return body(send(request, maxBytes), maxBytes);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        failure = e;
      }
    }
    throw failure;
  }

  /** The request's own timeout ends with the headers; this one covers the body too. */
  private HttpResponse<byte[]> send(HttpRequest request, int maxBytes) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer within " + timeout, e);
    } catch (ExecutionException e) {
      throw new IOException("no whole answer: " + e.getCause(), e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static Optional<byte[]> body(HttpResponse<byte[]> response, int maxBytes)
      throws IOException {
    return switch (response.statusCode()) {
      case 200 -> Optional.of(decode(response, maxBytes));
      case 404, 410 -> Optional.empty();
      default -> throw new IOException("status " + response.statusCode());
    };
  }

  /** Bundles may come compressed although nobody asked for it (tlog-tiles). */
  private static byte[] decode(HttpResponse<byte[]> response, int maxBytes) throws IOException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    if (encoding.equals("identity")) {
      return response.body();
    }
    if (!encoding.equals("gzip")) {
      throw new IOException("content encoding is neither identity nor gzip");
    }
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] body = plain.readNBytes(maxBytes);
      if (plain.read() >= 0) {
        throw new IOException("has more than " + maxBytes + " bytes");
      }
      return body;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
