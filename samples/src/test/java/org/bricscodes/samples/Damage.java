package org.bricscodes.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A file, damaged.
 *
 * @param what for messages
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Damage(String what, byte[] file) {

  /** Bytes that mean something in JSON, base64 and notes. */
  private static final byte[] TELLING =
      "0aA+/=\"\\{},:[] -\n9z".getBytes(StandardCharsets.US_ASCII);

  /**
   * One byte changed, put in the place of another, or left out, at {@code count} places; and one
   * changed in the middle of the first and the last value of every member there is.
   */
  static List<Damage> of(byte[] file, List<String> members, int count, Random random) {
    List<Damage> all = new ArrayList<>();
    String text = new String(file, StandardCharsets.ISO_8859_1);
    for (String member : members) {
      String start = "\"" + member + "\":";
      for (int at : new int[] {text.indexOf(start), text.lastIndexOf(start)}) {
        all.add(changed(file, middle(text, at + start.length()), 1, "in " + member));
      }
    }
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(file.length);
      all.add(
          switch (random.nextInt(4)) {
            case 0 -> changed(file, at, 1 + random.nextInt(255), "anything");
            case 1 -> changed(file, at, 1, "one bit");
            case 2 -> changed(file, at, file[at] ^ TELLING[random.nextInt(TELLING.length)], "mark");
            default -> without(file, at);
          });
    }
    // A byte put in its own place is no damage.
    all.removeIf(damage -> Arrays.equals(damage.file, file));
    return all;
  }

  /** The middle of a value; of a list, that of its first item. */
  private static int middle(String text, int from) {
    int start = from;
    while (text.charAt(start) == '[' || text.charAt(start) == '{') {
      start++;
    }
    int end = start + 1;
    while ("\",}]".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return (start + end) / 2;
  }

  private static Damage changed(byte[] file, int at, int bits, String how) {
    byte[] changed = file.clone();
    changed[at] ^= (byte) bits;
    return new Damage(how + ": byte " + at + " by " + bits, changed);
  }

  private static Damage without(byte[] file, int at) {
    byte[] shorter = new byte[file.length - 1];
    System.arraycopy(file, 0, shorter, 0, at);
    System.arraycopy(file, at + 1, shorter, at, shorter.length - at);
    return new Damage("byte " + at + " left out", shorter);
  }
}
