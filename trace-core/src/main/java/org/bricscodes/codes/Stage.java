package org.bricscodes.codes;

import java.util.Optional;

/** What is reported of ranges of a batch, in the order in which it happens. */
public enum Stage {
  /** The codes are on labels or packaging. */
  PRINTED(CodeState.Status.PRINTED),
  /** The labels are on products. */
  APPLIED(CodeState.Status.APPLIED),
  /** The products are released for sale. */
  ACTIVE(CodeState.Status.ACTIVE);

  private final CodeState.Status status;

  Stage(CodeState.Status status) {
    this.status = status;
  }

  /** The status of codes that got as far as this. */
  public CodeState.Status status() {
    return status;
  }

  /** The word on the wire: {@code printed}, {@code applied}, {@code active}. */
  public String word() {
    return status.word();
  }

  /** The inverse of {@link #word}; exact. */
  public static Optional<Stage> of(String word) {
    return CodeState.Status.of(word).flatMap(Stage::of);
  }

  /** The stage that leads to a status; empty for those that no report leads to. */
  static Optional<Stage> of(CodeState.Status status) {
    return switch (status) {
      case PRINTED -> Optional.of(PRINTED);
      case APPLIED -> Optional.of(APPLIED);
      case ACTIVE -> Optional.of(ACTIVE);
      case ORDERED, SOLD, RECALLED, VOID -> Optional.empty();
    };
  }
}
