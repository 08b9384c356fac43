package org.bricscodes.gs1;

/**
 * The character sets of GS1 values (GS1 General Specifications, 7.11), and which characters stay as
 * they are in a URI.
 */
enum CharacterSet {
  NUMERIC(1, "a digit 0-9"),
  CSET_82(2, "a letter, a digit or one of ! \" % & ' ( ) * + , - . / : ; < = > ? _"),
  CSET_39(4, "an upper-case letter, a digit or one of # - /"),
  CSET_64(8, "a base64url character: letter, digit, - or _ (= as padding)");

  private static final byte[] MEMBERS = members();

  private static final int UNRESERVED = 16;
  private static final int LITERAL = 32;

  private final int bit;

  /** What would be right, for fault messages. */
  final String text;

  CharacterSet(int bit, String text) {
    this.bit = bit;
    this.text = text;
  }

  boolean has(char c) {
    return c < 128 && (MEMBERS[c] & bit) != 0;
  }

  /** Unreserved in RFC 3986, 2.3: never percent-encoded. */
  static boolean unreserved(char c) {
    return c < 128 && (MEMBERS[c] & UNRESERVED) != 0;
  }

  /**
   * Left as it is in the canonical EPCIS form: unreserved characters and {@code ' ; =}, which are
   * literal in an EPC URN too (CBV 2.0, 8.9).
   */
  static boolean literalInCanonical(char c) {
    return c < 128 && (MEMBERS[c] & LITERAL) != 0;
  }

  private static byte[] members() {
    byte[] sets = new byte[128];
    mark(sets, NUMERIC.bit, "0123456789");
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    String alphanumeric = "0123456789" + letters;
    String all = alphanumeric + "abcdefghijklmnopqrstuvwxyz";
    mark(sets, CSET_82.bit, all + "!\"%&'()*+,-./:;<=>?_");
    mark(sets, CSET_39.bit, alphanumeric + "#-/");
    mark(sets, CSET_64.bit, all + "-_=");
    mark(sets, UNRESERVED, all + "-._~");
    mark(sets, LITERAL, all + "-._~';=");
    return sets;
  }

  private static void mark(byte[] sets, int bit, String members) {
    for (int i = 0; i < members.length(); i++) {
      sets[members.charAt(i)] |= (byte) bit;
    }
  }
}
