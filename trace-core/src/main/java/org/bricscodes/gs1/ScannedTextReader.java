package org.bricscodes.gs1;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bricscodes.gs1.DigitalLink.Parameter;
import org.bricscodes.gs1.Gs1Fault.Reason;
import org.bricscodes.gs1.ScannedText.Faulty;
import org.bricscodes.gs1.ScannedText.Folding;
import org.bricscodes.gs1.ScannedText.Form;
import org.bricscodes.gs1.ScannedText.Keyed;
import org.bricscodes.gs1.ScannedText.Kind;
import org.bricscodes.gs1.ScannedText.Opaque;
import org.jspecify.annotations.Nullable;

/** Tells the form of a text by how it begins, and has it read by the parser of that form. */
final class ScannedTextReader {

  private static final Pattern SYMBOLOGY = Pattern.compile("\\][A-Za-z][0-9a-zA-Z]");
  private static final Pattern TAG =
      Pattern.compile("urn:epc:tag:([a-z]+)(?:-[0-9]+|-var):[0-7]\\.(?=.)");
  private static final Pattern RAW = Pattern.compile("urn:epc:raw:[0-9]{1,4}\\.x(?=.)");
  private static final Pattern BID = Pattern.compile("did:bid:[A-Za-z0-9:._-]{1,256}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern TAG_HEX = Pattern.compile("(?i)(?:30|36|f7|fb)[0-9a-f]{20,}");
  private static final Pattern ELEMENTS =
      Pattern.compile("01[0-9OoIl\u041E\u043E]{14}.*|00[0-9]{18}.*|.*\u001D.*", Pattern.DOTALL);

  private ScannedTextReader() {}

  static ScannedText read(String given) {
    if (given.length() > ScannedText.MAX_LENGTH) {
      String expected = "at most " + ScannedText.MAX_LENGTH + " characters";
      Gs1Fault fault = new Gs1Fault(Reason.LENGTH, "text", ScannedText.MAX_LENGTH, given, expected);
      return new Faulty("", "", List.of(fault), Optional.empty());
    }
    TidyText tidy = TidyText.of(given);
    String text = tidy.text();
    Matcher prefix = SYMBOLOGY.matcher(text);
    String symbology = prefix.lookingAt() ? prefix.group() : "";
    String body = text.substring(symbology.length());
    try {
      Found found = find(symbology, body);
      if (found == null) {
        return opaque(given, symbology, body, tidy);
      }
      return national(given, symbology, body, found, tidy);
    } catch (Gs1Exception e) {
      ScannedFaults faults = new ScannedFaults(tidy, body, symbology.length());
      return new Faulty(
          stripped(given), symbology, faults.told(e.faults()), faults.suggestion(e.faults()));
    }
  }

  /** A form that was recognised, and the link it says. */
  record Found(Form form, DigitalLink link) {}

  /**
   * What a text without symbology identifier says, or null when it has no form of GS1.
   *
   * @throws Gs1Exception when it has, and is broken; places count in {@code text}
   */
  static @Nullable Found find(String symbology, String text) {
    switch (symbology) {
      case "]d2", "]Q3", "]C1", "]e0", "]J1" -> {
        return elements(text);
      }
      case "]E0", "]E4" -> {
        return number(text);
      }
      default -> {
        // any data may stand in these: Q0 Q1 d0 d1 C0 I0 I1 X0 and no identifier at all
      }
    }
    if (text.isEmpty()) {
      throw Faults.one(Reason.EMPTY, "text", 0, "", "a code");
    }
    if (text.startsWith("http://") || text.startsWith("https://") || upperAddress(text)) {
      return address(text);
    }
    if (text.startsWith(EpcUrn.PREFIX)) {
      return urn(text);
    }
    if (TAG_HEX.matcher(text).matches()) {
      return new Found(Form.EPC_BINARY, EpcBinary.parseHex(text).link());
    }
    if (text.startsWith("(") || ELEMENTS.matcher(text).matches()) {
      return elements(text);
    }
    boolean number = DIGITS.matcher(text).matches() && text.length() >= 7 && text.length() <= 15;
    return number ? number(text) : null;
  }

  private static boolean upperAddress(String text) {
    return text.startsWith("HTTP://") || text.startsWith("HTTPS://");
  }

  private static Found elements(String text) {
    ElementString elements = ElementString.parse(text);
    return new Found(Form.ELEMENT_STRING, elements.digitalLink(DigitalLink.CANONICAL_BASE));
  }

  private static Found number(String text) {
    return new Found(Form.TRADE_ITEM_NUMBER, Gtin.parse(text).digitalLink());
  }

  private static @Nullable Found address(String text) {
    Optional<String> plain = EpcBinary.decompressed(text);
    if (plain.isPresent()) {
      return new Found(Form.EPC_BINARY, DigitalLink.parse(plain.get()));
    }
    try {
      return new Found(Form.DIGITAL_LINK, DigitalLink.parse(text));
    } catch (Gs1Exception e) {
      boolean noKey = e.faults().stream().allMatch(fault -> fault.reason() == Reason.NO_KEY);
      boolean oldName = Stream.of(text.split("/")).anyMatch(part -> !EpcNames.code(part).isEmpty());
      if (noKey && !oldName) {
        return null;
      }
      throw e;
    }
  }

  /** A pure identity, or what a tag holds: with its filter value, or bit by bit. */
  private static Found urn(String text) {
    Matcher tag = TAG.matcher(text);
    if (tag.lookingAt()) {
      String start = "urn:epc:id:" + tag.group(1) + ":";
      return shifted(tag.end() - start.length(), () -> identity(start + text.substring(tag.end())));
    }
    Matcher raw = RAW.matcher(text);
    if (raw.lookingAt()) {
      String hex = text.substring(raw.end());
      return shifted(raw.end(), () -> new Found(Form.EPC_BINARY, EpcBinary.parseHex(hex).link()));
    }
    return identity(text);
  }

  private static Found identity(String urn) {
    return new Found(Form.EPC_URN, EpcUrn.parse(urn).identifier().digitalLink());
  }

  private static Found shifted(int by, Supplier<Found> reading) {
    try {
      return reading.get();
    } catch (Gs1Exception e) {
      Faults faults = new Faults();
      e.faults()
          .forEach(
              f ->
                  faults.add(
                      f.reason(),
                      f.part(),
                      Math.max(0, f.position() + by),
                      f.found(),
                      f.expected()));
      throw faults.exception();
    }
  }

  private static ScannedText opaque(String given, String symbology, String body, TidyText tidy) {
    boolean address = body.startsWith("http");
    Kind kind =
        BID.matcher(body).matches()
            ? Kind.BID
            : address || upperAddress(body) ? Kind.WEB_ADDRESS : Kind.OTHER;
    String text = stripped(given).substring(symbology.length());
    // A code nobody here can read is kept as it came: what was put right for reading does not
    // count.
    List<Folding> around =
        tidy.folded().stream()
            .filter(f -> f.taken().isEmpty() && around(given, f.position()))
            .toList();
    return new Opaque(text, symbology, kind, null, around);
  }

  private static boolean around(String given, int position) {
    return given.substring(0, position).isBlank() || given.substring(position).isBlank();
  }

  /** The text without white space around it; FNC1 in first position is no part of it either. */
  private static String stripped(String given) {
    int from = 0;
    int to = given.length();
    while (from < to && removable(given.charAt(from))) {
      from++;
    }
    while (to > from && removable(given.charAt(to - 1))) {
      to--;
    }
    return given.substring(from, to);
  }

  private static boolean removable(char c) {
    return c != ElementString.GS && (Character.isWhitespace(c) || c == '\uFEFF' || c == '\0');
  }

  /**
   * Честный ЗНАК: GTIN and serial, then key (91) and signature (92), or a short check (93). The
   * tail is the operator's own, so the whole text is the code.
   */
  private static ScannedText national(
      String given, String symbology, String body, Found found, TidyText tidy) {
    DigitalLink link = found.link();
    boolean long92 =
        has(link, "91", 4) && (has(link, "92", 44) || has(link, "92", 88)) && count(link) == 2;
    boolean short93 = has(link, "93", 4) && count(link) == 1;
    if (found.form() == Form.ELEMENT_STRING && link.serial().isPresent() && (long92 || short93)) {
      String text = body.startsWith("\u001D") ? body.substring(1) : body;
      List<Parameter> open = link.parameters().stream().filter(p -> !inner(p)).toList();
      DigitalLink product = new DigitalLink(link.base(), link.key(), link.qualifiers(), open);
      return new Opaque(text, symbology, Kind.CHESTNY_ZNAK, product, tidy.folded());
    }
    String text =
        found.form() == Form.ELEMENT_STRING ? body : stripped(given).substring(symbology.length());
    return new Keyed(text, symbology, found.form(), link, tidy.folded());
  }

  private static boolean has(DigitalLink link, String ai, int length) {
    return link.parameter(ai).filter(value -> value.length() == length).isPresent();
  }

  private static long count(DigitalLink link) {
    return link.parameters().stream().filter(ScannedTextReader::inner).count();
  }

  /** Company-internal data (AI 91 to 99). */
  private static boolean inner(Parameter parameter) {
    return parameter.name().length() == 2 && parameter.name().compareTo("91") >= 0;
  }
}
