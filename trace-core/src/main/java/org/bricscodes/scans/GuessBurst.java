package org.bricscodes.scans;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * So many different serials that nobody issued, from one network, in so short a time, are no
 * misreadings.
 */
record GuessBurst(int weight, int guesses, Duration window) {

  /** Networks watched at once; of more, the one that began first is forgotten. */
  static final int MAX_NETWORKS = 10_000;

  /** Counts guesses of every network. Not safe for several threads. */
  final class Watch {

    private final Map<Long, Tally> networks = new LinkedHashMap<>();

    /** The burst that this look completes; empty also for those after it in the same window. */
    Optional<Hit> add(Look look) {
      long network = look.visitor().network();
      Tally tally = networks.get(network);
      if (tally == null || look.at().isAfter(tally.began.plus(window))) {
        networks.remove(network);
        tally = new Tally(look.at(), new HashSet<>());
        networks.put(network, tally);
        forgetOldest();
      }
      boolean more = tally.serials.size() < guesses && tally.serials.add(look.subject().hashCode());
      if (!more || tally.serials.size() < guesses) {
        return Optional.empty();
      }
      return Optional.of(
          new Hit(
              RuleName.GUESS_BURST,
              weight,
              look.at(),
              Map.of(
                  "network", Long.toHexString(network),
                  "guesses", String.valueOf(guesses),
                  "minutes",
                      String.valueOf(Duration.between(tally.began, look.at()).toMinutes() + 1))));
    }

    /** Networks that reached the bound and whose window is not over. */
    int guessing(Instant now) {
      return (int)
          networks.values().stream()
              .filter(tally -> tally.serials.size() >= guesses)
              .filter(tally -> !now.isAfter(tally.began.plus(window)))
              .count();
    }

    private void forgetOldest() {
      if (networks.size() > MAX_NETWORKS) {
        Iterator<Long> oldest = networks.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  private record Tally(Instant began, Set<Integer> serials) {}
}
