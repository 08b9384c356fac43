package org.bricscodes.codes;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bricscodes.gs1.DigitalLink;
import org.bricscodes.gs1.ElementString;
import org.bricscodes.gs1.Gs1Exception;
import org.bricscodes.gs1.Gtin;
import org.jspecify.annotations.Nullable;

/**
 * A code of one scheme.
 *
 * @param text as it was given, every character of it
 * @param key what it is found by: equal for all ways to write it
 * @param gtin of the item it names; null if it names none by itself
 * @param serial likewise
 */
public record AliasCode(
    AliasScheme scheme, String text, String key, @Nullable Gtin gtin, @Nullable String serial) {

  /** Most characters of a code. */
  public static final int MAX_TEXT = 300;

  private static final Pattern BID = Pattern.compile("did:bid:[A-Za-z0-9:]{1,200}");
  private static final Pattern HS = Pattern.compile("[0-9]{2}([0-9]{2}){0,4}");
  private static final Pattern VISIBLE = Pattern.compile("[!-~]([ -~]{0,98}[!-~])?");

  /**
   * Reads a code.
   *
   * @throws IllegalArgumentException if it is none of its scheme; the message says what would be
   */
  public static AliasCode parse(AliasScheme scheme, String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("must have at most 300 characters");
    }
    return switch (scheme.name()) {
      case "sgtin", "chestny-znak" -> item(scheme, text);
      case "bid" -> plain(scheme, text, text, BID, "must be a BID such as did:bid:ef2uPGHcoU8VgQ");
      case "hs" ->
          plain(
              scheme,
              text,
              text.replaceAll("[. ]", ""),
              HS,
              "must be an HS heading of 2, 4, 6, 8 or 10 digits such as 0902.10");
      default -> plain(scheme, text, text, VISIBLE, "must have 1 to 100 visible ASCII characters");
    };
  }

  /** The item it names by itself, with its lot where the text has one; empty if it names none. */
  public Optional<AliasTarget> item() {
    return gtin == null
        ? Optional.empty()
        : Optional.of(new AliasTarget(gtin, elements(text).value("10").orElse(null), serial));
  }

  private static AliasCode plain(
      AliasScheme scheme, String text, String key, Pattern pattern, String fault) {
    if (!pattern.matcher(key).matches()) {
      throw new IllegalArgumentException(fault);
    }
    return new AliasCode(scheme, text, key, null, null);
  }

  private static AliasCode item(AliasScheme scheme, String text) {
    ElementString elements = elements(text);
    Gtin gtin = elements.value("01").map(Gtin::parse).orElse(null);
    String serial = elements.value("21").orElse(null);
    if (gtin == null || serial == null) {
      throw new IllegalArgumentException("must name one item: a GTIN (01) and a serial (21)");
    }
    if (scheme.equals(AliasScheme.CHESTNY_ZNAK) && tail(elements).isEmpty()) {
      throw new IllegalArgumentException(
          "must be a whole code: 01, 21, and 91 with 92, or 93, as the operator gave it");
    }
    if (isOurShape(serial)) {
      throw new IllegalArgumentException(
          "has a serial in the shape of those issued here; order codes instead");
    }
    return new AliasCode(scheme, text, gtin.digits() + serial, gtin, serial);
  }

  /** The elements of a link or an element string. */
  static ElementString elements(String text) {
    try {
      if (text.startsWith("http://") || text.startsWith("https://")) {
        return ElementString.of(DigitalLink.parse(text));
      }
      return text.startsWith("/")
          ? ElementString.of(DigitalLink.parseTarget(text))
          : ElementString.parse(text);
    } catch (Gs1Exception e) {
      throw new IllegalArgumentException(
          "is neither a Digital Link nor an element string: " + e.getMessage(), e);
    }
  }

  /** What the operator of a national system added to GTIN and serial; empty if there is none. */
  static Optional<String> tail(ElementString elements) {
    Optional<String> keyId = elements.value("91");
    Optional<String> signature = elements.value("92");
    if (keyId.isPresent() && signature.isPresent()) {
      return Optional.of(keyId.get() + ElementString.GS + signature.get());
    }
    return elements.value("93");
  }

  /** Also when it merely looks like one: in lower case, in groups. */
  private static boolean isOurShape(String serial) {
    try {
      var _ = Serial.parseTyped(serial);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
