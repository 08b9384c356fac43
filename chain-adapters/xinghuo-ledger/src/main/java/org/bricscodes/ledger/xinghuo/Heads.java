package org.bricscodes.ledger.xinghuo;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bricscodes.ledger.xinghuo.Nodes.Sight;

/**
 * Which of the heads that nodes claim to have are believed, and how far this process has read.
 *
 * <p>A head proves nothing, and one that is too high does harm: attempts seem to have expired, what
 * is prepared never does, and every honest node seems to be behind. So a head is believed only if
 * the chain can have come there, from where it was seen before and from where other nodes say that
 * it is now: some blocks, and one for each second between the two blocks' own times, none of which
 * is after ours. Where nodes contradict each other one to one, the lower one is read from: a node
 * that lags delays things and proves nothing wrong. A node with old blocks contradicts nobody.
 *
 * <p>How far was read is what no node may fall behind. It is certain where a second node had come
 * about as far; what one node alone has shown is forgotten when another contradicts it.
 */
final class Heads {

  /** Blocks by which nodes of one chain differ, besides those that time explains. */
  private static final long NEAR = 50;

  /** Blocks between what was read and what is read next, besides those that time explains. */
  private static final long STRIDE = 1_000;

  /** How far our clock may be behind that of the chain. */
  private static final Duration FUTURE = Duration.ofMinutes(10);

  private final int nodes;
  private Optional<LedgerHeader> certain = Optional.empty(); // guarded by this, as the next
  private Optional<LedgerHeader> alone = Optional.empty();

  /**
   * @param nodes how many there are; of one alone every head is certain
   */
  Heads(int nodes) {
    this.nodes = nodes;
  }

  /** The node to read from: the highest that is believed, unless it is behind what was read. */
  synchronized Optional<Sight> best(List<Sight> sights, Instant now) {
    List<Sight> believed = sights.stream().filter(s -> believes(s, sights, now)).toList();
    if (alone.isPresent()
        && believed.stream().filter(this::counts).anyMatch(s -> !near(s, alone.get(), now))) {
      alone = Optional.empty();
    }
    long read = alone.or(() -> certain).map(LedgerHeader::seq).orElse(0L);
    return believed.stream()
        .max(Comparator.comparingLong(Sight::height))
        .filter(sight -> sight.height() >= read);
  }

  /** A reading that began with this head succeeded. */
  synchronized void read(Sight from, List<Sight> sights) {
    LedgerHeader head = from.head().orElseThrow();
    boolean confirmed =
        nodes == 1
            || sights.stream().anyMatch(s -> isOther(s, from) && s.height() >= head.seq() - NEAR);
    if (confirmed && head.seq() >= height(certain)) {
      certain = Optional.of(head);
      alone = alone.filter(shown -> shown.seq() > head.seq());
    } else if (!confirmed && head.seq() > height(alone) && head.seq() > height(certain)) {
      alone = Optional.of(head);
    }
  }

  /** Whether a node's head can be that of the chain; no, if there is none. */
  synchronized boolean believes(Sight sight, List<Sight> sights, Instant now) {
    if (!plausible(sight, now)) {
      return false;
    }
    LedgerHeader head = sight.head().orElseThrow();
    List<Sight> others =
        sights.stream().filter(s -> isOther(s, sight) && plausible(s, now)).toList();
    long against = others.stream().filter(s -> counts(s) && !near(s, head, now)).count();
    long with = others.stream().filter(s -> s.height() >= head.seq() - NEAR).count();
    return with >= against;
  }

  /** Whether the chain can have come there since it was last seen for certain, or at all. */
  private boolean plausible(Sight sight, Instant now) {
    return sight.head().isPresent()
        && within(
            height(certain),
            certain.map(LedgerHeader::time).orElse(Instant.EPOCH),
            sight.head().get(),
            STRIDE,
            now);
  }

  private static boolean isOther(Sight one, Sight than) {
    return !one.node().equals(than.node());
  }

  /** One that is behind what is certain says nothing about where the chain is. */
  private boolean counts(Sight sight) {
    return sight.height() >= height(certain);
  }

  private static boolean near(Sight from, LedgerHeader to, Instant now) {
    LedgerHeader head = from.head().orElseThrow();
    return within(head.seq(), head.time(), to, NEAR, now);
  }

  private static boolean within(long seq, Instant time, LedgerHeader to, long blocks, Instant now) {
    Instant latest = now.plus(FUTURE);
    Instant until = to.time().isBefore(latest) ? to.time() : latest;
    long seconds = Math.max(0, Duration.between(time, until).toSeconds());
    return to.seq() <= seq + blocks + seconds;
  }

  @SuppressWarnings("OptionalUsedAsFieldOrParameterType") // nothing was read yet
  private static long height(Optional<LedgerHeader> head) {
    return head.map(LedgerHeader::seq).orElse(0L);
  }
}
