package org.bricscodes.ledger.evm;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.Submitted;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one network. What is asked is asked of one node, so that answers fit together; when
 * it fails, of the next one. A node is asked which network it serves before it is believed, and
 * again after every failure; one that has fallen behind the others is asked last.
 *
 * <p>What is remembered between calls (which node answered, which were checked, how far each has
 * come) makes the next call faster and nothing else. Safe for use from any thread.
 */
final class Chain implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Chain.class.getName());
  private static final int TOLERATED_LAG = 3;

  private final List<RpcEndpoint> endpoints;
  private final Network network;
  private final HttpClient http;
  private final Set<RpcEndpoint> checked = ConcurrentHashMap.newKeySet();
  private final Set<RpcEndpoint> down = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<RpcEndpoint, Long> heights = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param http closed with this
   */
  Chain(List<RpcEndpoint> endpoints, Network network, HttpClient http) {
    this.endpoints = List.copyOf(endpoints);
    this.network = network;
    this.http = http;
  }

  /** Something read from one node. */
  interface Reading<T> {
    T on(Node node) throws RpcException, LedgerException, InterruptedException;
  }

  /**
   * Reads from the first node that can answer.
   *
   * @throws LedgerException.Unavailable if none can in time
   * @throws LedgerException.Refused with {@link Fault#WRONG_NETWORK} if none serves this network
   */
  <T> T read(Duration within, Reading<T> reading) throws LedgerException, InterruptedException {
    Deadline deadline = Deadline.in(within);
    List<RpcEndpoint> order = order();
    Failures failures = new Failures();
    for (int i = 0; i < order.size(); i++) {
      RpcEndpoint endpoint = order.get(i);
      Node node = new Node(endpoint, share(deadline, within, order.size() - i));
      try {
        requireRight(node);
        T result = reading.on(node);
        down.remove(endpoint);
        return result;
      } catch (RpcException e) {
        failures.add(e);
        failed(endpoint, e);
      } catch (LedgerException.Refused e) {
        if (e.fault() != Fault.WRONG_NETWORK) {
          throw e;
        }
        failures.add(e);
        failed(endpoint, e);
      }
    }
    throw failures.unavailable();
  }

  /**
   * Hands a transaction to the first node that takes it. Handing it to several is harmless, since
   * they are the same bytes.
   *
   * @throws LedgerException as {@link org.bricscodes.ledger.Ledger#submit}
   */
  Submitted send(SignedTx tx, Duration within) throws LedgerException, InterruptedException {
    Deadline deadline = Deadline.in(within);
    List<RpcEndpoint> order = order();
    Failures failures = new Failures();
    for (int i = 0; i < order.size(); i++) {
      RpcEndpoint endpoint = order.get(i);
      Node node = new Node(endpoint, share(deadline, within, order.size() - i));
      try {
        requireRight(node);
      } catch (RpcException e) {
        failures.add(e);
        failed(endpoint, e);
        continue;
      } catch (LedgerException.Refused e) {
        failures.add(e);
        failed(endpoint, e);
        continue;
      }
      Optional<Submitted> answer = sendTo(node, tx, failures);
      if (answer.isPresent()) {
        down.remove(endpoint);
        return answer.get();
      }
    }
    throw failures.ofSending();
  }

  private Optional<Submitted> sendTo(Node node, SignedTx tx, Failures failures)
      throws LedgerException, InterruptedException {
    try {
      String name = node.send(tx.raw());
      if (name.equalsIgnoreCase(tx.hash())) {
        return Optional.of(Submitted.ACCEPTED);
      }
      throw RpcException.lost(node.endpoint().name(), "it took the transaction for another one");
    } catch (RpcException e) {
      if (e.kind() == RpcException.Kind.REFUSED) {
        return judged(node, tx, e, failures);
      }
      failures.addSending(e);
      failed(node.endpoint(), e);
      return Optional.empty();
    }
  }

  /** What a node's refusal means; empty to ask the next one. */
  private Optional<Submitted> judged(Node node, SignedTx tx, RpcException e, Failures failures)
      throws LedgerException, InterruptedException {
    SendError error = SendError.of(e);
    return switch (error) {
      case KNOWN -> Optional.of(Submitted.KNOWN);
      case NONCE_TOO_LOW -> {
        if (!isKnown(node, tx.hash())) {
          throw error.fault().because(e.text());
        }
        yield Optional.of(Submitted.KNOWN);
      }
      case NODE_BUSY -> {
        failures.add(e);
        yield Optional.empty();
      }
      case WRONG_NETWORK,
          UNAUTHORIZED,
          REJECTED,
          INSUFFICIENT_FUNDS,
          UNDERPRICED,
          POOL_FULL,
          NONCE_GAP,
          UNKNOWN ->
          throw (failures.maybeSent() ? Fault.TIMEOUT : error.fault()).because(e.text());
    };
  }

  private static boolean isKnown(Node node, String hash) throws InterruptedException {
    try {
      return node.transaction(hash).isPresent();
    } catch (RpcException e) {
      return false; // then the caller inspects, which is what it does in any doubt
    }
  }

  /**
   * How many nodes, this one counted, have this very block and call it final. Stops at enough.
   *
   * @param settled how far a node says things are final
   */
  int agreeing(
      RpcEndpoint first, long block, String hash, int enough, Reading<Long> settled, Deadline by)
      throws InterruptedException {
    return agreeing(
        first,
        "block " + block + " is final",
        enough,
        node ->
            node.header(Node.at(block)).filter(header -> header.hash().equals(hash)).isPresent()
                && settled.on(node) >= block,
        by);
  }

  /**
   * How many nodes, this one counted, say so. Stops at enough.
   *
   * @param what they are to say, for the log
   * @param says whether a node does
   */
  int agreeing(RpcEndpoint first, String what, int enough, Reading<Boolean> says, Deadline by)
      throws InterruptedException {
    int agreeing = 1;
    for (RpcEndpoint endpoint : endpoints) {
      if (agreeing >= enough) {
        break;
      }
      if (endpoint.equals(first)) {
        continue;
      }
      Node node = new Node(endpoint, by);
      try {
        requireRight(node);
        if (says.on(node)) {
          agreeing++;
        } else {
          LOG.log(
              System.Logger.Level.WARNING,
              "{0} and {1} do not agree yet that {2}",
              first,
              endpoint,
              what);
        }
      } catch (RpcException | LedgerException e) {
        failed(endpoint, e);
      }
    }
    return agreeing;
  }

  /** All of them, in the order given. */
  List<RpcEndpoint> endpoints() {
    return endpoints;
  }

  /** Nodes that failed when they were last asked, as they may be shown. */
  List<String> down() {
    return down.stream().map(RpcEndpoint::name).sorted().toList();
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }

  private void requireRight(Node node) throws RpcException, LedgerException, InterruptedException {
    if (closed) {
      throw RpcException.unsent(node.endpoint().name(), "the ledger is closed");
    }
    if (!checked.contains(node.endpoint())) {
      network.require(node);
      checked.add(node.endpoint());
    }
    heights.put(node.endpoint(), node.height());
  }

  /** Those that answered last time first, then those behind the others, then those that failed. */
  private List<RpcEndpoint> order() {
    long best = heights.values().stream().mapToLong(Long::longValue).max().orElse(0);
    List<RpcEndpoint> order = new ArrayList<>(endpoints);
    order.sort(
        Comparator.comparingInt(
            endpoint -> {
              boolean behind = heights.getOrDefault(endpoint, best) < best - TOLERATED_LAG;
              return down.contains(endpoint) ? 2 : behind ? 1 : 0;
            }));
    return order;
  }

  /** What one node may take, so that one that hangs leaves time for the next. */
  private static Deadline share(Deadline deadline, Duration within, int nodesLeft) {
    return Deadline.in(deadline.left(within).dividedBy(nodesLeft));
  }

  private void failed(RpcEndpoint endpoint, Exception why) {
    checked.remove(endpoint);
    heights.remove(endpoint);
    if (down.add(endpoint) && !closed) {
      LOG.log(System.Logger.Level.WARNING, "a node cannot be used: {0}", why.getMessage());
    }
  }

  /** What went wrong on the way through the nodes. */
  private static final class Failures {

    private final List<String> reasons = new ArrayList<>();
    private @Nullable LedgerException wrongNetwork;
    private int others;
    private boolean maybeSent;

    void add(RpcException e) {
      reasons.add(e.text());
      others++;
    }

    void add(LedgerException e) {
      reasons.add(String.valueOf(e.getMessage()));
      wrongNetwork = e;
    }

    void addSending(RpcException e) {
      add(e);
      maybeSent |= e.kind() == RpcException.Kind.LOST;
    }

    boolean maybeSent() {
      return maybeSent;
    }

    LedgerException unavailable() {
      if (wrongNetwork != null && others == 0) {
        return wrongNetwork;
      }
      return Fault.UNAVAILABLE.because("no node can be asked: " + String.join("; ", reasons));
    }

    LedgerException ofSending() {
      return maybeSent
          ? Fault.TIMEOUT.because("no node has answered: " + String.join("; ", reasons))
          : unavailable();
    }
  }
}
