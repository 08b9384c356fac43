package org.bricscodes.gs1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The application identifiers of {@code application-identifiers.txt}, found by code without
 * allocating. The file says what a line means.
 */
final class AiTable {

  private static final String RESOURCE = "application-identifiers.txt";

  /** By {@link #slot}: codes of 2, 3 and 4 digits lie one after the other. */
  private static final @Nullable Ai[] BY_CODE = new Ai[100 + 1000 + 10_000];

  /** How many digits a code has, by its first two; 0 where there is none. */
  private static final byte[] CODE_LENGTH = new byte[100];

  static {
    load();
  }

  private AiTable() {}

  /** The application identifier of a code, or null when there is none. */
  static @Nullable Ai find(CharSequence code, int from, int to) {
    int slot = slot(code, from, to);
    return slot < 0 ? null : BY_CODE[slot];
  }

  static @Nullable Ai find(String code) {
    return find(code, 0, code.length());
  }

  /** How many digits the code has that begins with these two, or 0. */
  static int codeLength(char first, char second) {
    boolean digits = CharacterSet.NUMERIC.has(first) && CharacterSet.NUMERIC.has(second);
    return digits ? CODE_LENGTH[(first - '0') * 10 + second - '0'] : 0;
  }

  /** Proves a value, or throws with every fault. */
  static void check(String ai, String value) {
    Faults faults = new Faults();
    check(faults, ai, RawValue.plain(value, 0));
    faults.throwIfAny();
  }

  static void check(Faults faults, String ai, RawValue value) {
    Ai entry = find(ai);
    if (entry == null) {
      faults.add(Reason.UNKNOWN_AI, ai, value.start(), ai, "a GS1 application identifier");
    } else {
      entry.check(faults, value);
    }
  }

  private static int slot(CharSequence code, int from, int to) {
    int length = to - from;
    if (length < 2 || length > 4) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      char c = code.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + c - '0';
    }
    return number + (length == 2 ? 0 : length == 3 ? 100 : 1100);
  }

  private static void load() {
    try (InputStream in = AiTable.class.getResourceAsStream(RESOURCE);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    Objects.requireNonNull(in, RESOURCE), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank() && line.charAt(0) != '#') {
          add(line.split("\\s+", -1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(String[] fields) {
    List<Component> components = new ArrayList<>();
    for (int i = 2; i < fields.length; i++) {
      components.add(component(fields[i]));
    }
    String first = fields[0].split("-", -1)[0];
    int last = Integer.parseInt(fields[0].substring(fields[0].indexOf('-') + 1));
    int digits = first.length();
    for (int number = Integer.parseInt(first); number <= last; number++) {
      String code = String.format(Locale.ROOT, "%0" + digits + "d", number);
      boolean key = fields[1].startsWith("key");
      boolean query = fields[1].equals("query");
      BY_CODE[slot(code, 0, digits)] =
          new Ai(code, List.copyOf(components), key, sequences(fields[1]), query);
      CODE_LENGTH[Integer.parseInt(code.substring(0, 2))] = (byte) digits;
    }
  }

  private static List<List<String>> sequences(String place) {
    List<List<String>> sequences = new ArrayList<>();
    int equals = place.indexOf('=');
    if (equals > 0) {
      for (String alternative : place.substring(equals + 1).split("\\|", -1)) {
        sequences.add(List.of(alternative.split(",", -1)));
      }
    }
    return List.copyOf(sequences);
  }

  private static Component component(String text) {
    boolean optional = text.charAt(0) == '[';
    String[] parts = (optional ? text.substring(1, text.length() - 1) : text).split(":", -1);
    CharacterSet set =
        switch (parts[0].charAt(0)) {
          case 'N' -> CharacterSet.NUMERIC;
          case 'X' -> CharacterSet.CSET_82;
          case 'Y' -> CharacterSet.CSET_39;
          default -> CharacterSet.CSET_64;
        };
    boolean upTo = parts[0].startsWith("..", 1);
    int max = Integer.parseInt(parts[0].substring(upTo ? 3 : 1));
    ValueRule rule =
        parts.length > 1 ? ValueRule.valueOf(parts[1].toUpperCase(Locale.ROOT)) : ValueRule.NONE;
    return new Component(set, upTo ? 1 : max, max, optional, rule);
  }
}
