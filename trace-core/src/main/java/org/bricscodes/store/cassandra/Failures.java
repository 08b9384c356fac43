package org.bricscodes.store.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What failures of requests mean. */
final class Failures {

  private Failures() {}

  /** Without what stages wrap around it. */
  static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /**
   * Whether the same request may be answered later: nodes are down, slow or overloaded, or the
   * connection broke. A request that is wrong stays wrong.
   */
  static boolean mayPass(Throwable failure) {
    return switch (cause(failure)) {
      case QueryValidationException _, FrameTooLongException _, ProtocolError _ -> false;
      // Each node has its reason; one that may pass is enough.
      case AllNodesFailedException all ->
          all.getAllErrors().isEmpty()
              || all.getAllErrors().values().stream()
                  .flatMap(List::stream)
                  .anyMatch(Failures::mayPass);
      case DriverException _ -> true;
      default -> false;
    };
  }

  /** For operators, without content that is stored. */
  static String describe(Throwable failure) {
    Throwable cause = cause(failure);
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }
}
