package org.bricscodes.epcis;

import org.jspecify.annotations.Nullable;

/**
 * Writes XML 1.0 in UTF-8, escaping what must be. Elements are closed by their name, in the order
 * they were begun, which is the caller's to keep. For one document. A character that XML cannot
 * carry in any form (a control character, half of a surrogate pair, U+FFFE, U+FFFF) is written as
 * U+FFFD; such a text is better not sent.
 */
public final class XmlText {

  private static final char REPLACEMENT = '\uFFFD';

  private final Utf8Buffer out;

  /** Whether attributes may still be added to the element begun last. */
  private boolean inStartTag;

  /** An empty document. */
  public XmlText() {
    this(new Utf8Buffer(1024));
  }

  XmlText(Utf8Buffer out) {
    this.out = out;
  }

  /** What was written so far. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  /** The first line. */
  public XmlText declaration() {
    out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    return this;
  }

  /** Begins an element. */
  public XmlText start(String name) {
    closeStartTag();
    out.append('<');
    out.append(name);
    inStartTag = true;
    return this;
  }

  /** Adds an attribute to the element begun last, in which nothing stands yet. */
  public XmlText attribute(String name, String value) {
    out.append(' ');
    out.append(name);
    out.append("=\"");
    escape(value, true);
    out.append('"');
    return this;
  }

  /** Declares a prefix on the element begun last. */
  public XmlText namespace(String prefix, String namespace) {
    return attribute("xmlns:" + prefix, namespace);
  }

  /** Writes text into the element that is open. */
  public XmlText text(String text) {
    if (!text.isEmpty()) {
      closeStartTag();
      escape(text, false);
    }
    return this;
  }

  /** Ends the element begun last of those still open, which has this name. */
  public XmlText end(String name) {
    if (inStartTag) {
      out.append("/>");
      inStartTag = false;
    } else {
      out.append("</");
      out.append(name);
      out.append('>');
    }
    return this;
  }

  /** An element of nothing but text. */
  public XmlText leaf(String name, String text) {
    return start(name).text(text).end(name);
  }

  private void closeStartTag() {
    if (inStartTag) {
      out.append('>');
      inStartTag = false;
    }
  }

  private void escape(String text, boolean inAttribute) {
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      String escaped = escaped(text, i, inAttribute);
      if (escaped != null) {
        out.append(text.substring(plain, i));
        out.append(escaped);
        plain = i + 1;
      }
    }
    out.append(plain == 0 ? text : text.substring(plain));
  }

  private static @Nullable String escaped(String text, int at, boolean inAttribute) {
    char c = text.charAt(at);
    return switch (c) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '\r' -> "&#13;";
      case '"' -> inAttribute ? "&quot;" : null;
      case '\n' -> inAttribute ? "&#10;" : null;
      case '\t' -> inAttribute ? "&#9;" : null;
      default -> isCarried(text, at) ? null : String.valueOf(REPLACEMENT);
    };
  }

  /** Whether XML can carry a text as it is. */
  static boolean carries(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isCarried(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isCarried(String text, int at) {
    char c = text.charAt(at);
    if (c < 0x20) {
      return c == '\t' || c == '\n' || c == '\r';
    }
    if (Character.isHighSurrogate(c)) {
      return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
    return c != '\uFFFE' && c != '\uFFFF';
  }

  /**
   * Whether every reader takes a text for the name of an element or a prefix. The fifth edition of
   * XML 1.0 allows more characters than the fourth (§2.3, appendix B), which parsers in wide use,
   * that of the JDK among them, still hold to; and of what the fourth allows, these are the letters
   * of the scripts in use.
   */
  static boolean isName(String text) {
    if (text.isEmpty() || !isNameStart(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (!isNameStart(text.charAt(i)) && !isNameRest(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || in(c, 0x4E00, 0x9FA5) // Han
        || in(c, 0xC0, 0xD6) // Latin
        || in(c, 0xD8, 0xF6)
        || in(c, 0xF8, 0x131)
        || in(c, 0x14A, 0x17E)
        || in(c, 0x3A3, 0x3CE) // Greek
        || in(c, 0x40E, 0x44F) // Cyrillic
        || in(c, 0x451, 0x45C)
        || in(c, 0x5D0, 0x5EA) // Hebrew
        || in(c, 0x621, 0x63A) // Arabic
        || in(c, 0x641, 0x64A)
        || in(c, 0x905, 0x939) // Devanagari
        || in(c, 0x3041, 0x3094) // Hiragana, Katakana
        || in(c, 0x30A1, 0x30FA)
        || in(c, 0xAC00, 0xD7A3); // Hangul
  }

  private static boolean isNameRest(char c) {
    return (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || in(c, 0x93E, 0x94D) // vowel signs of Devanagari
        || in(c, 0x901, 0x903);
  }

  private static boolean in(int c, int from, int to) {
    return c >= from && c <= to;
  }
}
