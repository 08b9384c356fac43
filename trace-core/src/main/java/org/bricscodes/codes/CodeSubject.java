package org.bricscodes.codes;

import org.bricscodes.gs1.Gtin;

/** What a state is about. */
public sealed interface CodeSubject {

  /**
   * One code, by its place in the order of issue rather than its serial, so that the states of
   * neighbours lie together.
   *
   * @param counter as in {@link CodeCheck.Genuine}
   */
  record Item(Gtin gtin, KeyEpoch epoch, long counter) implements CodeSubject {

    /** The code that was checked. */
    public static Item of(CodeCheck.Genuine code) {
      return new Item(code.batch().gtin(), code.batch().epoch(), code.counter());
    }
  }

  /** Every code of a batch. */
  record WholeBatch(BatchId batch) implements CodeSubject {}
}
