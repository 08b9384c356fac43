package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * Puts some of an event's {@link EventPieces} together again: an event that says what they say and
 * nothing else. Items of arrays keep their order and close ranks.
 */
public final class ShownPieces {

  private static final Pattern POINTER =
      Pattern.compile("(/([^/~\"\\\\\\x00-\\x1f]|~[01])+){1," + EventPieces.DEPTH + "}");

  private final SequencedMap<String, Object> root = new LinkedHashMap<>();

  /** Whether a text could be the pointer of a piece. */
  public static boolean isPointer(String text) {
    return POINTER.matcher(text).matches();
  }

  /**
   * Adds a piece; they come in the order of the text.
   *
   * @param pointer one that {@link #isPointer}
   * @throws IllegalArgumentException if the value is not one JSON value, or stands inside or around
   *     one that is there already
   */
  public ShownPieces with(String pointer, String value) {
    JsonTape tape = new JsonTape(value.getBytes(StandardCharsets.UTF_8));
    String[] steps = pointer.substring(1).split("/", -1);
    SequencedMap<String, Object> at = root;
    for (int i = 0; i < steps.length - 1; i++) {
      Object inside = at.computeIfAbsent(steps[i], _ -> new Node());
      if (!(inside instanceof Node node)) {
        throw new IllegalArgumentException("a piece stands inside another");
      }
      at = node.members;
    }
    Object former = at.put(steps[steps.length - 1], tape.slice(0).of(tape.bytes()));
    if (former != null) {
      throw new IllegalArgumentException("a piece stands there twice");
    }
    return this;
  }

  /** The event's text. */
  public byte[] event() {
    StringBuilder out = new StringBuilder();
    object(root, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static final class Node {
    final SequencedMap<String, Object> members = new LinkedHashMap<>();

    /** No object that is cut has a name of digits. */
    boolean isArray() {
      return members.firstEntry().getKey().matches("[0-9]+");
    }
  }

  private static void object(SequencedMap<String, Object> members, StringBuilder out) {
    String before = "{";
    for (Map.Entry<String, Object> member : members.entrySet()) {
      out.append(before).append('"');
      out.append(member.getKey().replace("~1", "/").replace("~0", "~")).append("\":");
      value(member.getValue(), out);
      before = ",";
    }
    out.append(members.isEmpty() ? "{}" : "}");
  }

  private static void value(Object value, StringBuilder out) {
    if (value instanceof byte[] exact) {
      out.append(new String(exact, StandardCharsets.UTF_8));
    } else if (value instanceof Node node && node.isArray()) {
      String before = "[";
      for (Object item : node.members.values()) {
        out.append(before);
        value(item, out);
        before = ",";
      }
      out.append(']');
    } else if (value instanceof Node node) {
      object(node.members, out);
    }
  }
}
