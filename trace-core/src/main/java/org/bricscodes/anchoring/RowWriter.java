package org.bricscodes.anchoring;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes the fields of a row, big-endian, lengths first. */
final class RowWriter {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  RowWriter number(long n) {
    try {
      out.writeLong(n);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RowWriter blob(byte[] blob) {
    try {
      out.writeInt(blob.length);
      out.write(blob);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RowWriter text(Object value) {
    return blob(value.toString().getBytes(StandardCharsets.UTF_8));
  }

  RowWriter time(Instant at) {
    return number(at.getEpochSecond()).number(at.getNano());
  }

  <T> RowWriter list(List<T> values, BiConsumer<RowWriter, T> each) {
    number(values.size());
    values.forEach(value -> each.accept(this, value));
    return this;
  }

  <T> RowWriter maybe(Optional<T> value, BiConsumer<RowWriter, T> each) {
    return list(value.stream().toList(), each);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
