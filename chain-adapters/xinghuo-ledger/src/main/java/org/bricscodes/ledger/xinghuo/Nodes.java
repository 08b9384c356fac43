package org.bricscodes.ledger.xinghuo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;
import org.bricscodes.ledger.xinghuo.NodeFailure.Kind;

/**
 * The nodes of one chain, any of which will do.
 *
 * <p><b>Reading.</b> Every reading is done on one node from beginning to end, because "the height
 * has passed, and the history does not hold it" is a proof only on one node: the one whose head is
 * highest, of those that answer and whose heads are believed ({@link Heads}). When it fails in the
 * middle, the whole reading is done again on the next. A node that is behind what this object has
 * already read is not read from, so what was once seen as final is not taken back by asking
 * another.
 *
 * <p><b>Trust.</b> No node is asked anything before its first block was seen to be that of the
 * chain. One that failed is left alone for a while when there are others.
 *
 * <p>May be used from any thread.
 */
final class Nodes {

  private static final Duration REST = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofHours(1);

  private final Chain chain;
  private final InstantSource clock;
  private final List<Member> members;
  private final Heads heads;

  Nodes(Chain chain, List<Node> nodes, InstantSource clock) {
    this.chain = chain;
    this.clock = clock;
    this.members = nodes.stream().map(Member::new).toList();
    this.heads = new Heads(nodes.size());
  }

  /** A node, and what we know about it; losing that costs one more request. */
  private static final class Member {
    private final Node node;
    private volatile boolean known;
    private volatile Instant restsUntil = Instant.MIN;

    Member(Node node) {
      this.node = node;
    }
  }

  /** What one look at a node showed: its head, or why there is none. */
  record Sight(Node node, Optional<LedgerHeader> head, Optional<NodeFailure> failure) {

    long height() {
      return head.map(LedgerHeader::seq).orElse(-1L);
    }

    String trouble() {
      return failure.map(Throwable::getMessage).orElse(node.name() + " is behind");
    }
  }

  /** One reading of one node, begun by its head. */
  interface Reading<T> {
    T of(Node node, LedgerHeader head, Deadline deadline)
        throws NodeFailure, LedgerException, InterruptedException;
  }

  int count() {
    return members.size();
  }

  /** Looks at every node, also those that rest, at once. */
  List<Sight> lookAtAll(Deadline deadline) throws InterruptedException {
    return look(members, deadline.part(1, LOOK));
  }

  /**
   * Does one reading on the best node there is.
   *
   * @throws LedgerException.Unavailable if there is none, with what is the matter with each
   * @throws LedgerException.Refused with {@link Fault#WRONG_NETWORK} if all that answer belong to
   *     another network
   */
  <T> T read(Deadline deadline, Reading<T> reading) throws LedgerException, InterruptedException {
    List<Member> candidates = awake();
    List<String> troubles = new ArrayList<>();
    boolean strangersOnly = true;
    while (!candidates.isEmpty()) {
      List<Sight> sights = look(candidates, deadline.part(2, LOOK));
      Optional<Sight> best = heads.best(sights, clock.instant());
      if (best.isEmpty()) {
        troubles.addAll(unbelieved(sights));
        for (Sight sight : sights) {
          if (sight.head().isEmpty() || heads.believes(sight, sights, clock.instant())) {
            troubles.add(sight.trouble());
          }
          strangersOnly &= isStranger(sight);
        }
        break;
      }
      Node node = best.get().node();
      try {
        // While another node could do it, one that stalls does not get all of the time.
        Deadline share = candidates.size() == 1 ? deadline : deadline.part(2, LONG);
        T result = reading.of(node, best.get().head().orElseThrow(), share);
        heads.read(best.get(), sights); // a head without a reading proves nothing
        return result;
      } catch (NodeFailure e) {
        troubles.add(e.getMessage());
        strangersOnly = false;
        Member failed = member(node);
        rest(failed);
        candidates = candidates.stream().filter(member -> member != failed).toList();
      }
    }
    String all = String.join("; ", troubles);
    throw strangersOnly ? Fault.WRONG_NETWORK.because(all) : Fault.UNAVAILABLE.because(all);
  }

  /** What is to be said of nodes whose heads are not believed. */
  List<String> unbelieved(List<Sight> sights) {
    Instant now = clock.instant();
    return sights.stream()
        .filter(sight -> sight.head().isPresent() && !heads.believes(sight, sights, now))
        .map(
            sight ->
                sight.node().name()
                    + " claims height "
                    + sight.height()
                    + ", where the chain cannot be by what was read before and other nodes say")
        .toList();
  }

  /**
   * A node's verdict on a transaction.
   *
   * @param earlierMaybe whether another node, asked before, may have taken it
   */
  record Answer(String node, Node.Verdict verdict, boolean earlierMaybe) {}

  /**
   * Hands a transaction to the first node that answers; sending the same bytes to several is
   * harmless. A node with a full pool is passed over while there are others.
   *
   * @throws LedgerException.OutcomeUnknown if none answered and one may have taken it
   * @throws LedgerException.Unavailable if it never left
   * @throws LedgerException.Refused with {@link Fault#WRONG_NETWORK}
   */
  Answer submit(SignedBlob signed, Deadline deadline) throws LedgerException, InterruptedException {
    List<Member> order = awake();
    List<String> troubles = new ArrayList<>();
    Optional<Answer> full = Optional.empty();
    boolean maybe = false;
    boolean strangersOnly = true;
    for (int i = 0; i < order.size(); i++) {
      Member member = order.get(i);
      Deadline share = deadline.part(order.size() - i, LONG);
      try {
        know(member, share);
      } catch (NodeFailure e) {
        troubles.add(e.getMessage());
        strangersOnly &= e.kind() == Kind.WRONG_NETWORK;
        rest(member);
        continue;
      }
      strangersOnly = false;
      try {
        Node.Verdict verdict = member.node.submit(signed, share);
        Answer answer = new Answer(member.node.name(), verdict, maybe);
        if (verdict.code() != NodeCodes.POOL_FULL) {
          return answer;
        }
        full = Optional.of(answer);
      } catch (NodeFailure e) {
        troubles.add(e.getMessage());
        maybe |= e.kind() == Kind.MAYBE_SENT;
        rest(member);
      }
    }
    if (full.isPresent()) {
      return new Answer(full.get().node(), full.get().verdict(), maybe);
    }
    String all = String.join("; ", troubles);
    if (maybe) {
      throw Fault.TIMEOUT.because(all);
    }
    throw strangersOnly ? Fault.WRONG_NETWORK.because(all) : Fault.UNAVAILABLE.because(all);
  }

  /** Those that do not rest; all, if all do. */
  private List<Member> awake() {
    Instant now = clock.instant();
    List<Member> awake =
        members.stream().filter(member -> !now.isBefore(member.restsUntil)).toList();
    return awake.isEmpty() ? members : awake;
  }

  private List<Sight> look(List<Member> candidates, Deadline deadline) throws InterruptedException {
    if (candidates.size() == 1) {
      return List.of(look(candidates.getFirst(), deadline));
    }
    List<Callable<Sight>> looks = new ArrayList<>();
    candidates.forEach(member -> looks.add(() -> look(member, deadline)));
    List<Sight> sights = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Sight> look : threads.invokeAll(looks)) {
        sights.add(look.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look at a node fails with a value alone", e);
    }
    return sights;
  }

  private Sight look(Member member, Deadline deadline) throws InterruptedException {
    try {
      know(member, deadline);
      LedgerHeader head = member.node.head(deadline);
      chain.require(member.node, head);
      return new Sight(member.node, Optional.of(head), Optional.empty());
    } catch (NodeFailure e) {
      rest(member);
      return new Sight(member.node, Optional.empty(), Optional.of(e));
    }
  }

  private void know(Member member, Deadline deadline) throws NodeFailure, InterruptedException {
    if (!member.known) {
      chain.require(member.node, deadline);
      member.known = true;
    }
  }

  /** Whatever stands at its address after a failure has to show its first block again. */
  private void rest(Member member) {
    member.known = false;
    member.restsUntil = clock.instant().plus(REST);
  }

  private Member member(Node node) {
    return members.stream().filter(member -> member.node == node).findFirst().orElseThrow();
  }

  private static boolean isStranger(Sight sight) {
    return sight.failure().filter(e -> e.kind() == Kind.WRONG_NETWORK).isPresent();
  }
}
