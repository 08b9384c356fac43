package org.bricscodes.api.cli;

import java.util.function.Supplier;
import org.bricscodes.moving.MovingException;

/** Which failures of moving are unusable input (exit code 2), and which are failures (1). */
final class MovingFailures {

  private MovingFailures() {}

  static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (MovingException e) {
      throw switch (e.reason()) {
        case UNUSABLE, CONFLICT -> new UnusableInput(String.valueOf(e.getMessage()), e.getCause());
        case DISK, DAMAGED -> e;
      };
    }
  }
}
