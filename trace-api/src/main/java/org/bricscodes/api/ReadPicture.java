package org.bricscodes.api;

import java.util.List;
import org.bricscodes.qr.PictureReading.Coverage;

/**
 * The codes of a picture.
 *
 * @param coverage whether others may stand in it
 */
public record ReadPicture(List<ReadCode> codes, Coverage coverage) {

  /** What to tell of a picture in which more may stand. */
  public static final String PART =
      "there may be more codes in this picture: take it again in parts, closer";

  public ReadPicture {
    codes = List.copyOf(codes);
  }
}
