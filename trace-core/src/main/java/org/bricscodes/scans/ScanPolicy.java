package org.bricscodes.scans;

import java.time.Duration;

/**
 * How much is kept, and for how long.
 *
 * @param session looks of one device at one item that are no further apart are one visit
 * @param retention visits are kept this long; of older ones only the count and the first day remain
 * @param alarmRetention alarms are kept this long
 * @param visitsPerItem visits kept of one item; of more, those that matter least are dropped, as
 *     {@link ItemHistory} says
 * @param visitsPerNetwork new visits of one network to one item that are kept of one hour; all
 *     further ones of that hour are folded into one more
 * @param guessesPerHour look-ups of codes we never issued that are kept of one hour
 * @param queue look-ups waiting to be recorded; more are dropped, and counted
 */
public record ScanPolicy(
    Duration session,
    Duration retention,
    Duration alarmRetention,
    int visitsPerItem,
    int visitsPerNetwork,
    int guessesPerHour,
    int queue) {

  public static final ScanPolicy STANDARD =
      new ScanPolicy(
          Duration.ofMinutes(30),
          Duration.ofDays(90),
          Duration.ofDays(400),
          128,
          8,
          10_000,
          16_384);

  public ScanPolicy {
    require("session", session, Duration.ofMinutes(1), Duration.ofDays(1));
    require("retention", retention, Duration.ofDays(1), Duration.ofDays(730));
    require("alarm retention", alarmRetention, retention, Duration.ofDays(3650));
    if (visitsPerItem < 2 || visitsPerItem > 1000 || visitsPerNetwork < 1) {
      throw new IllegalArgumentException("2 to 1000 visits per item, and 1 or more per network");
    }
    if (guessesPerHour < 0 || queue < 1) {
      throw new IllegalArgumentException("no negative number of guesses, and a queue of 1 or more");
    }
  }

  /** The same, with other times. */
  public ScanPolicy withTimes(Duration visit, Duration visits, Duration alarms) {
    return new ScanPolicy(
        visit, visits, alarms, visitsPerItem, visitsPerNetwork, guessesPerHour, queue);
  }

  private static void require(String what, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          what + " must be " + least + " to " + most + ", found " + value);
    }
  }
}
