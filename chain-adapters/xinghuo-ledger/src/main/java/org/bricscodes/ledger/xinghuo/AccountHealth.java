package org.bricscodes.ledger.xinghuo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bricscodes.ledger.Health;
import org.bricscodes.ledger.xinghuo.Nodes.Sight;

/** What an operator should know of the nodes, the account and the clocks. */
final class AccountHealth {

  /** An idle chain makes a block a minute. */
  private static final Duration MAX_LAG = Duration.ofMinutes(5);

  private static final Duration MAX_SKEW = Duration.ofSeconds(10);

  /** A balance for fewer anchors than this is worth a warning. */
  private static final int FEW_ANCHORS = 100;

  private final Settings settings;
  private final Map<String, Long> measures = new TreeMap<>();
  private final List<String> troubles = new ArrayList<>();

  /**
   * @param unbelieved what is to be said of nodes whose heads are not believed
   */
  AccountHealth(Settings settings, List<Sight> sights, List<String> unbelieved) {
    this.settings = settings;
    sights.stream().filter(s -> s.head().isEmpty()).map(Sight::trouble).forEach(troubles::add);
    measures.put("nodes", (long) sights.size());
    measures.put("nodes-answering", (long) (sights.size() - troubles.size()));
    troubles.addAll(unbelieved);
  }

  /** Takes down one reading of the best node. */
  AccountHealth at(LedgerHeader newest, Optional<AccountView> view, Instant now) {
    long lag = Duration.between(newest.time(), now).toMillis();
    long balance = view.map(AccountView::balance).orElse(0L);
    measures.put("height", newest.seq());
    measures.put("lag-ms", Math.max(0, lag));
    measures.put("clock-skew-ms", Math.max(0, -lag));
    measures.put("balance", balance);
    measures.put("nonce", view.map(AccountView::nonce).orElse(0L));
    long anchors = Math.max(0, balance - settings.reserve()) / settings.maxFee();
    if (anchors < FEW_ANCHORS) {
      troubles.add("the account may soon be empty: it pays for " + anchors + " at 'max-fee'");
    }
    if (lag > MAX_LAG.toMillis()) {
      troubles.add(
          "the newest block is old: the chain stands still, the nodes are behind, or our clock is"
              + " fast");
    }
    if (-lag > MAX_SKEW.toMillis()) {
      troubles.add("the newest block is from the future: our clock is slow");
    }
    return this;
  }

  Health health() {
    return troubles.isEmpty()
        ? Health.ready("the chain is reached", measures)
        : new Health(Health.Status.DEGRADED, String.join("; ", troubles), new TreeMap<>(measures));
  }
}
