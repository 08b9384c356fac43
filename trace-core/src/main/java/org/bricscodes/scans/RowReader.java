package org.bricscodes.scans;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a {@link java.io.DataOutputStream} wrote, read back from memory. A scan reads a hundred and
 * more rows, which a stream would make of three times the objects. Fails with a {@link
 * RuntimeException} where the row ends too early.
 */
final class RowReader {

  private final byte[] row;
  private final ByteBuffer bytes;

  RowReader(byte[] row) {
    this.row = row;
    this.bytes = ByteBuffer.wrap(row);
  }

  byte readByte() {
    return bytes.get();
  }

  boolean readBoolean() {
    return bytes.get() != 0;
  }

  short readShort() {
    return bytes.getShort();
  }

  int readInt() {
    return bytes.getInt();
  }

  long readLong() {
    return bytes.getLong();
  }

  String readUTF() {
    int start = bytes.position();
    int length = Short.toUnsignedInt(bytes.getShort());
    int end = start + Short.BYTES + length;
    bytes.position(end);
    for (int i = start + Short.BYTES; i < end; i++) {
      if (row[i] <= 0) {
        return beyondAscii(start, end);
      }
    }
    return new String(row, start + Short.BYTES, length, StandardCharsets.US_ASCII);
  }

  private String beyondAscii(int start, int end) {
    try {
      return new DataInputStream(new ByteArrayInputStream(row, start, end - start)).readUTF();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
