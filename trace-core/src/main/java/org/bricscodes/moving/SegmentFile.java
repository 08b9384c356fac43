package org.bricscodes.moving;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads segments, and says which is wrong and how. */
final class SegmentFile {

  private SegmentFile() {}

  /**
   * @throws MovingException {@code UNUSABLE} if it is missing, damaged, or of another export or
   *     place
   */
  static Segment read(Path file, ExportId export, String stream, int number) throws IOException {
    Segment segment;
    try {
      if (Files.size(file) > Segment.MAX_BYTES) {
        throw unusable(file + " is longer than any segment is");
      }
      segment = Segment.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new MovingException(
          MovingException.Reason.UNUSABLE, file + " is missing: copy the whole export again", e);
    } catch (IllegalArgumentException e) {
      throw new MovingException(
          MovingException.Reason.UNUSABLE, file + " " + e.getMessage() + "; copy it again", e);
    }
    if (!segment.export().equals(export)) {
      throw unusable(file + " belongs to export " + segment.export() + ", not to " + export);
    }
    if (!segment.stream().equals(stream) || segment.number() != number) {
      throw unusable(
          file + " is segment " + segment.number() + " of " + segment.stream() + ", misplaced");
    }
    return segment;
  }

  private static MovingException unusable(String message) {
    return new MovingException(MovingException.Reason.UNUSABLE, message);
  }
}
