package org.bricscodes.qr;

import java.util.List;

/**
 * What was read of a picture.
 *
 * @param symbols each once, in the order they were found
 * @param coverage whether others may stand in it
 */
public record PictureReading(List<FoundSymbol> symbols, Coverage coverage) {

  /** How much of a picture was looked at. */
  public enum Coverage {
    /** All that is tried was tried: what is not told was not to be read. */
    WHOLE,
    /** The time was over, or there was more than is told of one picture. */
    PART
  }

  public PictureReading {
    symbols = List.copyOf(symbols);
  }
}
