package org.bricscodes.api;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import org.bricscodes.capture.CaptureException;
import org.bricscodes.capture.Homes;
import org.bricscodes.store.StoreException;

/**
 * Lets events be recorded by the writer that is their party's home, and by no other: whatever way a
 * request came, it is settled here, so that what a party has recorded under an eventID is decided
 * by one writer.
 *
 * <p>Events that the service itself tells of codes ({@link CodeEvents}) do not pass here: writer 0
 * records them whoever's they are. Nobody can know their eventIDs before they are recorded, so no
 * other writer decides on one at the same time.
 *
 * <p>Safe for use from any thread; only {@link #known} never blocks.
 */
final class Captures {

  /** More parties than keys there may be. */
  private static final int REMEMBERED = 2 * ApiKeys.MAX_KEYS;

  private final ToIntFunction<String> homes;
  private final IntFunction<Optional<Capturing>> here;
  private final Map<String, Integer> known = new ConcurrentHashMap<>();

  /**
   * @param mine which writer a party gets that has none yet
   * @param here what this process has of a writer
   */
  Captures(Homes homes, IntSupplier mine, IntFunction<Optional<Capturing>> here) {
    this(party -> homes.of(party, mine.getAsInt()), here);
  }

  private Captures(ToIntFunction<String> homes, IntFunction<Optional<Capturing>> here) {
    this.homes = homes;
    this.here = here;
  }

  /**
   * Where no other writer can be: everything is recorded by the service's own, also of parties that
   * had another home in the cluster their rows came from.
   */
  static Captures alone(Capturing own) {
    return new Captures(party -> 0, writer -> Optional.of(own));
  }

  /** The number of the writer that records what the party captures; settled if it has none. */
  int home(String party) {
    OptionalInt remembered = known(party);
    if (remembered.isPresent()) {
      return remembered.getAsInt();
    }
    int home = homes.applyAsInt(party);
    if (known.size() < REMEMBERED) {
      known.put(party, home); // for good
    }
    return home;
  }

  /** The same if this process has asked before. Never blocks. */
  OptionalInt known(String party) {
    Integer home = known.get(party);
    return home == null ? OptionalInt.empty() : OptionalInt.of(home);
  }

  /**
   * Has the party's own writer take something.
   *
   * @throws Problem if this process does not have it, or has it no longer
   */
  <T> T at(String party, Function<Capturing, T> taking) {
    int home = home(party);
    Capturing capturing =
        here.apply(home)
            .orElseThrow(
                () ->
                    new Problem(
                        ProblemKind.OVERLOADED,
                        "another node records for this party just now; try again"));
    if (home == 0) {
      return taking.apply(capturing);
    }
    try {
      return taking.apply(capturing);
    } catch (StoreException.Unavailable | CaptureException.Stopped e) {
      throw new Problem(
          ProblemKind.OVERLOADED,
          "the log of this party goes to another node: what was sent may have been recorded or"
              + " not; send it again, with its eventID if it had one");
    }
  }
}
