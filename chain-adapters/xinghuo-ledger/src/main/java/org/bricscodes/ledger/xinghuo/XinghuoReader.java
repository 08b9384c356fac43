package org.bricscodes.ledger.xinghuo;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.AnchorReceipt;
import org.bricscodes.ledger.Content;
import org.bricscodes.ledger.EventReceipt;
import org.bricscodes.ledger.EventRecord;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.LedgerReader;
import org.bricscodes.ledger.ReceiptVerdict;
import org.bricscodes.ledger.xinghuo.Chain.Account;
import org.bricscodes.ledger.xinghuo.NodeFailure.Kind;
import org.bricscodes.ledger.xinghuo.Nodes.Sight;
import org.bricscodes.tlog.Checkpoint;
import org.bricscodes.tlog.TlogException;

/** One account of a chain, read through its nodes, without any key. */
final class XinghuoReader implements LedgerReader {

  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration OPENING = Duration.ofSeconds(10);

  private final Account account;
  private final HttpClient http;
  private final Nodes nodes;
  private volatile boolean closed;

  private XinghuoReader(Account account, HttpClient http, Nodes nodes) {
    this.account = account;
    this.http = http;
    this.nodes = nodes;
  }

  /**
   * Opens it once a node has shown that it is of this chain; a node that shows another refuses it.
   *
   * @param authorization the header that every request carries; never shown
   */
  static XinghuoReader open(
      Account account, List<URI> addresses, Optional<String> authorization, InstantSource clock)
      throws LedgerException, InterruptedException {
    HttpClient http = http();
    Chain chain = account.chain();
    List<Node> all =
        addresses.stream()
            .map(address -> new Node(http, address, chain.domainId(), authorization))
            .toList();
    XinghuoReader reader = new XinghuoReader(account, http, new Nodes(chain, all, clock));
    boolean right = false;
    try {
      reader.requireNetwork();
      right = true;
      return reader;
    } finally {
      if (!right) {
        reader.close();
      }
    }
  }

  static HttpClient http() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(CONNECT)
        .build();
  }

  private void requireNetwork() throws LedgerException, InterruptedException {
    List<Sight> sights = nodes.lookAtAll(Deadline.after(OPENING));
    for (Sight sight : sights) {
      if (sight.failure().filter(e -> e.kind() == Kind.WRONG_NETWORK).isPresent()) {
        throw Fault.WRONG_NETWORK.because(sight.trouble());
      }
    }
    if (sights.stream().allMatch(sight -> sight.head().isEmpty())) {
      throw Fault.UNAVAILABLE.because(
          String.join("; ", sights.stream().map(Sight::trouble).toList()));
    }
  }

  Nodes nodes() {
    return nodes;
  }

  /** What the account holds, as one node tells it. */
  AnchorAccount at(Node node, LedgerHeader newest, Deadline deadline) {
    return new AnchorAccount(account.chain().profile(), account.address(), node, newest, deadline);
  }

  @Override
  public ReceiptVerdict verify(AnchorReceipt receipt, Checkpoint checkpoint, Duration within)
      throws InterruptedException {
    if (!receipt.checkpoint().equals(checkpoint)) {
      return new ReceiptVerdict.Mismatch("the receipt is about another checkpoint");
    }
    return verify(() -> ReceiptFacts.of(receipt), receipt.anchor(), within);
  }

  ReceiptVerdict verify(EventReceipt receipt, EventRecord event, Duration within)
      throws InterruptedException {
    return verify(() -> ReceiptFacts.of(receipt), event, within);
  }

  private interface Reading {
    ReceiptFacts facts();
  }

  private ReceiptVerdict verify(Reading reading, Content content, Duration within)
      throws InterruptedException {
    if (closed) {
      return new ReceiptVerdict.Unreachable("the ledger is closed");
    }
    ReceiptFacts facts;
    try {
      facts = reading.facts();
    } catch (IllegalArgumentException | TlogException e) {
      return new ReceiptVerdict.Mismatch("the evidence does not hold: " + e.getMessage());
    }
    if (!facts.ledger().equals(account.chain().ledger(account.address()))) {
      return new ReceiptVerdict.Mismatch("the receipt is of " + facts.ledger());
    }
    return new Verification(account.chain(), nodes).verify(facts, content, Deadline.after(within));
  }

  void requireOpen() throws LedgerException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (closed) {
      throw Fault.UNAVAILABLE.because("the ledger is closed");
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    http.shutdownNow();
  }

  @Override
  public String toString() {
    return "XinghuoReader[" + account + "]";
  }
}
