package org.bricscodes.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The query of an address, read by RFC 3986: {@code %XX} is decoded once, {@code +} is a plus
 * (times such as {@code 2026-03-01T08:00:00+08:00} stay whole), a name may not come twice.
 */
record QueryString(List<Pair> pairs) {

  static final int MAX_PAIRS = 200;

  record Pair(String name, String value) {}

  static QueryString parse(@Nullable String raw) {
    List<Pair> pairs = new ArrayList<>();
    if (raw != null && !raw.isEmpty()) {
      for (String part : raw.split("&", MAX_PAIRS + 1)) {
        if (!part.isEmpty()) {
          add(pairs, part);
        }
      }
    }
    return new QueryString(List.copyOf(pairs));
  }

  private static void add(List<Pair> pairs, String part) {
    if (pairs.size() == MAX_PAIRS) {
      throw new Problem(ProblemKind.INVALID_PARAMETER, "at most 200 parameters are read");
    }
    int equals = part.indexOf('=');
    String name = decode(equals < 0 ? part : part.substring(0, equals), "query");
    String value = equals < 0 ? "" : decode(part.substring(equals + 1), name);
    if (pairs.stream().anyMatch(pair -> pair.name.equals(name))) {
      throw Problem.invalidParameter(name, "given twice; give it once, several values joined by |");
    }
    pairs.add(new Pair(name, value));
  }

  Optional<String> value(String name) {
    return pairs.stream().filter(p -> p.name.equals(name)).map(Pair::value).findFirst();
  }

  /** A whole number from {@code least} to {@code most}. */
  OptionalInt number(String name, int least, int most) {
    Optional<String> value = value(name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    String digits = value.get();
    if (digits.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(digits);
      if (number >= least && number <= most) {
        return OptionalInt.of(number);
      }
    }
    throw Problem.invalidParameter(name, "must be a whole number from " + least + " to " + most);
  }

  /** Refuses every name that is not in {@code known}. */
  void only(Set<String> known) {
    List<Problem.Fault> faults =
        pairs.stream()
            .filter(pair -> !known.contains(pair.name))
            .map(pair -> new Problem.Fault(pair.name, "not a parameter of this address"))
            .toList();
    if (!faults.isEmpty()) {
      throw new Problem(ProblemKind.INVALID_PARAMETER, "unknown parameter", faults);
    }
  }

  /**
   * Percent-decodes once.
   *
   * @param where named in the problem if it cannot be done
   */
  static String decode(String raw, String where) {
    if (raw.indexOf('%') < 0) {
      return raw;
    }
    ByteBuffer bytes = ByteBuffer.allocate(raw.length() * 3);
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '%') {
        bytes.put(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      if (i + 2 >= raw.length()
          || !HexFormat.isHexDigit(raw.charAt(i + 1))
          || !HexFormat.isHexDigit(raw.charAt(i + 2))) {
        throw Problem.invalidParameter(where, "% must be followed by two hexadecimal digits");
      }
      bytes.put((byte) HexFormat.fromHexDigits(raw, i + 1, i + 3));
      i += 2;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw Problem.invalidParameter(where, "the percent-encoded bytes are not valid UTF-8");
    }
  }
}
