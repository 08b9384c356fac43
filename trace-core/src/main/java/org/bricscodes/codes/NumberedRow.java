package org.bricscodes.codes;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.bricscodes.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * A row that begins with its version and the number of the change that wrote it. The number makes
 * every row of a subject differ from all before, so a compare-and-set never mistakes an old state
 * for the current one.
 *
 * @param kind how a broken row is called
 */
record NumberedRow(int version, String kind) {

  /** Reads what stands behind version and number. */
  @FunctionalInterface
  interface Body<T> {
    T read(DataInputStream in) throws IOException;
  }

  <T> T read(byte[] row, Body<T> body) {
    return open(
        row,
        in -> {
          in.readLong();
          return body.read(in);
        });
  }

  /** The number of the change that wrote a row; without a row, 0. */
  long number(byte @Nullable [] row) {
    return row == null ? 0 : open(row, DataInputStream::readLong);
  }

  private <T> T open(byte[] row, Body<T> body) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(row))) {
      if (in.readByte() != version) {
        throw new StoreException.Corrupt(kind + " of an unknown version");
      }
      return body.read(in);
    } catch (IOException e) {
      throw new StoreException.Corrupt(kind + " is cut short", e);
    }
  }
}
