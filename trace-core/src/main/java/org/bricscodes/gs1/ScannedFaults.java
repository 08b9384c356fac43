package org.bricscodes.gs1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.bricscodes.gs1.ScannedText.Folding;
import org.bricscodes.gs1.ScannedText.Suggestion;
import org.jspecify.annotations.Nullable;

/** Tells the faults of a text so that whoever holds the label can see them, and offers a repair. */
final class ScannedFaults {

  /** Qualifiers of a trade item in the order of the standard. */
  private static final List<String> ORDER = List.of("22", "10", "21", "235");

  private final TidyText tidy;
  private final String body;
  private final int start;

  /** {@code body} begins at {@code start} of the tidy text. */
  ScannedFaults(TidyText tidy, String body, int start) {
    this.tidy = tidy;
    this.body = body;
    this.start = start;
  }

  /** The faults with their places in the text as it was given, look-alikes named. */
  List<Gs1Fault> told(List<Gs1Fault> faults) {
    List<Gs1Fault> told = new ArrayList<>();
    int escapedUntil = -1;
    for (Gs1Fault fault : faults) {
      int at = fault.position();
      if (fault.reason() == Reason.CHARACTER && at < escapedUntil) {
        continue; // another byte of a character that was told
      }
      Escaped escaped = fault.reason() == Reason.CHARACTER ? escaped(at) : null;
      escapedUntil = escaped == null ? escapedUntil : escaped.end();
      told.add(told(fault, escaped));
    }
    return told;
  }

  private Gs1Fault told(Gs1Fault fault, @Nullable Escaped escaped) {
    int at = fault.position();
    int place = tidy.place(start + at);
    String found = fault.found();
    String expected = fault.expected();
    if (fault.reason() == Reason.CHARACTER && at < body.length()) {
      int c = escaped == null ? body.codePointAt(at) : escaped.character();
      found = LookAlikes.named(c);
      expected = hint((char) c, expected) + expected;
    }
    boolean open = fault.part().equals("21") || fault.part().equals("10");
    if (fault.reason() == Reason.LENGTH && open && body.indexOf(ElementString.GS) < 0) {
      expected += "; if more follows it, FNC1 is missing there: let the reader transmit it";
    }
    return new Gs1Fault(fault.reason(), fault.part(), place, found, expected);
  }

  private static String hint(char c, String expected) {
    char latin = LookAlikes.latin(c);
    char seen = latin == 0 ? c : latin;
    char digit = expected.equals(CharacterSet.NUMERIC.text) ? LookAlikes.digit(seen) : 0;
    if (digit != 0) {
      return "the digit " + digit + ", not a letter like it: ";
    }
    return latin == 0 ? "" : "the Latin letter " + latin + ", not one that looks like it: ";
  }

  /** A character beyond ASCII under percent-encoding, and where its escapes end. */
  private record Escaped(int character, int end) {}

  private @Nullable Escaped escaped(int at) {
    byte[] bytes = new byte[4];
    int count = 0;
    int i = at;
    while (count < bytes.length && i + 2 < body.length() && body.charAt(i) == '%') {
      int high = PercentCoding.hex(body.charAt(i + 1));
      int low = PercentCoding.hex(body.charAt(i + 2));
      int b = high << 4 | low;
      if (high < 0 || low < 0 || (count > 0 && (b & 0xC0) != 0x80)) {
        break;
      }
      bytes[count++] = (byte) b;
      i += 3;
    }
    try {
      ByteBuffer utf8 = ByteBuffer.wrap(bytes, 0, count);
      String text = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
      return text.isEmpty() ? null : new Escaped(text.codePointAt(0), i);
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /** What the text would be with look-alikes replaced and qualifiers in order, if that reads. */
  Optional<Suggestion> suggestion(List<Gs1Fault> faults) {
    List<Folding> changes = new ArrayList<>();
    StringBuilder fixed = new StringBuilder(body);
    for (int i = 0; i < fixed.length(); i++) {
      char latin = LookAlikes.latin(fixed.charAt(i));
      if (latin != 0) {
        change(changes, fixed, i, latin);
      }
    }
    for (Gs1Fault fault : faults) {
      boolean number =
          fault.reason() == Reason.CHARACTER
              && fault.expected().equals(CharacterSet.NUMERIC.text)
              && fault.position() < fixed.length();
      char digit = number ? LookAlikes.digit(fixed.charAt(fault.position())) : 0;
      if (digit != 0) {
        change(changes, fixed, fault.position(), digit);
      }
    }
    String ordered = ordered(fixed.toString());
    if (!ordered.contentEquals(fixed)) {
      changes.add(new Folding(tidy.place(start), "qualifiers out of order", "22, 10, 21"));
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    try {
      ScannedTextReader.Found found = ScannedTextReader.find("", ordered);
      return found == null ? Optional.empty() : Optional.of(new Suggestion(found.link(), changes));
    } catch (Gs1Exception _) {
      return Optional.empty();
    }
  }

  private void change(List<Folding> changes, StringBuilder fixed, int at, char taken) {
    if (changes.size() < Faults.MAX) {
      String found = LookAlikes.named(fixed.charAt(at));
      changes.removeIf(change -> change.position() == tidy.place(start + at));
      changes.add(new Folding(tidy.place(start + at), found, String.valueOf(taken)));
      fixed.setCharAt(at, taken);
    }
  }

  /** The address with the pairs after {@code /01/…} in the order of the standard. */
  private static String ordered(String text) {
    int key = text.startsWith("http") || text.startsWith("HTTP") ? text.indexOf("/01/") : -1;
    if (key < 0) {
      return text;
    }
    int end = text.length();
    for (char stop : new char[] {'?', '#'}) {
      int at = text.indexOf(stop);
      end = at < 0 ? end : Math.min(end, at);
    }
    int first = text.indexOf('/', key + 4);
    if (first < 0 || first >= end) {
      return text;
    }
    String[] parts = text.substring(first + 1, end).split("/", -1);
    List<String> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < parts.length; i += 2) {
      if (!ORDER.contains(parts[i])) {
        return text;
      }
      pairs.add(parts[i] + "/" + parts[i + 1]);
    }
    if (parts.length % 2 != 0) {
      return text;
    }
    pairs.sort(
        Comparator.comparingInt(pair -> ORDER.indexOf(pair.substring(0, pair.indexOf('/')))));
    return text.substring(0, first + 1) + String.join("/", pairs) + text.substring(end);
  }
}
