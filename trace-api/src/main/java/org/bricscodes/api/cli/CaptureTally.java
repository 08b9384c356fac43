package org.bricscodes.api.cli;

import java.util.Locale;
import org.bricscodes.api.client.CaptureReceipt;

/** How many events were recorded, were known already, or were refused. */
final class CaptureTally {

  private long recorded;
  private long known;
  private long refused;
  private boolean unusable;

  /**
   * @param events of the document
   */
  void judged(CaptureReceipt receipt, int events) {
    recorded += receipt.recorded();
    known += receipt.duplicates();
    // In a document that is recorded whole or not at all, sound events fall with the others.
    refused += Math.max(receipt.refused(), events - receipt.recorded() - receipt.duplicates());
    unusable |= !receipt.success();
  }

  /** A whole document was refused. */
  void refused(int events) {
    refused += events;
    unusable = true;
  }

  /** Nothing, or not all, of a file could be sent. */
  void unusable() {
    unusable = true;
  }

  long events() {
    return recorded + known + refused;
  }

  /** Every event was recorded, now or before. */
  boolean isComplete() {
    return refused == 0 && !unusable;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT, "%,d recorded, %,d known, %,d refused", recorded, known, refused);
  }
}
