package org.bricscodes.resolver;

import org.jspecify.annotations.Nullable;

/** What must stand in the registry for a change to be made, so that none undoes another unseen. */
public sealed interface Precondition {

  /** Whatever stands there. */
  record None() implements Precondition {}

  /** Nothing stands there. */
  record Absent() implements Precondition {}

  /** Something stands there. */
  record Present() implements Precondition {}

  /** What was read stands there still. */
  record Revision(long revision) implements Precondition {}

  /** Whether it holds of what stands there; null: nothing. */
  default boolean holds(@Nullable Registered current) {
    return switch (this) {
      case None _ -> true;
      case Absent _ -> current == null;
      case Present _ -> current != null;
      case Revision(long revision) -> current != null && current.revision() == revision;
    };
  }
}
