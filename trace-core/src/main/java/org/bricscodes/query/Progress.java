package org.bricscodes.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscription has come: all that the next start needs to know.
 *
 * @param position every event before this place of the sequence was delivered, or is none of the
 *     subscription's
 * @param minRecordTime nothing outstanding was recorded earlier
 * @param lastNotifiedAt when the subscriber last confirmed a delivery
 * @param lastFire times of the schedule up to this one are dealt with
 * @param trouble why what stands at the position is not delivered, null when nothing is wrong
 */
record Progress(
    long position,
    Instant minRecordTime,
    @Nullable Instant lastNotifiedAt,
    Instant lastFire,
    @Nullable Trouble trouble) {

  // Spelled out: in a compact constructor's class file the parameters lose their @Nullable.
  Progress(
      long position,
      Instant minRecordTime,
      @Nullable Instant lastNotifiedAt,
      Instant lastFire,
      @Nullable Trouble trouble) {
    this.position = position;
    this.minRecordTime = minRecordTime;
    this.lastNotifiedAt = lastNotifiedAt;
    this.lastFire = lastFire;
    this.trouble = trouble;
  }

  static Progress from(long position, Instant initialRecordTime, Instant now) {
    return new Progress(position, initialRecordTime, null, now, null);
  }

  boolean isSuspended() {
    return trouble != null && trouble.kind() == Trouble.Kind.SUSPENDED;
  }

  /** The subscriber has confirmed everything before {@code to}. */
  Progress delivered(long to, @Nullable Instant newestRecordTime, Instant now) {
    Instant least = newestRecordTime == null ? minRecordTime : newestRecordTime;
    return new Progress(to, least, now, lastFire, null);
  }

  /** There is nothing for the subscriber before {@code to}. */
  Progress passed(long to) {
    return new Progress(to, minRecordTime, lastNotifiedAt, lastFire, null);
  }

  /** The schedule's time {@code at} is dealt with. */
  Progress fired(Instant at) {
    return new Progress(position, minRecordTime, lastNotifiedAt, at, trouble);
  }

  Progress in(Trouble found) {
    return new Progress(position, minRecordTime, lastNotifiedAt, lastFire, found);
  }
}
