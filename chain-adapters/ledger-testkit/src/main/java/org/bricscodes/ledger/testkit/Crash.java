package org.bricscodes.ledger.testkit;

/** Stands for the death of the process at this point; nothing but a test may catch it. */
public final class Crash extends Error {

  private static final long serialVersionUID = 1;

  public Crash(String where) {
    super(where, null, false, false);
  }
}
