package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An event's text cut into pieces, so that each can be shown by itself.
 *
 * <p>The event is an object. An object is cut into its members, and an array into its items, as
 * long as less than {@value #DEPTH} steps lead there; what is empty, and what lies deeper, stays
 * one piece. So does an object with a name in which a backslash stands or that has digits only, or
 * none: a pointer to its members could be read in two ways. If the event itself is such an object,
 * or no object at all, it has no pieces.
 *
 * <p>A piece is the JSON pointer (RFC 6901) to it and the exact bytes of its value. They stand in
 * the order of the text. What stands between them (spaces, the order of names) is in no piece.
 */
public final class EventPieces {

  /** Steps of the longest pointer. */
  public static final int DEPTH = 3;

  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder members = new StringBuilder();
  private final byte[] event;

  /**
   * One of them.
   *
   * @param pointer to it
   * @param member name of the event's member that it is, or is in
   * @param value exact bytes; not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // hot path, never compared
  public record Piece(String pointer, String member, byte[] value) {}

  private EventPieces(byte[] event) {
    this.event = event;
  }

  /** Cuts a text; never throws for what is no JSON. */
  public static EventPieces of(byte[] event) {
    EventPieces cut = new EventPieces(event);
    JsonTape tape;
    try {
      tape = new JsonTape(event);
    } catch (IllegalArgumentException e) {
      return cut;
    }
    if (tape.first(0) == '{' && isCut(tape, 0)) {
      cut.members(tape);
    }
    return cut;
  }

  /** In the order of the text. */
  public List<Piece> pieces() {
    return pieces;
  }

  /**
   * A line for each member of the event: how many pieces it has, a space, its name, a line feed.
   */
  public String members() {
    return members.toString();
  }

  private void members(JsonTape tape) {
    for (int key = 1; key < tape.next(0); key = tape.next(key + 1)) {
      String name = name(tape, key);
      int before = pieces.size();
      cut(tape, key + 1, "/" + escaped(name), name, 1);
      members.append(pieces.size() - before).append(' ').append(name).append('\n');
    }
  }

  private void cut(JsonTape tape, int value, String pointer, String member, int steps) {
    if (steps == DEPTH || !isCut(tape, value)) {
      byte[] exact = Arrays.copyOfRange(event, tape.start(value), tape.end(value));
      pieces.add(new Piece(pointer, member, exact));
    } else if (tape.first(value) == '[') {
      int i = 0;
      for (int item = value + 1; item < tape.next(value); item = tape.next(item)) {
        cut(tape, item, pointer + "/" + i, member, steps + 1);
        i++;
      }
    } else {
      for (int key = value + 1; key < tape.next(value); key = tape.next(key + 1)) {
        cut(tape, key + 1, pointer + "/" + escaped(name(tape, key)), member, steps + 1);
      }
    }
  }

  private static boolean isCut(JsonTape tape, int value) {
    byte first = tape.first(value);
    if ((first != '{' && first != '[') || tape.next(value) == value + 1) {
      return false;
    }
    if (first == '{') {
      for (int key = value + 1; key < tape.next(value); key = tape.next(key + 1)) {
        if (!isPlain(tape, key)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a name is its own spelling, and none that could be the number of an item. */
  private static boolean isPlain(JsonTape tape, int key) {
    boolean digits = true;
    for (int i = tape.start(key) + 1; i < tape.end(key) - 1; i++) {
      byte one = tape.bytes()[i];
      if (one == '\\' || (one >= 0 && one < ' ')) {
        return false;
      }
      digits &= one >= '0' && one <= '9';
    }
    return !digits;
  }

  private static String name(JsonTape tape, int key) {
    int start = tape.start(key) + 1;
    return new String(tape.bytes(), start, tape.end(key) - 1 - start, StandardCharsets.UTF_8);
  }

  private static String escaped(String name) {
    return name.indexOf('~') < 0 && name.indexOf('/') < 0
        ? name
        : name.replace("~", "~0").replace("/", "~1");
  }
}
