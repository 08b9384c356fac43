package org.bricscodes.ledger.xinghuo;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of one protocol buffer message. Every length is held against what is there, so
 * nothing read is larger than the message itself. Of the strictness it does its part; the rest is
 * done by writing again what was read and comparing.
 *
 * <p>Failures are {@link IllegalArgumentException}s that say where.
 */
final class ProtoReader {

  private static final int VARINT = 0;
  private static final int LENGTH = 2;
  private static final int MAX_SHIFT = 56;

  private final String message;
  private final ByteBuffer in;
  private int field;
  private int wireType;

  /**
   * @param message its name, for messages to people
   */
  ProtoReader(String message, byte[] bytes) {
    this(message, ByteBuffer.wrap(bytes));
  }

  private ProtoReader(String message, ByteBuffer in) {
    this.message = message;
    this.in = in;
  }

  /** Goes to the next field; false at the end. */
  boolean next() {
    if (!in.hasRemaining()) {
      return false;
    }
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 3 > 1000) {
      throw fault("has a field of no known number");
    }
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    return true;
  }

  int field() {
    return field;
  }

  long integer() {
    require(VARINT);
    return varint();
  }

  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(slice()).toString();
    } catch (CharacterCodingException e) {
      throw fault("field " + field + " is not UTF-8");
    }
  }

  String hex() {
    ByteBuffer slice = slice();
    byte[] bytes = new byte[slice.remaining()];
    slice.get(bytes);
    return LowerHex.print(bytes);
  }

  ProtoReader message(String name) {
    return new ProtoReader(name, slice());
  }

  /** What to throw for the current field when it is none of this message's. */
  IllegalArgumentException unknown() {
    return fault("field " + field + " is not known here");
  }

  private ByteBuffer slice() {
    require(LENGTH);
    long length = varint();
    if (length > in.remaining()) {
      throw fault("field " + field + " is longer than what is there");
    }
    ByteBuffer slice = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    return slice;
  }

  private void require(int expected) {
    if (wireType != expected) {
      throw fault("field " + field + " has the wrong wire type");
    }
  }

  /** Below 2^63, in the shortest form. */
  private long varint() {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      if (!in.hasRemaining()) {
        throw fault("ends inside a number");
      }
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        if (b == 0 && shift > 0) {
          throw fault("has a number longer than need be");
        }
        return value;
      }
    }
    throw fault("has a number of 2^63 or more");
  }

  private IllegalArgumentException fault(String what) {
    return new IllegalArgumentException(message + " " + what);
  }
}
