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

  /** Whether a text may be the name of an element or a prefix (Namespaces in XML, NCName). */
  static boolean isName(String text) {
    if (text.isEmpty()) {
      return false;
    }
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!(isNameStart(c) || (at > 0 && isNameRest(c)))) {
        return false;
      }
      at += Character.charCount(c);
    }
    return true;
  }

  /** XML 1.0 §2.3, NameStartChar without the colon. */
  private static boolean isNameStart(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || in(c, 0xC0, 0xD6)
        || in(c, 0xD8, 0xF6)
        || in(c, 0xF8, 0x2FF)
        || in(c, 0x370, 0x37D)
        || in(c, 0x37F, 0x1FFF)
        || in(c, 0x200C, 0x200D)
        || in(c, 0x2070, 0x218F)
        || in(c, 0x2C00, 0x2FEF)
        || in(c, 0x3001, 0xD7FF)
        || in(c, 0xF900, 0xFDCF)
        || in(c, 0xFDF0, 0xFFFD)
        || in(c, 0x10000, 0xEFFFF);
  }

  /** What NameChar adds. */
  private static boolean isNameRest(int c) {
    return (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == 0xB7
        || in(c, 0x300, 0x36F)
        || in(c, 0x203F, 0x2040);
  }

  private static boolean in(int c, int from, int to) {
    return c >= from && c <= to;
  }
}
