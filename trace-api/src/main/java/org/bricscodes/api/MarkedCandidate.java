package org.bricscodes.api;

import java.util.function.UnaryOperator;
import org.bricscodes.store.cassandra.Candidate;
import org.jspecify.annotations.Nullable;

/** A candidate that may own a keyspace only with the keys of those that owned it before. */
record MarkedCandidate(Candidate candidate, UnaryOperator<String> marking) implements Candidate {

  @Override
  public String address() {
    return candidate.address();
  }

  @Override
  public String mark(String known) {
    return marking.apply(known);
  }

  @Override
  public boolean waits(@Nullable String owner) {
    return candidate.waits(owner);
  }

  @Override
  public boolean wants() {
    return candidate.wants();
  }
}
