package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The shape of well-formed JSON: for every value, in document order, where it starts and ends and
 * which value follows it. Built in one pass over the bytes of a document that a strict reader
 * accepted; anything else makes it throw {@link IllegalArgumentException}.
 *
 * <p>A container's first child is the next value; its children are linked by {@link #next}. A
 * member of an object is two values, the key and what it stands for.
 */
final class JsonTape {

  private static final int MAX_DEPTH = 512;
  private static final int FIELDS = 3;

  private final byte[] bytes;
  private int[] tape = new int[FIELDS * 64];
  private int size;
  private int at;

  /** Whether there is a backslash in any string. */
  private boolean anyEscape;

  JsonTape(byte[] bytes) {
    this.bytes = bytes;
    try {
      value(0);
      space();
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IllegalArgumentException("the JSON breaks off", e);
    }
    if (at != bytes.length) {
      throw new IllegalArgumentException("something follows the JSON value");
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** One past the last value. */
  int size() {
    return size;
  }

  int start(int value) {
    return tape[FIELDS * value];
  }

  int end(int value) {
    return tape[FIELDS * value + 1];
  }

  /** The value after this one and everything inside it. */
  int next(int value) {
    return tape[FIELDS * value + 2];
  }

  byte first(int value) {
    return bytes[start(value)];
  }

  Slice slice(int value) {
    return new Slice(start(value), end(value));
  }

  /** The value of a member of the object at {@code object}, or -1. */
  int member(int object, byte[] quotedKey) {
    for (int key = object + 1; key < next(object); key = next(key + 1)) {
      if (is(key, quotedKey)) {
        return key + 1;
      }
    }
    return -1;
  }

  /** Whether a string says the same as another, given in ASCII with its quotes, without escapes. */
  boolean is(int string, byte[] quoted) {
    return Arrays.equals(bytes, start(string), end(string), quoted, 0, quoted.length)
        || (anyEscape
            && isEscaped(string)
            && Jcs.text(this, string)
                .equals(new String(quoted, 1, quoted.length - 2, StandardCharsets.US_ASCII)));
  }

  private boolean isEscaped(int string) {
    for (int i = start(string); i < end(string); i++) {
      if (bytes[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  private void value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the JSON is nested too deep");
    }
    space();
    int self = open();
    byte first = bytes[at];
    if (first == '{') {
      container((byte) '}', depth);
    } else if (first == '[') {
      container((byte) ']', depth);
    } else if (first == '"') {
      string();
    } else {
      scalar();
    }
    close(self);
  }

  private void container(byte closing, int depth) {
    boolean object = closing == '}';
    at++;
    space();
    while (bytes[at] != closing) {
      if (object) {
        int key = open();
        string();
        close(key);
        space();
        expect((byte) ':');
      }
      value(depth + 1);
      space();
      if (bytes[at] != closing) {
        expect((byte) ',');
        space();
      }
    }
    at++;
  }

  private void expect(byte wanted) {
    if (bytes[at++] != wanted) {
      throw new IllegalArgumentException("not well-formed JSON");
    }
  }

  private void string() {
    expect((byte) '"');
    while (bytes[at] != '"') {
      if (bytes[at] == '\\') {
        anyEscape = true;
        at++;
      }
      at++;
    }
    at++;
  }

  private void scalar() {
    int start = at;
    while (at < bytes.length && !ends(bytes[at])) {
      at++;
    }
    if (at == start) {
      throw new IllegalArgumentException("not well-formed JSON");
    }
  }

  private static boolean ends(byte b) {
    return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private void space() {
    while (at < bytes.length
        && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
      at++;
    }
  }

  private int open() {
    if (FIELDS * (size + 1) > tape.length) {
      tape = Arrays.copyOf(tape, tape.length * 2);
    }
    tape[FIELDS * size] = at;
    return size++;
  }

  private void close(int value) {
    tape[FIELDS * value + 1] = at;
    tape[FIELDS * value + 2] = size;
  }
}
