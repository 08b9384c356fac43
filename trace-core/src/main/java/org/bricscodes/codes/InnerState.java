package org.bricscodes.codes;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What became of an item's inner code.
 *
 * @param firstTried when a code was first told for it, right or wrong; null: never
 * @param activated when the right one was first told; null: not yet
 * @param wrongEver wrong codes told while it was not locked
 * @param lockedUntil no code is taken before; null: not locked for a time
 * @param awaitsOwner no code is taken until its owner unlocks it
 * @param wrongSinceUnlock as {@code wrongEver}, since it was made or unlocked
 * @param recent times of the wrong codes that count for the next lock, oldest first
 */
public record InnerState(
    @Nullable Instant firstTried,
    @Nullable Instant activated,
    long wrongEver,
    @Nullable Instant lockedUntil,
    boolean awaitsOwner,
    long wrongSinceUnlock,
    List<Instant> recent) {

  /** Nobody told a code yet. */
  public static final InnerState UNTRIED = new InnerState(null, null, 0, null, false, 0, List.of());

  public InnerState {
    recent = List.copyOf(recent);
  }

  /** Whether no code is taken now. */
  public boolean isLocked(Instant now) {
    return awaitsOwner || (lockedUntil != null && now.isBefore(lockedUntil));
  }

  InnerState afterRight(Instant now) {
    return new InnerState(
        firstTried == null ? now : firstTried,
        now,
        wrongEver,
        lockedUntil,
        awaitsOwner,
        wrongSinceUnlock,
        recent);
  }

  InnerState afterWrong(Instant now, InnerLimits limits) {
    Instant begin = now.minus(limits.window());
    List<Instant> counted =
        Stream.concat(recent.stream().filter(time -> time.isAfter(begin)), Stream.of(now)).toList();
    boolean lock = counted.size() >= limits.wrongAtOnce();
    return new InnerState(
        firstTried == null ? now : firstTried,
        activated,
        wrongEver + 1,
        lock ? now.plus(limits.lock()) : null,
        wrongSinceUnlock + 1 >= limits.wrongInAll(),
        wrongSinceUnlock + 1,
        lock ? List.of() : counted);
  }

  InnerState unlocked() {
    return new InnerState(firstTried, activated, wrongEver, null, false, 0, List.of());
  }
}
