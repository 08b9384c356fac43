package org.bricscodes.gs1;

import java.util.Optional;

/**
 * An EPC as the bits of an RFID tag (GS1 Tag Data Standard 2.3, 14), for the schemes that name a
 * trade item. Immutable.
 *
 * <p>Besides the text of a tag reader, bits stand in a web address: a last path segment {@code eh}
 * with hexadecimal digits or {@code ex} with base64url characters (GS1 Digital Link URI:
 * Compression for EPC binary strings 1.0, 4.2). {@link #decompressed} turns such an address into
 * the plain Digital Link that a resolver answers.
 *
 * @param scheme how the bits are laid out
 * @param filter what the tag is on, 0 to 7; no part of the identity, so the link has none
 * @param link GTIN and serial, and the date of {@link Scheme#DSGTIN_PLUS} as a data attribute, on
 *     {@link DigitalLink#CANONICAL_BASE}
 */
public record EpcBinary(Scheme scheme, int filter, DigitalLink link) {

  /** Longest text of bits that is read, in characters. */
  public static final int MAX_LENGTH = 256;

  /** The layouts that are read. */
  public enum Scheme {
    SGTIN_96(0x30, "SGTIN-96"),
    SGTIN_198(0x36, "SGTIN-198"),
    SGTIN_PLUS(0xF7, "SGTIN+"),
    DSGTIN_PLUS(0xFB, "DSGTIN+");

    final int header;
    private final String text;

    Scheme(int header, String text) {
      this.header = header;
      this.text = text;
    }

    /** The name in the standard. */
    @Override
    public String toString() {
      return text;
    }
  }

  public EpcBinary {
    if (filter < 0 || filter > 7) {
      throw new IllegalArgumentException("a filter value is 0 to 7");
    }
  }

  /**
   * Reads a path segment {@code eh30164596f40c0e5cbe991a83} or {@code exMBZFlvQMDly-mRqD}.
   *
   * @throws Gs1Exception with every fault and its place in {@code segment}
   */
  public static EpcBinary parse(String segment) {
    return EpcBinaryParser.segment(segment);
  }

  /**
   * Reads hexadecimal digits, as a tag reader sends them.
   *
   * @throws Gs1Exception with every fault and its place in {@code hex}
   */
  public static EpcBinary parseHex(String hex) {
    return EpcBinaryParser.hex(hex);
  }

  /**
   * The same address with its EPC binary segment written out: scheme, host, stem and query stay as
   * they are, a date of the tag goes in front of the query. Empty when the address has no such
   * segment: the last one is something else, or is a value of a plain Digital Link.
   *
   * @param uri a whole URI, or the raw target of a request from its first slash on
   * @throws Gs1Exception when there is such a segment, and it is broken or of a scheme that names
   *     no trade item; places count in {@code uri}
   */
  public static Optional<String> decompressed(String uri) {
    return EpcBinaryParser.decompressed(uri);
  }
}
