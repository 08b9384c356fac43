package org.bricscodes.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Where a request goes that belongs to one writer. */
sealed interface CaptureWay {

  /** This process has what it takes. */
  record Here() implements CaptureWay {}

  /** To the node that writes the service, wherever that is. */
  record ToTheWriter() implements CaptureWay {}

  /** To the node that has the log. */
  record ToHolder(URI address) implements CaptureWay {}

  /** Nowhere just now; it may be asked for again soon. */
  record Nowhere(String why) implements CaptureWay {}

  /**
   * Decides, from what was read a moment ago.
   *
   * @param writer whose it is; 0: the service's
   * @param here which writers this process has
   * @param me how others reach this process
   * @param informed whether another node handed it on since it took this one for the right one
   */
  static CaptureWay of(
      int writer, IntPredicate here, List<Seat> seats, String me, boolean informed) {
    if (here.test(writer)) {
      return new Here();
    }
    if (informed) {
      return new Nowhere("the nodes are changing places");
    }
    if (writer == 0) {
      return new ToTheWriter();
    }
    Optional<Seat> found = seats.stream().filter(seat -> seat.number() == writer).findFirst();
    if (found.isEmpty()) {
      return new Nowhere("which node has this log is not known here yet");
    }
    Seat seat = found.get();
    if (!seat.held() || seat.address().isEmpty()) {
      return new Nowhere("no node has log " + seat.name() + " just now; one is taking over");
    }
    if (seat.address().equals(me)) {
      return new Nowhere("this node is about to have log " + seat.name() + ", or just had it");
    }
    return new ToHolder(URI.create(seat.address()));
  }
}
