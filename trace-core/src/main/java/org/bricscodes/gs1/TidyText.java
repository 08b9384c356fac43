package org.bricscodes.gs1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bricscodes.gs1.ScannedText.Folding;

/**
 * A text without what cannot be part of any GS1 code, which knows where each of its characters
 * stood. No character set of GS1 holds a space or anything beyond ASCII, so none of this changes a
 * value that was sound.
 */
final class TidyText {

  /** FNC1 as readers and people spell it when they do not send the character. */
  private static final Pattern FNC1 =
      Pattern.compile("<GS>|\\{GS}|\\[GS]|<FNC1>|\\{FNC1}|\\[FNC1]|\\\\x1[dD]|\\\\u001[dD]|\u241D");

  private static final Pattern ENCODED = Pattern.compile("(?i)https?%3A(%2F|/)(%2F|/)");
  private static final Pattern SCHEME = Pattern.compile("(?i)https?://");
  private static final Pattern URN =
      Pattern.compile("(?i)urn:epc:[a-z]+:([a-z]+[+]{0,2}(-[0-9a-z]+)?:)?");
  private static final Pattern HOST_FIRST =
      Pattern.compile("(?i)[a-z0-9-]+([.][a-z0-9-]+)+(:[0-9]+)?/([^?#]*/)?(01|00|414)/[0-9].*");

  private final List<Folding> folded = new ArrayList<>();
  private StringBuilder text = new StringBuilder();
  private int[] places = new int[64];

  /** Takes away and puts right what {@link ScannedText} says. */
  static TidyText of(String raw) {
    TidyText tidy = new TidyText();
    tidy.characters(raw);
    tidy.encodedAsAWhole();
    tidy.scheme();
    tidy.close(raw.length());
    return tidy;
  }

  String text() {
    return text.toString();
  }

  List<Folding> folded() {
    return folded;
  }

  /** Where a character of this text stands in the text that was given. */
  int place(int index) {
    return places[Math.clamp(index, 0, text.length())];
  }

  private void characters(String raw) {
    Matcher fnc1 = FNC1.matcher(raw);
    boolean spelled = fnc1.find();
    for (int i = 0; i < raw.length(); i++) {
      if (spelled && fnc1.start() == i) {
        fold(i, LookAlikes.named(raw.codePointAt(i)) + raw.substring(i + 1, fnc1.end()), "FNC1");
        append(ElementString.GS, i);
        i = fnc1.end() - 1;
        spelled = fnc1.find();
        continue;
      }
      char c = raw.charAt(i);
      char taken = taken(c);
      if (taken == 0) {
        fold(i, LookAlikes.named(c), "");
      } else {
        if (taken != c) {
          fold(i, LookAlikes.named(c), String.valueOf(taken));
        }
        append(taken, i);
      }
    }
  }

  /** The character, what it stands for, or 0 when it is to be left out. */
  private static char taken(char c) {
    if (c == ElementString.GS) {
      return c;
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
      return 0;
    }
    if (Character.getType(c) == Character.FORMAT) { // zero width, direction marks, soft hyphen
      return 0;
    }
    if (c >= '\uFF01' && c <= '\uFF5E') {
      return (char) (c - 0xFEE0);
    }
    return (c >= '\u2010' && c <= '\u2014') || c == '\u2212' ? '-' : c;
  }

  /** An address that went through an encoder once too often, as a link inside a link does. */
  private void encodedAsAWhole() {
    if (!ENCODED.matcher(text).lookingAt()) {
      return;
    }
    StringBuilder decoded = new StringBuilder();
    int[] from = places;
    String encoded = text.toString();
    places = new int[encoded.length() + 1];
    for (int i = 0; i < encoded.length(); i++) {
      boolean escape =
          encoded.charAt(i) == '%'
              && i + 2 < encoded.length()
              && PercentCoding.hex(encoded.charAt(i + 1)) >= 0
              && PercentCoding.hex(encoded.charAt(i + 2)) >= 0;
      places[decoded.length()] = from[i];
      decoded.append(
          escape
              ? (char)
                  (PercentCoding.hex(encoded.charAt(i + 1)) << 4
                      | PercentCoding.hex(encoded.charAt(i + 2)))
              : encoded.charAt(i));
      i += escape ? 2 : 0;
    }
    text = decoded;
    fold(from[0], "percent-encoding of the whole address", "the address decoded once");
  }

  private void scheme() {
    for (Pattern pattern : List.of(SCHEME, URN)) {
      Matcher scheme = pattern.matcher(text);
      if (scheme.lookingAt()) {
        String found = scheme.group();
        String lower = found.toLowerCase(Locale.ROOT);
        boolean allUpper = found.equals(found.toUpperCase(Locale.ROOT)) && pattern == SCHEME;
        if (!found.equals(lower) && !allUpper) {
          fold(places[0], found, lower);
          text.replace(0, found.length(), lower);
        }
        return;
      }
    }
    if (HOST_FIRST.matcher(text).matches()) {
      String scheme = "https://";
      int[] from = places;
      places = new int[text.length() + scheme.length() + 1];
      Arrays.fill(places, 0, scheme.length(), from[0]);
      System.arraycopy(from, 0, places, scheme.length(), text.length());
      text.insert(0, scheme);
      fold(from[0], "no scheme", scheme);
    }
  }

  private void append(char c, int place) {
    if (text.length() + 1 >= places.length) {
      places = Arrays.copyOf(places, places.length * 2);
    }
    places[text.length()] = place;
    text.append(c);
  }

  private void close(int length) {
    places = Arrays.copyOf(places, text.length() + 1);
    places[text.length()] = length;
  }

  private void fold(int position, String found, String taken) {
    if (folded.size() < Faults.MAX) {
      folded.add(new Folding(position, found, taken));
    }
  }
}
