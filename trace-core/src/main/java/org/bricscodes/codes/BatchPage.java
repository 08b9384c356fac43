package org.bricscodes.codes;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Batches of one owner, newest first.
 *
 * @param next pass it to {@link CodeBook#batches} for the page behind this one; null at the end
 */
public record BatchPage(List<Batch> batches, @Nullable String next) {

  public BatchPage {
    batches = List.copyOf(batches);
  }
}
