package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bricscodes.ledger.xinghuo.NodeFailure.Kind;
import org.bricscodes.tlog.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One node's HTTP interface: every call is one request with a deadline and a bounded, strictly read
 * answer. Whatever is not an answer is a {@link NodeFailure}. May be used from any thread.
 */
final class Node {

  private static final int MAX_ANSWER_BYTES = 4 << 20;

  /** A block takes 16 MiB, and its JSON says most things in hex. */
  private static final int MAX_BLOCK_BYTES = 48 << 20;

  private static final int MAX_BLOCK_TRANSACTIONS = 100_000;
  private static final int OK = 0;
  private static final int NOT_FOUND = 4;

  private final HttpClient http;
  private final URI base;
  private final long domainId;
  private final Optional<String> authorization;

  /**
   * @param authorization the header that every request carries; never shown
   */
  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // an absent header, stated as such
  Node(HttpClient http, URI base, long domainId, Optional<String> authorization) {
    this.http = http;
    this.base = base;
    this.domainId = domainId;
    this.authorization = authorization;
  }

  /** What to call it in messages. */
  String name() {
    return base.getRawAuthority();
  }

  /** The newest block. */
  LedgerHeader head(Deadline deadline) throws NodeFailure, InterruptedException {
    JsonNode answer = get("/getLedger", "", MAX_ANSWER_BYTES, deadline);
    return read(() -> header(answer));
  }

  /** The block of one height, if the node has it. */
  Optional<LedgerHeader> header(long seq, Deadline deadline)
      throws NodeFailure, InterruptedException {
    JsonNode answer = get("/getLedger", "seq=" + seq, MAX_ANSWER_BYTES, deadline);
    return read(
        () -> {
          if (NodeJson.number(answer, "error_code") == NOT_FOUND) {
            return Optional.empty();
          }
          LedgerHeader header = header(answer);
          if (header.seq() != seq) {
            throw new IllegalArgumentException("it is another block than the one asked for");
          }
          return Optional.of(header);
        });
  }

  /** An account with one entry of its metadata, if there is such an account. */
  Optional<AccountView> account(String address, String key, Deadline deadline)
      throws NodeFailure, InterruptedException {
    String query = "address=" + encoded(address) + "&key=" + encoded(key);
    JsonNode answer = get("/getAccount", query, MAX_ANSWER_BYTES, deadline);
    return read(
        () ->
            isFound(answer)
                ? Optional.of(AccountView.of(NodeJson.object(answer, "result"), address, key))
                : Optional.empty());
  }

  /** The executed transaction with this hash, with or without effect, if there is one. */
  Optional<Executed> executed(Digest hash, Deadline deadline)
      throws NodeFailure, InterruptedException {
    JsonNode answer = get("/getTransactionHistory", "hash=" + hash, MAX_ANSWER_BYTES, deadline);
    return read(
        () -> {
          List<Executed> found = transactions(answer);
          if (found.isEmpty()) {
            return Optional.empty();
          }
          if (found.size() != 1 || !found.getFirst().hash().equals(hash)) {
            throw new IllegalArgumentException("it is another transaction than the one asked for");
          }
          return Optional.of(found.getFirst());
        });
  }

  /** All transactions of one block. */
  List<Executed> block(long seq, Deadline deadline) throws NodeFailure, InterruptedException {
    JsonNode answer = get("/getTransactionHistory", "ledger_seq=" + seq, MAX_BLOCK_BYTES, deadline);
    return read(() -> transactions(answer));
  }

  /** Whether the transaction waits in the node's pool. */
  boolean isPooled(Digest hash, Deadline deadline) throws NodeFailure, InterruptedException {
    JsonNode answer = get("/getTransactionCache", "hash=" + hash, MAX_ANSWER_BYTES, deadline);
    return read(() -> isFound(answer));
  }

  /** The nonces of an account's transactions that wait in the node's pool. */
  SortedSet<Long> pooledNonces(String address, Deadline deadline)
      throws NodeFailure, InterruptedException {
    JsonNode answer = get("/getTransactionCache", "", MAX_BLOCK_BYTES, deadline);
    return read(
        () -> {
          SortedSet<Long> nonces = new TreeSet<>();
          if (isFound(answer)) {
            JsonNode result = NodeJson.object(answer, "result");
            for (JsonNode entry : NodeJson.list(result, "transactions", MAX_BLOCK_TRANSACTIONS)) {
              JsonNode tx = NodeJson.object(entry, "transaction");
              if (NodeJson.text(tx, "source_address").equals(address)) {
                nonces.add(NodeJson.number(tx, "nonce"));
              }
            }
          }
          return nonces;
        });
  }

  /** What a node says to a transaction. */
  record Verdict(long code, String description) {}

  /** Hands a transaction over. A failure of kind {@code MAYBE_SENT} may have delivered it. */
  Verdict submit(SignedBlob signed, Deadline deadline) throws NodeFailure, InterruptedException {
    var item = NodeJson.object().put("transaction_blob", signed.blob());
    item.putArray("signatures")
        .addObject()
        .put("sign_data", signed.signature())
        .put("public_key", signed.publicKey());
    var body = NodeJson.object();
    body.putArray("items").add(item);
    JsonNode answer =
        exchange(
            request("/submitTransaction", "")
                .header("Content-Type", "application/json")
                .POST(publisher(NodeJson.print(body))),
            MAX_ANSWER_BYTES,
            deadline);
    return read(() -> verdict(answer, signed.txId().value()));
  }

  private static Verdict verdict(JsonNode answer, String hash) {
    JsonNode results = NodeJson.list(answer, "results", 1);
    if (results.size() != 1) {
      throw new IllegalArgumentException("'results' has not the one result of our transaction");
    }
    JsonNode result = results.get(0);
    String named = NodeJson.text(result, "hash");
    if (!named.isEmpty() && !named.equalsIgnoreCase(hash)) {
      throw new IllegalArgumentException("'hash' is not that of our transaction");
    }
    return new Verdict(
        NodeJson.number(result, "error_code"), NodeJson.remark(result, "error_desc"));
  }

  private static LedgerHeader header(JsonNode answer) {
    if (!isFound(answer)) {
      throw new IllegalArgumentException("it has no block");
    }
    return LedgerHeader.of(NodeJson.object(NodeJson.object(answer, "result"), "header"));
  }

  private static List<Executed> transactions(JsonNode answer) {
    List<Executed> found = new ArrayList<>();
    if (isFound(answer)) {
      JsonNode result = NodeJson.object(answer, "result");
      for (JsonNode entry : NodeJson.list(result, "transactions", MAX_BLOCK_TRANSACTIONS)) {
        found.add(Executed.of(entry));
      }
    }
    return found;
  }

  private static boolean isFound(JsonNode answer) {
    long code = NodeJson.number(answer, "error_code");
    if (code != OK && code != NOT_FOUND) {
      throw new IllegalArgumentException(
          "it is error " + code + " " + NodeJson.remark(answer, "error_desc"));
    }
    return code == OK;
  }

  private JsonNode get(String path, String query, int maxBytes, Deadline deadline)
      throws NodeFailure, InterruptedException {
    return exchange(request(path, query).GET(), maxBytes, deadline);
  }

  private HttpRequest.Builder request(String path, String query) {
    String all =
        domainId == 0 ? query : query + (query.isEmpty() ? "" : "&") + "domainid=" + domainId;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path + (all.isEmpty() ? "" : "?" + all)))
            .header("Accept", "application/json");
    authorization.ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private static BodyPublisher publisher(byte[] body) {
    return BodyPublishers.ofByteArray(body);
  }

  private JsonNode exchange(HttpRequest.Builder request, int maxBytes, Deadline deadline)
      throws NodeFailure, InterruptedException {
    if (deadline.over()) {
      throw failure(Kind.NOT_SENT, "was not asked: there was no time left", null);
    }
    CompletableFuture<HttpResponse<byte[]>> exchange;
    try {
      exchange =
          http.sendAsync(
              request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    } catch (RuntimeException e) {
      throw failure(Kind.NOT_SENT, "was not asked: the client is closed", e);
    }
    HttpResponse<byte[]> response;
    try {
      response = exchange.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      exchange.cancel(true);
      throw failure(Kind.MAYBE_SENT, "did not answer in time", e);
    } catch (InterruptedException e) {
      exchange.cancel(true);
      throw e;
    } catch (ExecutionException e) {
      throw failed(e);
    }
    if (response.statusCode() != 200) {
      throw failure(
          kind(response.statusCode()), "answered with HTTP status " + response.statusCode(), null);
    }
    return read(() -> NodeJson.parse(response.body()));
  }

  /**
   * Turned away at the door: no key, no such place, too much, too often. Any other status may be a
   * gateway that gave up waiting (408, 499, 503, 504) for a node that goes on.
   */
  private static Kind kind(int status) {
    return switch (status) {
      case 401, 403, 404, 405, 413, 429 -> Kind.NOT_SENT;
      default -> Kind.MAYBE_SENT;
    };
  }

  private NodeFailure failed(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    boolean neverLeft =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
    return neverLeft
        ? failure(Kind.NOT_SENT, "cannot be reached", cause)
        : failure(
            Kind.MAYBE_SENT,
            cause instanceof IOException ? "broke off, or said too much" : "could not be asked",
            cause);
  }

  private interface Reading<T> {
    T read();
  }

  private <T> T read(Reading<T> reading) throws NodeFailure {
    try {
      return reading.read();
    } catch (IllegalArgumentException e) {
      throw failure(Kind.MAYBE_SENT, "gave an answer that cannot be used: " + e.getMessage(), e);
    }
  }

  private NodeFailure failure(Kind kind, String what, @Nullable Throwable e) {
    return new NodeFailure(kind, name() + " " + what, e);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return "Node[" + name() + "]";
  }
}
