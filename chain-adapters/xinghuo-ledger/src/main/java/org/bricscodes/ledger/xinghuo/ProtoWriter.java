package org.bricscodes.ledger.xinghuo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/**
 * Writes a protocol buffer (proto3) in its one canonical form: fields as called, which is
 * ascending, the shortest integers, nothing for zero and empty values; messages are written even
 * when empty, for that they are there says something.
 */
final class ProtoWriter {

  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int SEVEN_BITS = 0x7f;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtoWriter integer(int field, long value) {
    if (value != 0) {
      varint(((long) field << 3) | VARINT);
      varint(value);
    }
    return this;
  }

  ProtoWriter text(int field, String value) {
    return value.isEmpty() ? this : bytes(field, value.getBytes(UTF_8));
  }

  /** A text of a list, written even when empty. */
  ProtoWriter element(int field, String value) {
    return bytes(field, value.getBytes(UTF_8));
  }

  /** Bytes given in hex. */
  ProtoWriter hex(int field, String value) {
    return value.isEmpty() ? this : bytes(field, LowerHex.parse("a remark", value));
  }

  ProtoWriter message(int field, ProtoWriter content) {
    return bytes(field, content.written());
  }

  byte[] written() {
    return out.toByteArray();
  }

  private ProtoWriter bytes(int field, byte[] value) {
    varint(((long) field << 3) | LENGTH);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~SEVEN_BITS) != 0) {
      out.write((int) (rest & SEVEN_BITS) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
