package org.bricscodes.codes;

import org.bricscodes.gs1.Gtin;

/** What a state is about. */
public sealed interface CodeSubject {

  /** One code. */
  record Item(Gtin gtin, Serial serial) implements CodeSubject {}

  /** Every code of a batch. */
  record WholeBatch(BatchId batch) implements CodeSubject {}
}
