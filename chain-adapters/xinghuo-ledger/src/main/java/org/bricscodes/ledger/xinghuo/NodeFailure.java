package org.bricscodes.ledger.xinghuo;

import org.jspecify.annotations.Nullable;

/** One node did not answer as a node of this chain does. The message names the node. */
final class NodeFailure extends Exception {

  private static final long serialVersionUID = 1;

  /** What may have come of the request. */
  enum Kind {
    /** It never left, or the answer shows that it was not taken up. */
    NOT_SENT,
    /** It may have arrived. */
    MAYBE_SENT,
    /** The node belongs to another network; nothing was asked of it. */
    WRONG_NETWORK
  }

  private final Kind kind;

  NodeFailure(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
