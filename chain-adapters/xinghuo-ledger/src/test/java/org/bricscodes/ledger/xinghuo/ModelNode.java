package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.bricscodes.ledger.xinghuo.ModelChain.Block;
import org.bricscodes.ledger.xinghuo.ModelChain.Done;
import org.bricscodes.ledger.xinghuo.ModelChain.Pooled;
import org.bricscodes.ledger.xinghuo.ModelChain.Verdict;
import org.bricscodes.ledger.xinghuo.ModelState.Account;
import org.bricscodes.ledger.xinghuo.ModelState.Entry;
import org.bricscodes.ledger.xinghuo.Operation.Log;
import org.bricscodes.ledger.xinghuo.Operation.PayCoin;
import org.bricscodes.ledger.xinghuo.Operation.Removal;
import org.bricscodes.ledger.xinghuo.Operation.SetMetadata;
import org.bricscodes.ledger.xinghuo.Operation.SetPrivilege;
import org.bricscodes.tlog.Digest;

/**
 * A node that serves a {@link ModelChain} on a free loopback port, in the JSON of the reference
 * documentation: members of protocol buffer messages that are zero or empty are left out, as nodes
 * do. On command it lies, lags, and loses requests and answers.
 *
 * <p>Several nodes of one chain may run at once; they share its pool.
 */
final class ModelNode implements AutoCloseable {

  /** What happens to one request. */
  enum Mishap {
    /** It never arrives. */
    LOSE_REQUEST,
    /** It is done, and the answer never arrives. */
    LOSE_ANSWER,
    /** It is done, and the answer is not sent before the node closes. */
    STALL,
    /** The answer is no JSON. */
    GARBLE,
    /** A gateway says that it is overloaded, and the node does nothing. */
    GATEWAY_ERROR
  }

  private static final int OK = 0;
  private static final int NOT_FOUND = 4;

  private final ModelChain chain;
  private final long domainId;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Map<String, Queue<Mishap>> mishaps = new ConcurrentHashMap<>();
  private final Map<String, Integer> gateways = new ConcurrentHashMap<>();
  private final Map<String, Integer> doors = new ConcurrentHashMap<>();
  private final Map<String, UnaryOperator<ObjectNode>> lies = new ConcurrentHashMap<>();
  private final Queue<Verdict> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<String> received = new ConcurrentLinkedQueue<>();
  private final Set<String> authorizations = ConcurrentHashMap.newKeySet();
  private volatile long behind;

  private ModelNode(ModelChain chain, long domainId, HttpServer server) {
    this.chain = chain;
    this.domainId = domainId;
    this.server = server;
  }

  static ModelNode start(ModelChain chain) {
    return start(chain, 0, 0);
  }

  static ModelNode start(ModelChain chain, int port, long domainId) {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      ModelNode node = new ModelNode(chain, domainId, HttpServer.create(address, 0));
      node.server.createContext("/", node::handle);
      node.server.setExecutor(node.threads);
      node.server.start();
      return node;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests to {@code path} meet these, one each. */
  void mishaps(String path, Mishap... next) {
    mishaps.computeIfAbsent(path, p -> new ConcurrentLinkedQueue<>()).addAll(List.of(next));
  }

  /** The next request to {@code path} is done, and a gateway answers this in the node's place. */
  void gatewayAnswers(String path, int status) {
    gateways.put(path, status);
  }

  /** The next request to {@code path} is answered by this status, and nothing is done. */
  void turnsAway(String path, int status) {
    doors.put(path, status);
  }

  /** Answers of {@code path} are passed through {@code lie} from now on. */
  void lie(String path, UnaryOperator<ObjectNode> lie) {
    lies.put(path, lie);
  }

  /** The next transaction is not taken, for this reason. */
  void refuse(long code, String description) {
    refusals.add(new Verdict(code, description));
  }

  /** Knows so many blocks fewer than the chain has, and no pool. */
  void lag(long blocks) {
    behind = blocks;
  }

  /** Every request so far: path, query and body. */
  List<String> received() {
    return new ArrayList<>(received);
  }

  /** The different values of the header Authorization so far; empty ones for none. */
  Set<String> authorizations() {
    return Set.copyOf(authorizations);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readNBytes(4 << 20), UTF_8);
      String path = exchange.getRequestURI().getPath();
      authorizations.add(
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
      received.add(exchange.getRequestURI() + " " + body);
      Optional<Mishap> mishap =
          Optional.ofNullable(mishaps.getOrDefault(path, new ArrayDeque<>()).poll());
      if (mishap.isPresent() && mishap.get() == Mishap.LOSE_REQUEST) {
        return;
      }
      if (mishap.isPresent() && mishap.get() == Mishap.GATEWAY_ERROR) {
        exchange.sendResponseHeaders(503, -1);
        return;
      }
      Integer refusal = doors.remove(path);
      if (refusal != null) {
        exchange.sendResponseHeaders(refusal, -1);
        return;
      }
      Optional<ObjectNode> answer = answer(path, query(exchange.getRequestURI()), body);
      if (answer.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      Integer status = gateways.remove(path);
      if (status != null) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      send(exchange, lies.getOrDefault(path, UnaryOperator.identity()).apply(answer.get()), mishap);
    }
  }

  private void send(
      HttpExchange exchange,
      ObjectNode answer,
      @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<Mishap> mishap)
      throws IOException {
    if (mishap.isPresent() && mishap.get() == Mishap.LOSE_ANSWER) {
      return;
    }
    if (mishap.isPresent() && mishap.get() == Mishap.STALL) {
      try {
        closing.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    byte[] bytes = mishap.isPresent() ? "{\"error_code\":".getBytes(UTF_8) : NodeJson.print(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Optional<ObjectNode> answer(String path, Map<String, String> query, String body) {
    try {
      return switch (path) {
        case "/getAccountBase", "/getAccount" -> Optional.of(account(path, query));
        case "/getLedger" -> Optional.of(ledger(query));
        case "/getTransactionHistory" -> Optional.of(history(query));
        case "/getTransactionCache" -> Optional.of(cache(query));
        case "/getTxCacheSize" -> Optional.of(NodeJson.object().put("queue_size", poolSize()));
        case "/submitTransaction" -> Optional.of(submit(body));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      return Optional.of(NodeJson.object().put("error_code", 2).put("error_desc", e.getMessage()));
    }
  }

  private long height() {
    return Math.max(1, chain.height() - behind);
  }

  private int poolSize() {
    return behind == 0 ? chain.pool().size() : 0;
  }

  private ObjectNode account(String path, Map<String, String> query) {
    String address = query.getOrDefault("address", "");
    Optional<Account> found = chain.account(address, height());
    if (found.isEmpty()) {
      return missing();
    }
    Account account = found.get();
    ObjectNode result = NodeJson.object().put("address", address);
    result.put("balance", account.balance());
    if (account.nonce() != 0) {
      result.put("nonce", account.nonce());
    }
    result.putObject("priv").put("master_weight", "1");
    if (path.equals("/getAccount")) {
      metadatas(result, account, Optional.ofNullable(query.get("key")));
    }
    return found(result);
  }

  private static void metadatas(
      ObjectNode result,
      Account account,
      @SuppressWarnings("OptionalUsedAsFieldOrParameterType") Optional<String> key) {
    ArrayNode list = result.putArray("metadatas");
    for (Map.Entry<String, Entry> entry : account.metadata().entrySet()) {
      if (key.isEmpty() || key.get().equals(entry.getKey())) {
        list.addObject()
            .put("key", entry.getKey())
            .put("value", entry.getValue().value())
            .put("version", entry.getValue().version());
      }
    }
    if (list.isEmpty()) {
      result.putNull("metadatas");
    }
  }

  private ObjectNode ledger(Map<String, String> query) {
    long seq = query.containsKey("seq") ? number(query, "seq") : height();
    Optional<Block> found = chain.block(seq).filter(block -> block.seq() <= height());
    if (found.isEmpty()) {
      return missing();
    }
    Block block = found.get();
    ObjectNode result = NodeJson.object();
    ObjectNode header = result.putObject("header");
    header.put("seq", block.seq()).put("hash", block.hash());
    if (!block.previousHash().isEmpty()) {
      header.put("previous_hash", block.previousHash());
    }
    header.put("account_tree_hash", block.accountHash());
    header.put("consensus_value_hash", block.accountHash());
    header.put("close_time", block.closeTime()).put("version", 1000);
    if (!block.done().isEmpty()) {
      header.put("tx_count", block.done().size());
    }
    header.put("validators_hash", chain.genesis().toString());
    result.put("ledger_length", 512);
    return found(result);
  }

  private ObjectNode history(Map<String, String> query) {
    List<Done> found = new ArrayList<>();
    if (query.containsKey("ledger_seq")) {
      long seq = number(query, "ledger_seq");
      chain
          .block(seq)
          .filter(block -> seq <= height())
          .ifPresent(block -> found.addAll(block.done()));
    } else {
      chain
          .done(Digest.parseHex(query.getOrDefault("hash", "")))
          .filter(done -> done.seq() <= height())
          .ifPresent(found::add);
    }
    ObjectNode result = NodeJson.object().put("total_count", found.size());
    ArrayNode list = result.putArray("transactions");
    found.forEach(done -> list.add(executed(done)));
    return found.isEmpty()
        ? NodeJson.object().put("error_code", NOT_FOUND).set("result", result)
        : found(result);
  }

  private ObjectNode cache(Map<String, String> query) {
    String hash = query.getOrDefault("hash", "");
    List<Pooled> pooled =
        behind != 0
            ? List.of()
            : hash.isEmpty() ? chain.pool() : chain.pooled(Digest.parseHex(hash)).stream().toList();
    if (pooled.isEmpty()) {
      return missing();
    }
    ObjectNode result = NodeJson.object().put("total_count", pooled.size());
    ArrayNode list = result.putArray("transactions");
    for (Pooled one : pooled) {
      list.addObject()
          .put("hash", one.hash().toString())
          .put("incoming_time", one.incoming().toEpochMilli() * 1000)
          .put("status", "processing")
          .set("transaction", transaction(one.tx()));
    }
    return found(result);
  }

  private ObjectNode submit(String body) {
    JsonNode item = NodeJson.list(NodeJson.parse(body.getBytes(UTF_8)), "items", 1).path(0);
    JsonNode signature = NodeJson.list(item, "signatures", 1).path(0);
    SignedBlob signed =
        new SignedBlob(
            NodeJson.text(signature, "public_key"),
            NodeJson.text(signature, "sign_data"),
            NodeJson.text(item, "transaction_blob"));
    Verdict refusal = refusals.poll();
    Verdict verdict = refusal == null ? chain.submit(signed, domainId) : refusal;
    ObjectNode answer = NodeJson.object();
    answer
        .putArray("results")
        .addObject()
        .put("error_code", verdict.code())
        .put("error_desc", verdict.description())
        .put("hash", signed.txId().value());
    return answer.put("success_count", verdict.code() == OK ? 1 : 0);
  }

  private static ObjectNode executed(Done done) {
    ObjectNode entry = NodeJson.object();
    entry.put("actual_fee", done.pooled().fee()).put("close_time", done.closeTime());
    entry.put("error_code", done.code()).put("error_desc", done.description());
    entry.put("hash", done.pooled().hash().toString()).put("ledger_seq", done.seq());
    entry
        .putArray("signatures")
        .addObject()
        .put("public_key", done.pooled().signed().publicKey())
        .put("sign_data", done.pooled().signed().signature());
    entry.set("transaction", transaction(done.pooled().tx()));
    return entry.put("tx_size", done.pooled().signed().blob().length() / 2);
  }

  private static ObjectNode transaction(Transaction tx) {
    ObjectNode json = NodeJson.object().put("source_address", tx.source());
    number(json, "nonce", tx.nonce());
    number(json, "fee_limit", tx.feeLimit());
    number(json, "gas_price", tx.gasPrice());
    number(json, "ceil_ledger_seq", tx.ceilLedgerSeq());
    number(json, "chain_id", tx.chainId());
    number(json, "domain_id", tx.domainId());
    text(json, "metadata", tx.metadata());
    ArrayNode operations = json.putArray("operations");
    tx.operations().forEach(operation -> operations.add(operation(operation)));
    return json;
  }

  private static ObjectNode operation(Operation operation) {
    ObjectNode json = NodeJson.object();
    switch (operation.content()) {
      case SetMetadata(String key, String value, long version, Removal removal) -> {
        ObjectNode content = json.put("type", 4).putObject("set_metadata");
        content.put("key", key);
        text(content, "value", value);
        number(content, "version", version);
        if (removal == Removal.DELETE) {
          content.put("delete_flag", true);
        }
      }
      case PayCoin(String dest, long amount, String input) -> {
        ObjectNode content = json.put("type", 7).putObject("pay_coin");
        content.put("dest_address", dest);
        number(content, "amount", amount);
        text(content, "input", input);
      }
      case Log(String topic, List<String> datas) -> {
        ArrayNode list = json.put("type", 8).putObject("log").put("topic", topic).putArray("datas");
        datas.forEach(list::add);
      }
      case SetPrivilege privilege ->
          json.put("type", 9)
              .putObject("set_privilege")
              .put("master_weight", privilege.masterWeight());
    }
    return json;
  }

  private static void number(ObjectNode json, String name, long value) {
    if (value != 0) {
      json.put(name, value);
    }
  }

  private static void text(ObjectNode json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }

  private static ObjectNode found(ObjectNode result) {
    return NodeJson.object().put("error_code", OK).set("result", result);
  }

  private static ObjectNode missing() {
    return NodeJson.object().put("error_code", NOT_FOUND).putNull("result");
  }

  private static long number(Map<String, String> query, String name) {
    try {
      return Long.parseLong(query.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is no number", e);
    }
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return query;
  }
}
