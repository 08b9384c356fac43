package org.bricscodes.epcis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads documents of EPCIS in whichever syntax they come: XML if the first character is {@code <},
 * else JSON. What is neither (an archive, another encoding than UTF-8, no text at all) is refused
 * by what it is. The contract is that of {@link EpcisJson} and {@link EpcisXml}.
 */
public final class EpcisDocuments {

  /** How a document is written. */
  public enum Syntax {
    JSON,
    XML,
    /** Nothing that is read here. */
    NEITHER
  }

  /** What begins so, and what to do about it. */
  private record Signature(String bytes, String name, String remedy) {}

  private static final String UNPACK = "unpack it and send the document itself";
  private static final String ENCODE = "send it as UTF-8";

  private static final List<Signature> SIGNATURES =
      List.of(
          new Signature("PK\u0003\u0004", "a ZIP archive", UNPACK),
          new Signature("PK\u0005\u0006", "an empty ZIP archive", UNPACK),
          new Signature("\u001F\u008B", "compressed by gzip", UNPACK),
          new Signature("BZh", "compressed by bzip2", UNPACK),
          new Signature("\u00FD7zXZ", "compressed by xz", UNPACK),
          new Signature("7z\u00BC\u00AF", "a 7-Zip archive", UNPACK),
          new Signature("(\u00B5/\u00FD", "compressed by Zstandard", UNPACK),
          new Signature("%PDF", "a PDF", "send EPCIS in XML or JSON"),
          new Signature("\u00FF\u00FE\u0000\u0000", "in UTF-32", ENCODE),
          new Signature("\u0000\u0000\u00FE\u00FF", "in UTF-32", ENCODE),
          new Signature("\u00FF\u00FE", "in UTF-16", ENCODE),
          new Signature("\u00FE\u00FF", "in UTF-16", ENCODE),
          new Signature("<\u0000", "in UTF-16", ENCODE),
          new Signature("\u0000<", "in UTF-16", ENCODE),
          new Signature("{\u0000", "in UTF-16", ENCODE),
          new Signature("\u0000{", "in UTF-16", ENCODE));

  private final EpcisLimits limits;
  private final EpcisJson json;
  private final EpcisXml xml;

  public EpcisDocuments(EpcisLimits limits) {
    this.limits = limits;
    this.json = new EpcisJson(limits);
    this.xml = new EpcisXml(limits);
  }

  /**
   * Reads a whole document.
   *
   * @param document not changed, not kept
   */
  public ParsedDocument parse(byte[] document) {
    return switch (syntax(document)) {
      case JSON -> json.parse(document);
      case XML -> xml.parse(document);
      case NEITHER -> neither(document);
    };
  }

  /** How a document seems to be written, by its first character. */
  public static Syntax syntax(byte[] document) {
    if (signature(document) != null) {
      return Syntax.NEITHER;
    }
    int at = Received.start(document);
    while (at < document.length && isSpace(document[at])) {
      at++;
    }
    if (at == document.length) {
      return Syntax.JSON;
    }
    byte first = document[at];
    if (first == '<') {
      return Syntax.XML;
    }
    boolean json = "{[\"-tfn".indexOf(first) >= 0 || (first >= '0' && first <= '9');
    return json ? Syntax.JSON : Syntax.NEITHER;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private static @Nullable Signature signature(byte[] document) {
    int length = Math.min(document.length, 8);
    String head = new String(document, 0, length, StandardCharsets.ISO_8859_1);
    for (Signature signature : SIGNATURES) {
      if (head.startsWith(signature.bytes)) {
        return signature;
      }
    }
    return null;
  }

  private ParsedDocument neither(byte[] document) {
    ParsedDocument refusal = Received.refusal(document, limits);
    if (refusal != null && refusal.excess() != ParsedDocument.Excess.NONE) {
      return refusal;
    }
    Signature signature = signature(document);
    if (signature != null) {
      return ParsedDocument.refused(
          ParsedDocument.Excess.NONE, "the document is " + signature.name, signature.remedy);
    }
    return refusal != null
        ? refusal
        : ParsedDocument.refused(
            ParsedDocument.Excess.NONE,
            "the document is neither JSON nor XML",
            "send an EPCISDocument that begins with { or <");
  }
}
