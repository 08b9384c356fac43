package org.bricscodes.samples.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the service is struck: a call of a thread while clients do something. A start has no thread
 * of its own; its calls are those of whichever thread comes to the count first.
 *
 * @param activity what clients do; for starts it means nothing
 * @param moment of the service's life
 * @param thread beginning of the name of the threads that are traced; empty for starts
 * @param call the system call
 * @param stroke what befalls it
 */
record FaultPoint(Activity activity, Moment moment, String thread, String call, Stroke stroke) {

  /** When in the life of the service. */
  enum Moment {
    /** It starts in an empty directory. */
    FIRST_START,
    /** It starts after a kill. */
    RESTART,
    /** It serves. */
    SERVING
  }

  private static final List<String> LOG_CALLS = List.of("pwrite64", "fdatasync", "rename", "fsync");

  /** Every point, in the order of the code: start, store, log, ledger, witness. */
  static List<FaultPoint> all() {
    List<FaultPoint> points = new ArrayList<>();
    for (Moment moment : List.of(Moment.FIRST_START, Moment.RESTART)) {
      for (String call : List.of("write", "pwrite64", "fdatasync", "fsync", "rename")) {
        add(points, Activity.EVERYTHING, moment, "", call, Stroke.KILLED_BEFORE);
      }
    }
    for (Activity activity : Activity.values()) {
      for (Stroke stroke : Stroke.values()) {
        add(points, activity, Moment.SERVING, "store-committer", "fdatasync", stroke);
      }
      add(points, activity, Moment.SERVING, "store-committer", "write", Stroke.KILLED_BEFORE);
      add(points, activity, Moment.SERVING, "store-committer", "write", Stroke.ENOSPC);
    }
    for (String thread : List.of("sequencer", "directory-ledge")) {
      for (String call : LOG_CALLS) {
        for (Stroke stroke : Stroke.values()) {
          add(points, Activity.EVENTS, Moment.SERVING, thread, call, stroke);
        }
      }
    }
    for (String call : LOG_CALLS) {
      for (Stroke stroke : Stroke.values()) {
        add(points, Activity.WITNESSING, Moment.SERVING, "trace-work-", call, stroke);
      }
    }
    return List.copyOf(points);
  }

  private static void add(
      List<FaultPoint> points,
      Activity activity,
      Moment moment,
      String thread,
      String call,
      Stroke stroke) {
    points.add(new FaultPoint(activity, moment, thread, call, stroke));
  }
}
