package org.bricscodes.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bricscodes.store.cassandra.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Sees by looking again and again which logs of other nodes stand empty. A holder that lives counts
 * its row up every three seconds; one that was killed does not. No clock is compared with another
 * machine's: what counts is for how long the same number was seen here. Not thread-safe.
 */
final class Vacancies {

  /**
   * How long a row must have stood still before this process lines up for the log. Lining up takes
   * thirteen seconds more, in which the former holder may still count on ({@code
   * store.cassandra.Lease}), so a false alarm costs a session and nothing else.
   */
  static final Duration STANDS_STILL = Duration.ofSeconds(5);

  /** How long a log that was given back in good order is left to the node whose it is. */
  static final Duration GIVEN_BACK = Duration.ofSeconds(30);

  private final Map<String, Sight> sights = new HashMap<>();

  /** What was seen of a log, and since when. */
  private record Sight(boolean held, long renewal, long since) {}

  /**
   * Takes note of what stands there now.
   *
   * @param mine logs that are not to be taken: this node's own, and those it has or is opening
   * @param nanos of a clock that only runs forwards, from before {@code holders} were read
   * @return logs to line up for
   */
  List<String> look(List<Holder> holders, Set<String> mine, long nanos) {
    List<String> empty = new ArrayList<>();
    for (Holder holder : holders) {
      @Nullable String name = holder.part().log().orElse(null);
      if (name == null) {
        continue;
      }
      Sight sight = sights.get(name);
      if (mine.contains(name)
          || sight == null
          || sight.held != holder.held()
          || sight.renewal != holder.renewal()) {
        sights.put(name, new Sight(holder.held(), holder.renewal(), nanos));
      } else if (nanos - sight.since >= (sight.held ? STANDS_STILL : GIVEN_BACK).toNanos()) {
        empty.add(name);
      }
    }
    return empty;
  }
}
