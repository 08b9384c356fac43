package org.bricscodes.resolver;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must stand in the registry for a change to be made, so that none undoes another unseen. */
public sealed interface Precondition {

  /** Whatever stands there. */
  record None() implements Precondition {}

  /** Nothing stands there. */
  record Absent() implements Precondition {}

  /** Something stands there. */
  record Present() implements Precondition {}

  /** One of these revisions stands there; with none of them it never holds. */
  record OneOf(Set<Long> revisions) implements Precondition {
    public OneOf {
      revisions = Set.copyOf(revisions);
    }
  }

  /** Whether it holds of what stands there; null: nothing. */
  default boolean holds(@Nullable Registered current) {
    return switch (this) {
      case None _ -> true;
      case Absent _ -> current == null;
      case Present _ -> current != null;
      case OneOf(Set<Long> revisions) -> current != null && revisions.contains(current.revision());
    };
  }
}
