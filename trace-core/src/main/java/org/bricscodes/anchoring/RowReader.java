package org.bricscodes.anchoring;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bricscodes.store.StoreException;

/** Reads what {@link RowWriter} wrote; anything else is damage. */
final class RowReader {

  private static final int MAX_LIST = 1_000;

  private final ByteBuffer in;

  private RowReader(byte[] row) {
    this.in = ByteBuffer.wrap(row);
  }

  /**
   * Reads one whole row.
   *
   * @throws StoreException.Corrupt if it is not what {@code read} expects
   */
  static <T> T read(byte[] row, String what, Function<RowReader, T> read) {
    try {
      RowReader reader = new RowReader(row);
      T value = read.apply(reader);
      if (reader.in.hasRemaining()) {
        throw new IllegalArgumentException("bytes are left over");
      }
      return value;
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      throw new StoreException.Corrupt("anchoring row is not a " + what, e);
    }
  }

  long number() {
    return in.getLong();
  }

  int smallNumber() {
    return Math.toIntExact(number());
  }

  byte[] blob() {
    int length = in.getInt();
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("length is beyond the row");
    }
    byte[] blob = new byte[length];
    in.get(blob);
    return blob;
  }

  String text() {
    return new String(blob(), StandardCharsets.UTF_8);
  }

  Instant time() {
    return Instant.ofEpochSecond(number(), number());
  }

  <T> List<T> list(Function<RowReader, T> each) {
    long size = number();
    if (size < 0 || size > MAX_LIST) {
      throw new IllegalArgumentException("list is too long");
    }
    List<T> values = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      values.add(each.apply(this));
    }
    return values;
  }

  <T> Optional<T> maybe(Function<RowReader, T> each) {
    List<T> values = list(each);
    if (values.size() > 1) {
      throw new IllegalArgumentException("more than one value");
    }
    return values.stream().findFirst();
  }
}
