package org.bricscodes.api.output;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Reads files into memory. */
final class Whole {

  /** Never helps: the reader makes everything itself. */
  static final Executor NOBODY =
      task -> {
        throw new RejectedExecutionException("nobody");
      };

  private Whole() {}

  static byte[] bytes(BatchFile file) {
    return bytes(file.read(NOBODY, 1));
  }

  static byte[] bytes(FileReader reader) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (FileReader.Piece piece = reader.next(); piece != null; piece = reader.next()) {
      all.write(piece.bytes(), piece.from(), piece.length());
    }
    reader.close();
    return all.toByteArray();
  }
}
