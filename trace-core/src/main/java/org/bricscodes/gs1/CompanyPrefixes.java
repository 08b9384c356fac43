package org.bricscodes.gs1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.gs1.Gs1Fault.Reason;

/**
 * How many digits of a GS1 key are the company prefix: a table of number prefixes with the length
 * that GS1 member organisations assign under them; the longest matching prefix decides. Immutable.
 */
public final class CompanyPrefixes {

  /** Most prefixes a table may hold. */
  public static final int MAX_PREFIXES = 1_000_000;

  private static final String RESOURCE = "company-prefixes.txt";
  private static final Pattern LINE =
      Pattern.compile("(?<first>[0-9]{1,12})(?:-(?<last>[0-9]{1,12}))?\\s+(?<length>[0-9]{1,2})");

  /** An entry of the published list, as XML attributes or as JSON members, prefix first. */
  private static final Pattern PUBLISHED =
      Pattern.compile(
          "\\bprefix\"?\\s*[:=]\\s*\"(?<first>[0-9]{1,12})\"[^{}<>]{0,200}?"
              + "\\bgcpLength\"?\\s*[:=]\\s*\"?(?<length>[0-9]{1,2})\\b");

  private final Map<String, Integer> lengths;
  private final int longest;

  private CompanyPrefixes(Map<String, Integer> lengths) {
    this.lengths = Map.copyOf(lengths);
    this.longest = lengths.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** The table that knows no prefix. */
  public static CompanyPrefixes none() {
    return new CompanyPrefixes(Map.of());
  }

  /** The table shipped with this library. It knows far from every prefix. */
  public static CompanyPrefixes shipped() {
    try (InputStream in = CompanyPrefixes.class.getResourceAsStream(RESOURCE)) {
      return read(Objects.requireNonNull(in, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a table of lines {@code prefix length} or {@code first-last length} in UTF-8; {@code #}
   * begins a comment, length 0 means that no company has a prefix there. The stream is left open.
   *
   * @throws Gs1Exception naming every faulty line, its number as the position
   * @throws IOException when the stream fails
   */
  public static CompanyPrefixes read(InputStream table) throws IOException {
    Map<String, Integer> lengths = new HashMap<>();
    Faults faults = new Faults();
    BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8));
    int number = 1;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String text = line.replaceFirst("#.*", "").strip();
      Matcher fields = LINE.matcher(text);
      if (!text.isEmpty() && !(fields.matches() && add(lengths, fields))) {
        String expected =
            "prefix or first-last, then the length: 6 to 12, more than the prefix, or 0";
        faults.add(Reason.SYNTAX, "company prefixes", number, text, expected);
      }
      number++;
    }
    faults.throwIfAny();
    return new CompanyPrefixes(lengths);
  }

  /**
   * Reads the list of prefixes and lengths that GS1 publishes for users of EPC, XML or JSON, as it
   * was downloaded. Entries with a length outside 6 to 12 mean that the length is unknown.
   *
   * @throws Gs1Exception when the text holds no entry or too many
   */
  public static CompanyPrefixes readPublished(CharSequence list) {
    Map<String, Integer> lengths = new HashMap<>();
    Matcher entries = PUBLISHED.matcher(list);
    while (entries.find() && lengths.size() < MAX_PREFIXES) {
      String prefix = entries.group("first");
      int length = Integer.parseInt(entries.group("length"));
      if (!add(lengths, prefix, prefix, length)) {
        lengths.put(prefix, 0);
      }
    }
    if (lengths.isEmpty() || lengths.size() >= MAX_PREFIXES) {
      throw Faults.one(
          Reason.SYNTAX, "company prefixes", 0, "", "entries with prefix and gcpLength");
    }
    return new CompanyPrefixes(lengths);
  }

  private static boolean add(Map<String, Integer> lengths, Matcher fields) {
    String first = fields.group("first");
    String last = fields.group("last") == null ? first : fields.group("last");
    return add(lengths, first, last, Integer.parseInt(fields.group("length")));
  }

  private static boolean add(Map<String, Integer> lengths, String first, String last, int length) {
    boolean known = length >= Math.max(EpcUrns.MIN_PREFIX, first.length());
    if (first.length() != last.length() || (length != 0 && !known) || length > EpcUrns.MAX_PREFIX) {
      return false;
    }
    long to = Long.parseLong(last);
    long from = Long.parseLong(first);
    if (from > to || lengths.size() + to - from >= MAX_PREFIXES) {
      return false;
    }
    for (long prefix = from; prefix <= to; prefix++) {
      lengths.put(String.format(Locale.ROOT, "%0" + first.length() + "d", prefix), length);
    }
    return true;
  }

  /** This table with the entries of another laid over it. */
  public CompanyPrefixes with(CompanyPrefixes other) {
    Map<String, Integer> both = new HashMap<>(lengths);
    both.putAll(other.lengths);
    return new CompanyPrefixes(both);
  }

  /**
   * The length of the company prefix that {@code digits} begin with, 6 to 12, or empty when
   * unknown.
   *
   * @param digits a key from its company prefix on: without indicator or extension digit
   */
  public OptionalInt length(String digits) {
    for (int length = Math.min(longest, digits.length()); length > 0; length--) {
      Integer found = lengths.get(digits.substring(0, length));
      if (found != null) {
        return found == 0 ? OptionalInt.empty() : OptionalInt.of(found);
      }
    }
    return OptionalInt.empty();
  }
}
