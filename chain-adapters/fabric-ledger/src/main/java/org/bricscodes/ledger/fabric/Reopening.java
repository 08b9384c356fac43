package org.bricscodes.ledger.fabric;

import io.grpc.Status;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bricscodes.ledger.Fault;
import org.bricscodes.ledger.LedgerException;

/**
 * What is done about a stream of events that broke. What only a person can mend is refused: an
 * identity the channel is not shown to, a channel that no peer has. Everything else passes: it is
 * logged when a peer's trouble becomes another and not each time, and the stream is opened again,
 * later each time, up to half a minute. Once events come, or a stream has stood that long, it
 * counts as the first again. For one thread.
 */
final class Reopening {

  static final Duration SHORTEST = Duration.ofMillis(500);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private static final System.Logger LOG = System.getLogger(RecordFeed.class.getName());
  private static final int MAX_WORDS = 500;

  private final List<String> peers;
  private final LongSupplier nanos;
  private final Map<Integer, Status.Code> said = new HashMap<>();
  private final Set<Integer> withoutChannel = new HashSet<>();
  private Duration pause = SHORTEST;
  private long openedAt;

  /**
   * @param peers their names, as they are asked in turn
   * @param nanos as {@link System#nanoTime}
   */
  Reopening(List<String> peers, LongSupplier nanos) {
    this.peers = List.copyOf(peers);
    this.nanos = nanos;
    this.openedAt = nanos.getAsLong();
  }

  /** A stream is about to be opened. */
  void opens() {
    openedAt = nanos.getAsLong();
  }

  /** An event came through a peer. */
  void flows(int peer) {
    if (!said.isEmpty()) {
      LOG.log(Level.INFO, "records come again, through {0}", peers.get(peer));
    }
    forget();
  }

  /**
   * A stream ended, with {@link Status#OK} if without an error.
   *
   * @return how long to wait before the next is opened
   * @throws LedgerException.Refused if it is not to be opened again
   */
  Duration breaks(int peer, Status status) throws LedgerException {
    if (nanos.getAsLong() - openedAt >= LONGEST.toNanos()) {
      forget();
    }
    String words = peers.get(peer) + " " + words(status);
    switch (status.getCode()) {
      case PERMISSION_DENIED, UNAUTHENTICATED -> throw Fault.UNAUTHORIZED.because(words);
      case NOT_FOUND -> {
        withoutChannel.add(peer);
        if (withoutChannel.size() == peers.size()) {
          throw Fault.WRONG_NETWORK.because("no peer has the channel: " + words);
        }
      }
      default -> withoutChannel.remove(peer);
    }
    if (said.put(peer, status.getCode()) != status.getCode()) {
      LOG.log(
          Level.WARNING,
          "the stream of records broke and is opened again, at the next peer if there is one: {0}",
          words);
    }
    Duration now = pause;
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    return now;
  }

  private void forget() {
    said.clear();
    withoutChannel.clear();
    pause = SHORTEST;
  }

  private static String words(Status status) {
    String words = status.isOk() ? "ended it" : status.getCode() + ": " + status.getDescription();
    return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "…";
  }
}
